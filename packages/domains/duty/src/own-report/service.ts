// A deputy's own report: what the archive says, the draft, giving it; the office reads what was given.
import type { Capacity } from '@smart/identity/capacity';
import { today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { declare } from '../declarations/declaring.ts';
import { declareInput } from '../declarations/model-inputs.ts';
import { type DeclarationState, declarationStateLabels } from '../declarations/model.ts';
import { progressOfMany } from '../plan/plans.ts';
import { yearRange } from '../reading.ts';
import { generateReport, type ReportRecord } from './generate.ts';
import { type Generated, type Paragraph, readReport } from './model.ts';
import { type discloseReportInput, type giveReportInput, type givenReportsInput, paragraphSchema, type saveReportInput } from './model-inputs.ts';
import type { disclosedReportView, givenReportsView, givenReportView, ReportView, savedReportView } from './model-views.ts';
import { showsReports } from './public.ts';

const paragraphsOf = (content: unknown): Paragraph[] => z.array(paragraphSchema).parse(content);

type Draft = { id: string; revision: number; content: unknown; given: unknown; givenOn: string | null; state: DeclarationState | null; agreed: boolean };

async function draftOf(work: Work, mandateId: string, year: number): Promise<Draft | undefined> {
  const [row] = await work.sql<Draft>(
    `SELECT r.id, r.revision, r.content, r.given, to_char(r.given_on, 'YYYY-MM-DD') AS "givenOn", d.state, r.agreed_at IS NOT NULL AS agreed FROM duty_report r LEFT JOIN duty_declaration d ON d.id = r.declaration_id WHERE r.mandate_id = $1 AND r.year = $2`,
    [mandateId, year],
  );
  return row;
}

/** What the archive says of a year, in words. */
async function generatedOf(work: Work, capacity: Capacity, year: number): Promise<Generated[]> {
  const [mandate] = await work.sql<{ name: string; congress: string; term: number; delegation: string | null }>(
    `SELECT p.name, c.name AS congress, t.number AS term, g.name AS delegation FROM mandate m JOIN person p ON p.id = m.person_id JOIN congress c ON c.id = m.congress_id JOIN term t ON t.id = m.term_id LEFT JOIN delegation g ON g.id = m.delegation_id
     WHERE m.id = $1 AND m.person_id = $2`,
    [capacity.id, capacity.personId],
  );
  if (!mandate) throw new DomainError('common.not_found', { what: '代表资格' });
  const records = await work.sql<ReportRecord>(
    `SELECT r.id, r.kind, r.title, to_char(r.occurred_on, 'YYYY-MM-DD') AS "occurredOn", r.subject_type AS "subjectType", r.subject_id AS "subjectId", r.detail,
       COALESCE((SELECT json_agg(c.text ORDER BY c.on_day, c.event_id) FROM duty_change c WHERE c.matter_id = r.subject_id AND c.kind <> 'evaluated'), '[]') AS changes
     FROM duty_record r WHERE r.mandate_id = $1 AND r.occurred_on >= $2::date AND r.occurred_on < $3::date AND r.standing = 'counted' ORDER BY r.occurred_on, r.id LIMIT 2000`,
    [capacity.id, ...yearRange(year)],
  );
  const day = today(work.clock);
  const progress = year === yearOf(day) ? ((await progressOfMany(work, capacity.congressId, [capacity.id], day)).get(capacity.id) ?? []) : null;
  const lacking = progress?.filter(({ missing }) => missing > 0).map(({ label, missing }) => `${label}还差 ${missing} 次`) ?? null;
  const direct = capacity.tier === 'county' || capacity.tier === 'township';
  return generateReport({ ...mandate, year, direct, records, lacking });
}

/**
 * The acting deputy's report of a year: the draft as it is, and what the archive says now; how they come together is the device's doing.
 * @throws DomainError common.not_found
 */
export async function openReport(work: Work, capacity: Capacity, { year }: { year: number }): Promise<ReportView> {
  const generated = await generatedOf(work, capacity, year);
  const draft = await draftOf(work, capacity.id, year);
  return {
    year, revision: draft?.revision ?? 0, paragraphs: draft ? paragraphsOf(draft.content) : [], generated,
    given: draft?.givenOn == null || draft.state === null ? null : { on: draft.givenOn, state: draft.state, stateLabel: declarationStateLabels[draft.state], agreed: draft.agreed },
    shown: await showsReports(work, capacity.congressId),
  };
}

/**
 * Keeps the draft. @throws DomainError workflow.version_conflict: another device was first; common.invalid_input: a year ahead
 */
export async function saveReport(work: Work, capacity: Capacity, { year, expectedRevision, paragraphs }: z.output<typeof saveReportInput>): Promise<z.output<typeof savedReportView>> {
  const problem = '只能写今年和以前年度的报告';
  if (year > yearOf(today(work.clock))) throw new DomainError('common.invalid_input', { problem }, [{ path: 'year', message: problem }]);
  const now = work.clock.now();
  const [row] = await work.sql<{ revision: number }>(
    `INSERT INTO duty_report AS r (id, congress_id, mandate_id, person_id, year, revision, content, created_at, updated_at) SELECT $1, $2, $3, $4, $5, 1, $6::jsonb, $7, $7 WHERE $8 = 0
     ON CONFLICT (mandate_id, year) DO NOTHING RETURNING revision`,
    [newId(), capacity.congressId, capacity.id, capacity.personId, year, JSON.stringify(paragraphs), now, expectedRevision],
  );
  if (row) return row;
  const [next] = await work.sql<{ revision: number }>(
    'UPDATE duty_report SET content = $4::jsonb, revision = revision + 1, updated_at = $5 WHERE mandate_id = $1 AND year = $2 AND revision = $3 RETURNING revision',
    [capacity.id, year, expectedRevision, JSON.stringify(paragraphs), now],
  );
  if (!next) throw new DomainError('workflow.version_conflict');
  return next;
}

/**
 * The report was given to voters or to the electing unit: its words are kept as they are and the archive is told (述职), which the office
 * confirms. Given again only when the office sent it back or it was withdrawn.
 * @throws DomainError duty.report_given, workflow.version_conflict, common.invalid_input (it is empty), and what `declare` throws
 */
export async function giveReport(work: Work, capacity: Capacity, { year, expectedRevision, declarationId, givenOn, place, agreed }: z.output<typeof giveReportInput>): Promise<z.output<typeof givenReportView>> {
  const [row] = await work.sql<{ id: string; revision: number; content: unknown; declarationId: string | null }>('SELECT id, revision, content, declaration_id AS "declarationId" FROM duty_report WHERE mandate_id = $1 AND year = $2 FOR UPDATE', [capacity.id, year]);
  if (!row) throw new DomainError('common.not_found', { what: '述职报告' });
  const next = '已登记述职，办公室核实后计入档案。';
  if (row.declarationId === declarationId) return { next };
  const state = (await draftOf(work, capacity.id, year))?.state ?? null;
  if (state === 'pending' || state === 'confirmed') throw new DomainError('duty.report_given', { year });
  if (row.revision !== expectedRevision) throw new DomainError('workflow.version_conflict');
  const problem = '报告还没有内容，请先生成初稿或者写一段';
  if (readReport(paragraphsOf(row.content)).length === 0) throw new DomainError('common.invalid_input', { problem }, [{ path: 'paragraphs', message: problem }]);
  const whom = capacity.tier === 'county' || capacity.tier === 'township' ? '选民' : '选举单位';
  await declare(work, capacity, declareInput.parse({ id: declarationId, kind: 'report_given', occurredOn: givenOn, place, title: `${year} 年履职情况述职`, facts: { whom, form: '书面述职报告' } }));
  await work.sql('UPDATE duty_report SET given = content, given_on = $2::date, declaration_id = $3, updated_at = $4, agreed_at = CASE WHEN $5 THEN $4::timestamptz END WHERE id = $1', [row.id, givenOn, declarationId, work.clock.now(), agreed]);
  return { next };
}

/**
 * The deputy agrees that anybody may read what was given, or takes that back, which holds at once. It is shown where the congress publishes reports.
 * @throws DomainError common.not_found: nothing was given
 */
export async function discloseReport(work: Work, capacity: Capacity, { year, agreed }: z.output<typeof discloseReportInput>): Promise<z.output<typeof disclosedReportView>> {
  const [row] = await work.sql(
    `UPDATE duty_report r SET agreed_at = CASE WHEN $3 THEN COALESCE(r.agreed_at, $4::timestamptz) END FROM duty_declaration d WHERE d.id = r.declaration_id AND d.state IN ('pending', 'confirmed') AND r.mandate_id = $1 AND r.year = $2 AND r.given IS NOT NULL RETURNING 1`,
    [capacity.id, year, agreed, work.clock.now()],
  );
  if (!row) throw new DomainError('common.not_found', { what: '登记过的述职报告' });
  return { next: agreed ? '已同意公开，办公室核实后群众可以在网站看到。' : '已不再公开。' };
}

/** For the office: of which years a deputy of its congress has given a report. */
export const givenReports = async (work: Work, capacity: Capacity, { mandateId }: z.output<typeof givenReportsInput>): Promise<z.output<typeof givenReportsView>> =>
  work.sql(
    `SELECT r.year, to_char(r.given_on, 'YYYY-MM-DD') AS "on", $3 AND r.agreed_at IS NOT NULL AND d.state = 'confirmed' AND EXISTS (SELECT 1 FROM mandate m WHERE m.id = r.mandate_id AND m.status = 'active') AS shown FROM duty_report r JOIN duty_declaration d ON d.id = r.declaration_id WHERE r.mandate_id = $1 AND r.congress_id = $2 AND r.given IS NOT NULL AND d.state IN ('pending', 'confirmed') ORDER BY r.year DESC`,
    [mandateId, capacity.congressId, await showsReports(work, capacity.congressId)],
  );

export type ReportText = { readonly year: number; readonly name: string; readonly congress: string; readonly givenOn: string | null; readonly paragraphs: readonly Paragraph[] };

/**
 * What a file is made of: for the deputy the draft as it stands, for the office what was given.
 * @throws DomainError common.not_found: no draft, not given, of another congress, of somebody else
 */
export async function reportText(work: Work, capacity: Capacity, { year, mandateId = capacity.id }: { year: number; mandateId?: string | undefined }): Promise<ReportText> {
  const own = mandateId === capacity.id;
  if (!own && !(await givenReports(work, capacity, { mandateId })).some((one) => one.year === year)) throw new DomainError('common.not_found', { what: '述职报告' });
  const draft = await draftOf(work, mandateId, year);
  const [mandate] = await work.sql<{ name: string; congress: string }>('SELECT p.name, c.name AS congress FROM mandate m JOIN person p ON p.id = m.person_id JOIN congress c ON c.id = m.congress_id WHERE m.id = $1', [mandateId]);
  if (!draft || !mandate) throw new DomainError('common.not_found', { what: '述职报告' });
  return { year, ...mandate, givenOn: own ? null : draft.givenOn, paragraphs: paragraphsOf(own ? draft.content : draft.given) };
}
