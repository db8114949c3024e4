// 年度办理情况报告: generated from the figures of the analysis, written on by hand, made final, published.
import type { Capacity } from '@smart/identity/capacity';
import { today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { advance } from '@smart/workflow/advance';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf } from '../act.ts';
import { belowOf } from '../analysis/below.ts';
import { analysisOf } from '../analysis/service.ts';
import { figuresOf, textsOf } from './content.ts';
import { type actInput, filledIn, type generateInput, reportContent, type ReportContent, reportFigures, type ReportFigures, type reportRows, type ReportView, type saveSectionInput, type versionInput } from './model.ts';
import { reportStore } from './store.ts';
import { type ReportSubject, reportWorkflow } from './workflow.ts';
import { reportActionLabels, type ReportAction, reportStateLabels, type ReportState, sectionHeadings, sectionKeys, type SectionKey } from './words.ts';

type Section = { id: string; key: SectionKey; generated: string; text: string | null; basedOn: string | null; revision: number; changedBy: string | null; changedAt: Date | null };
type Report = { id: string; congressId: string; congressName: string; year: number; title: string; state: ReportState; version: number; figures: unknown; asOf: string | null; generatedAt: Date | null; publishedAt: Date | null };

const reportColumns = `r.id, r.congress_id AS "congressId", c.name AS "congressName", r.year, r.title, r.state, r.version, r.figures, r.as_of::text AS "asOf", r.generated_at AS "generatedAt", r.published_at AS "publishedAt"`;

/** @throws DomainError common.not_found: no such report of the own congress */
async function reportOf(work: Work, capacity: Capacity, id: string): Promise<Report> {
  const [row] = await work.sql<Report>(`SELECT ${reportColumns} FROM annual_report r JOIN congress c ON c.id = r.congress_id WHERE r.id = $1 AND r.congress_id = $2`, [id, capacity.congressId]);
  if (!row) throw new DomainError('common.not_found', { what: '年度报告' });
  return row;
}

const sectionsOf = (work: Work, reportId: string): Promise<Section[]> =>
  work.sql<Section>(`SELECT id, key, generated, text, based_on AS "basedOn", revision, changed_by AS "changedBy", changed_at AS "changedAt" FROM annual_report_section WHERE report_id = $1 ORDER BY position`, [reportId]);

const rowOf = ({ id, year, title, state, asOf, generatedAt, publishedAt }: Report) => ({
  id, year, title, state, stateLabel: reportStateLabels[state], asOf, generatedAt: generatedAt?.toISOString() ?? null, publishedAt: publishedAt?.toISOString() ?? null,
});

/** The reports of the own congress, and the years one can report on: those in which suggestions were handed in, until this one. */
export async function reportsOf(work: Work, capacity: Capacity): Promise<z.output<typeof reportRows>> {
  const rows = await work.sql<Report>(`SELECT ${reportColumns} FROM annual_report r JOIN congress c ON c.id = r.congress_id WHERE r.congress_id = $1 ORDER BY r.year DESC`, [capacity.congressId]);
  const [first] = await work.sql<{ at: Date | null }>(`SELECT min(submitted_at) AS at FROM suggestion WHERE congress_id = $1`, [capacity.congressId]);
  const last = yearOf(today(work.clock));
  const from = first?.at ? Math.max(first.at.getUTCFullYear(), last - 9) : last;
  return { rows: rows.map(rowOf), years: Array.from({ length: last - from + 1 }, (_none, at) => last - at) };
}

/**
 * Generates a year's report, or its figures anew: the report of the year is made when there is none. What was changed by hand stays; the new
 * generated text is kept beside it.
 * @throws DomainError workflow.illegal_action when the report is final already, common.forbidden
 */
export async function generateReport(work: Work, capacity: Capacity, { year }: z.output<typeof generateInput>): Promise<{ id: string }> {
  if (year > yearOf(today(work.clock))) throw new DomainError('common.invalid_input', { problem: '还没有到这个年度' }, [{ path: 'year', message: '还没有到这个年度，请选择今年或者以前的年度' }]);
  const id = await findOrFound(work, capacity, year);
  const counted = { year, all: await analysisOf(work, capacity, { year }), open: await analysisOf(work, capacity, { year }, true), below: await belowOf(work, capacity, { year }) };
  const figures = figuresOf(counted);
  await act(work, capacity, id, 'generate', { patch: { figures: JSON.stringify(figures), as_of: counted.all.asOf, generated_at: work.clock.now() } });
  const texts = textsOf(counted);
  await Promise.all(sectionKeys.map((key) => work.sql('UPDATE annual_report_section SET generated = $3 WHERE report_id = $1 AND key = $2', [id, key, texts[key]])));
  await keepVersion(work, capacity, id, 'generate');
  return { id };
}

async function findOrFound(work: Work, capacity: Capacity, year: number): Promise<string> {
  const [known] = await work.sql<{ id: string }>('SELECT id FROM annual_report WHERE congress_id = $1 AND year = $2', [capacity.congressId, year]);
  if (known) return known.id;
  const id = newId();
  const title = `${capacity.congressName}代表建议、批评和意见${year}年度办理情况的报告`;
  await work.sql('INSERT INTO annual_report (id, congress_id, year, title) VALUES ($1, $2, $3, $4)', [id, capacity.congressId, year, title]);
  for (const [position, key] of sectionKeys.entries()) {
    await work.sql(`INSERT INTO annual_report_section (id, congress_id, report_id, key, position, generated) VALUES ($1, $2, $3, $4, $5, '')`, [newId(), capacity.congressId, id, key, position]);
  }
  return id;
}

async function act(work: Work, capacity: Capacity, id: string, action: ReportAction, more: { version?: number; reason?: string | undefined; patch?: Parameters<typeof reportStore.save>[2]['patch'] } = {}): Promise<ReportSubject> {
  const report = await reportOf(work, capacity, id);
  return advance(work, reportStore, {
    id, action, actor: capacity, acting: actingOf(capacity), expectedVersion: more.version, reason: more.reason, patch: more.patch, event: { payload: { year: report.year, title: report.title } },
  });
}

/**
 * Finalises, reopens, publishes or takes back a report. Publishing keeps what the public reads, so that a later draft changes nothing of it.
 * @throws DomainError what `advance` throws
 */
export async function actOnReport(work: Work, capacity: Capacity, { id, action, version, reason }: z.output<typeof actInput>): Promise<{ id: string }> {
  if (action === 'generate') return generateReport(work, capacity, { year: (await reportOf(work, capacity, id)).year });
  const published = action === 'publish' ? { published_at: work.clock.now(), published_content: JSON.stringify(await contentOf(work, capacity, id)) } : {};
  const patch = action === 'withdraw' ? { published_at: null, published_content: null } : published;
  await act(work, capacity, id, action, { version, reason, patch });
  if (action === 'finalise' || action === 'publish') await keepVersion(work, capacity, id, action);
  return { id };
}

async function keepVersion(work: Work, capacity: Capacity, id: string, action: ReportAction): Promise<void> {
  const content = await contentOf(work, capacity, id);
  await work.sql(
    `INSERT INTO annual_report_version (id, congress_id, report_id, number, act, made_by, made_at, content)
     SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7::jsonb FROM annual_report_version WHERE report_id = $3`,
    [newId(), capacity.congressId, id, action, capacity.personName, work.clock.now(), JSON.stringify(content)],
  );
}

/**
 * Saves what somebody wrote in a section, or goes back to the generated text (`text` null).
 * @throws DomainError common.conflict when a colleague saved in between or the report is no draft, common.invalid_input for an unknown field
 */
export async function saveSection(work: Work, capacity: Capacity, { sectionId, revision, text }: z.output<typeof saveSectionInput>): Promise<{ id: string; revision: number }> {
  const [section] = await work.sql<{ reportId: string; key: SectionKey; state: ReportState; revision: number; changedBy: string | null }>(
    `SELECT x.report_id AS "reportId", x.key, r.state, x.revision, x.changed_by AS "changedBy" FROM annual_report_section x JOIN annual_report r ON r.id = x.report_id WHERE x.id = $1 AND x.congress_id = $2 FOR UPDATE OF x`,
    [sectionId, capacity.congressId],
  );
  if (!section) throw new DomainError('common.not_found', { what: '报告的这一部分' });
  if (section.state !== 'draft') throw new DomainError('common.conflict', { reason: '报告已经定稿，请先退回草稿再修改' });
  if (section.revision !== revision) throw new DomainError('common.conflict', { reason: `${section.changedBy ?? '同事'}刚刚修改过“${sectionHeadings[section.key]}”，请核对后重新保存` });
  await work.sql(
    `UPDATE annual_report_section SET text = $2, based_on = CASE WHEN $2::text IS NULL THEN NULL ELSE generated END, revision = revision + 1, changed_by = $3, changed_at = $4 WHERE id = $1`,
    [sectionId, text, capacity.personName, work.clock.now()],
  );
  return { id: section.reportId, revision: revision + 1 };
}

const figuresIn = (report: Report): ReportFigures => reportFigures.parse(report.figures);

/** The report for the desk: each section with the generated text and what was made of it by hand. */
export async function reportDetail(work: Work, capacity: Capacity, id: string): Promise<ReportView> {
  const report = await reportOf(work, capacity, id);
  const { values, tables } = figuresIn(report);
  const versions = await work.sql<{ number: number; act: ReportAction; madeBy: string; madeAt: Date }>(`SELECT number, act, made_by AS "madeBy", made_at AS "madeAt" FROM annual_report_version WHERE report_id = $1 ORDER BY number DESC LIMIT 100`, [id]);
  const subject: ReportSubject = { id, matterId: id, congressId: report.congressId, state: report.state, version: report.version, year: report.year, generated: report.generatedAt !== null };
  return {
    ...rowOf(report), version: report.version, values,
    sections: (await sectionsOf(work, id)).map((one) => ({ ...one, heading: sectionHeadings[one.key], changedAt: one.changedAt?.toISOString() ?? null, tables: tables[one.key] ?? [] })),
    versions: versions.map(({ number, act: made, madeBy, madeAt }) => ({ number, label: made === 'generate' ? '生成' : reportActionLabels[made], madeBy, madeAt: madeAt.toISOString() })),
    actions: availableActions(reportWorkflow, subject, capacity, { today: today(work.clock) }),
  };
}

/** The report as it is read: figures in the texts, sections without a word or table left out. */
export async function contentOf(work: Work, capacity: Capacity, id: string): Promise<ReportContent> {
  const report = await reportOf(work, capacity, id);
  const { values, tables } = figuresIn(report);
  const sections = (await sectionsOf(work, id)).map(({ key, generated, text }) => ({ heading: sectionHeadings[key], text: filledIn(text ?? generated, values), tables: tables[key] ?? [] }));
  return { title: report.title, congressName: report.congressName, asOf: report.asOf ?? today(work.clock), sections: renumbered(sections.filter((one) => one.text !== '' || one.tables.length > 0)) };
}

const numerals = ['一', '二', '三', '四', '五', '六', '七'];
const renumbered = <T extends { heading: string }>(sections: readonly T[]): T[] => sections.map((one, at) => ({ ...one, heading: one.heading.replace(/^[一二三四五六七]、/, `${numerals[at] ?? ''}、`) }));

/** A version that was kept. */
export async function versionOf(work: Work, capacity: Capacity, { id, number }: z.output<typeof versionInput>): Promise<ReportContent> {
  const [row] = await work.sql<{ content: unknown }>('SELECT content FROM annual_report_version WHERE report_id = $1 AND number = $2 AND congress_id = $3', [id, number, capacity.congressId]);
  if (!row) throw new DomainError('common.not_found', { what: '这个版本的报告' });
  return reportContent.parse(row.content);
}
