// Reading the archive of one mandate.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { detailLabels, dutyKinds, isDetailField, isDutyKind, kindsOf, type Subsystem, subsystemNames, subsystems } from './model.ts';
import type { archiveInput, archiveOfInput, myArchiveInput } from './model-inputs.ts';
import type { ArchiveView, RecordView } from './model-views.ts';

export const statusLabels: Readonly<Record<string, string>> = { active: '在任', suspended: '暂停执行职务', ended: '已终止' };

type Mandate = { id: string; personId: string; name: string; term: number; delegation: string | null; status: string };

async function mandateOf(work: Work, mandateId: string): Promise<Mandate> {
  const [row] = await work.sql<Mandate>(
    `SELECT m.id, m.person_id AS "personId", p.name, t.number AS term, d.name AS delegation, m.status
     FROM mandate m JOIN person p ON p.id = m.person_id JOIN term t ON t.id = m.term_id LEFT JOIN delegation d ON d.id = m.delegation_id WHERE m.id = $1`,
    [mandateId],
  );
  if (!row) throw new DomainError('common.not_found', { what: '代表' });
  return row;
}

type Row = Omit<RecordView, 'kind' | 'kindLabel' | 'subsystem' | 'details'> & { kind: string; detail: unknown };

function viewOf({ kind, detail, ...row }: Row): RecordView[] {
  if (!isDutyKind(kind)) return [];
  const facts = z.record(z.string(), z.string()).parse(detail);
  const details = Object.entries(facts).flatMap(([field, text]) => (isDetailField(field) ? [{ label: detailLabels[field], text }] : []));
  return [{ ...row, kind, kindLabel: dutyKinds[kind].label, subsystem: dutyKinds[kind].subsystem, details }];
}

/** From and until (not including) of a year, or of all time. */
export const yearRange = (year: number | undefined): [string, string] => [`${year ?? 1900}-01-01`, `${year === undefined ? 2200 : year + 1}-01-01`];

/** What subsystem a kind belongs to, for SQL: the kinds are few and known. */
const countsBySubsystem = (rows: readonly { kind: string; count: number }[]): { name: Subsystem; label: string; count: number }[] =>
  subsystemNames.map((name) => ({ name, label: subsystems[name].label, count: rows.reduce((sum, { kind, count }) => sum + (isDutyKind(kind) && dutyKinds[kind].subsystem === name ? count : 0), 0) }));

/**
 * A page of one mandate's archive, newest first.
 * @throws DomainError common.not_found: no mandate of this congress
 */
async function archiveOf(work: Work, mandateId: string, { year, subsystem, page, pageSize }: z.output<typeof archiveInput>): Promise<ArchiveView> {
  const { personId, ...mandate } = await mandateOf(work, mandateId);
  const range = yearRange(year);
  const terms = await work.sql<{ mandateId: string; term: number }>('SELECT m.id AS "mandateId", t.number AS term FROM mandate m JOIN term t ON t.id = m.term_id WHERE m.person_id = $1 ORDER BY t.number DESC, m.id', [personId]);
  const rows = await work.sql<Row>(
    `SELECT id, kind, title, to_char(occurred_on, 'YYYY-MM-DD') AS "occurredOn", standing = 'counted' AS counts, detail, subject_type AS "subjectType", subject_id AS "subjectId" FROM duty_record
     WHERE mandate_id = $1 AND occurred_on >= $2::date AND occurred_on < $3::date AND standing <> 'void' AND ($4::text[] IS NULL OR kind = ANY ($4)) ORDER BY occurred_on DESC, id DESC LIMIT $5 OFFSET $6`,
    [mandateId, ...range, subsystem === undefined ? null : kindsOf(subsystem), pageSize + 1, (page - 1) * pageSize],
  );
  const years = await work.sql<{ year: number; count: number }>(
    `SELECT extract(year FROM occurred_on)::int AS year, count(*)::int AS count FROM duty_record WHERE mandate_id = $1 AND standing <> 'void' GROUP BY 1 ORDER BY 1 DESC`,
    [mandateId],
  );
  const counts = await work.sql<{ kind: string; count: number }>(
    `SELECT kind, count(*)::int AS count FROM duty_record WHERE mandate_id = $1 AND occurred_on >= $2::date AND occurred_on < $3::date AND standing = 'counted' GROUP BY kind`,
    [mandateId, ...range],
  );
  return {
    mandate: { ...mandate, statusLabel: statusLabels[mandate.status] ?? mandate.status }, terms, years, subsystems: countsBySubsystem(counts),
    rows: rows.slice(0, pageSize).flatMap(viewOf), hasMore: rows.length > pageSize,
  };
}

/**
 * The acting deputy's own archive, of this or an earlier term.
 * @throws DomainError common.not_found for a mandate of somebody else
 */
export async function myArchive(work: Work, capacity: Capacity, { mandateId = capacity.id, ...input }: z.output<typeof myArchiveInput>): Promise<ArchiveView> {
  const [own] = await work.sql('SELECT 1 FROM mandate WHERE id = $1 AND person_id = $2', [mandateId, capacity.personId]);
  if (!own) throw new DomainError('common.not_found', { what: '代表资格' });
  return archiveOf(work, mandateId, input);
}

/**
 * For the office: one deputy of its congress. Of what a deputy keeps to themselves (whom they visited, what was said) there is nothing in it.
 * @throws DomainError common.not_found for a mandate of another congress
 */
export async function deputyArchive(work: Work, capacity: Capacity, { mandateId, ...input }: z.output<typeof archiveOfInput>): Promise<ArchiveView> {
  const [own] = await work.sql('SELECT 1 FROM mandate WHERE id = $1 AND congress_id = $2', [mandateId, capacity.congressId]);
  if (!own) throw new DomainError('common.not_found', { what: '代表' });
  return archiveOf(work, mandateId, input);
}
