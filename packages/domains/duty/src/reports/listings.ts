// A deputy's archive on paper: what stands in it, part by part.
import type { Listing } from '@smart/documents';
import type { Capacity } from '@smart/identity/capacity';
import { formatDate, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { idSchema, parseInput } from '@smart/kernel/validation';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { detailLabels, dutyKinds, isDetailField, isDutyKind, kindsOf, subsystemNames, subsystems } from '../model.ts';
import { statusLabels, yearRange } from '../reading.ts';

const year = z.coerce.number({ error: '年度请填四位数字' }).int().min(1979).max(2100);
/** As an address carries them. */
const archiveQuery = z.object({ mandateId: idSchema.optional(), year: year.optional() });

export type ArchiveRow = { mandateId: string; kind: string; title: string; occurredOn: string; counts: boolean; detail: unknown };

const factsOf = (detail: unknown): string => Object.entries(z.record(z.string(), z.string()).parse(detail)).flatMap(([field, text]) => (isDetailField(field) ? [`${detailLabels[field]}：${text}`] : [])).join('；');
/** One line of a listing. */
export const lineOf = ({ kind, title, occurredOn, counts, detail }: Omit<ArchiveRow, 'mandateId'>): string[][] => (isDutyKind(kind) ? [[formatDate(occurredOn), dutyKinds[kind].label, counts ? title : `${title}（不计入）`, factsOf(detail)]] : []);

/** What stands in these archives, of a year or of all, each in the order in which it happened. */
export const recordsOf = (work: Work, mandateIds: readonly string[], asked: number | undefined): Promise<ArchiveRow[]> =>
  work.sql<ArchiveRow>(
    `SELECT mandate_id AS "mandateId", kind, title, to_char(occurred_on, 'YYYY-MM-DD') AS "occurredOn", standing = 'counted' AS counts, detail FROM duty_record
     WHERE mandate_id = ANY ($1::uuid[]) AND occurred_on >= $2::date AND occurred_on < $3::date AND standing <> 'void' ORDER BY occurred_on, id`,
    [mandateIds, ...yearRange(asked)],
  );

export const archiveColumns: Listing['columns'] = [{ header: '日期', share: 0.16 }, { header: '履职', share: 0.18 }, { header: '内容', share: 0.34 }, { header: '情况', share: 0.32 }];
export const archiveNotes = ['由系统根据履职活动自动记录；系统以外的履职经办公室核实后计入。'];

/**
 * One deputy's archive, of a year or of the whole mandate: for the deputy their own, for the office one of its congress.
 * @throws DomainError common.not_found: somebody else's, or of another congress
 */
export async function archiveListing(work: Work, capacity: Capacity, query: unknown): Promise<Listing> {
  const { mandateId = capacity.id, year: asked } = parseInput(archiveQuery, query);
  const office = capacity.roles.includes('congress_officer');
  const [mandate] = await work.sql<{ name: string; term: number; delegation: string | null; status: string; congress: string }>(
    `SELECT p.name, t.number AS term, d.name AS delegation, m.status, c.name AS congress FROM mandate m JOIN person p ON p.id = m.person_id JOIN term t ON t.id = m.term_id JOIN congress c ON c.id = m.congress_id LEFT JOIN delegation d ON d.id = m.delegation_id
     WHERE m.id = $1 AND (m.person_id = $2 OR ($3 AND m.congress_id = $4))`,
    [mandateId, capacity.personId, office, capacity.congressId],
  );
  if (!mandate) throw new DomainError('common.not_found', { what: '代表' });
  const rows = await recordsOf(work, [mandateId], asked);
  return {
    title: `${mandate.name}代表履职档案${asked === undefined ? '' : `（${asked} 年）`}`,
    subtitle: `${mandate.congress}第${mandate.term}届`,
    facts: [{ label: '代表团', value: mandate.delegation ?? '未编入代表团' }, { label: '状态', value: statusLabels[mandate.status] ?? mandate.status }, { label: '记录', value: `${rows.filter(({ counts }) => counts).length} 项` }, { label: '截至', value: formatDate(today(work.clock)) }],
    columns: archiveColumns,
    sections: subsystemNames.map((name) => {
      const kinds: readonly string[] = kindsOf(name);
      const own = rows.filter(({ kind }) => kinds.includes(kind));
      return { heading: `${subsystems[name].label}（${own.filter(({ counts }) => counts).length} 项）`, rows: own.flatMap(lineOf) };
    }).filter(({ rows: own }) => own.length > 0),
    notes: archiveNotes, printedBy: capacity.personName, printedOn: today(work.clock),
  };
}
