// 信息公示 at the desk of the deputies' affairs committee or the presidium.
import type { Capacity } from '@smart/identity/capacity';
import { isDomainError } from '@smart/kernel/errors';
import { holdsPersonalData } from '@smart/kernel/personal-text';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { searchSql } from '../lists.ts';
import { stateLabels, type SuggestionState } from '../model.ts';
import { publish } from '../publication.ts';
import { parameters, type Placeholder } from '../visibility.ts';
import { type PublicationListInput, type PublicationListView, type PublicationRow, type PublicationTab, publicationTabs, type publishManyInput, type publishManyView, statesOfPublication } from './model.ts';

const possible = `s.state IN (${statesOfPublication.map((state) => `'${state}'`).join(', ')})`;
const agreed = 's.publish_consent AND NOT s.confidential';
const wasPublic = 'EXISTS (SELECT 1 FROM publication_end e WHERE e.suggestion_id = s.id)';

/** Each suggestion stands in one tab at most. */
const tabSql: Record<PublicationTab, string> = {
  published: `s.published_at IS NOT NULL AND s.state <> 'withdrawn'`,
  ready: `s.published_at IS NULL AND ${possible} AND ${agreed} AND NOT ${wasPublic}`,
  held: `s.published_at IS NULL AND ${possible} AND NOT (${agreed}) AND NOT ${wasPublic}`,
  ended: `(s.published_at IS NULL OR s.state = 'withdrawn') AND ${wasPublic}`,
};

type Row = {
  id: string; title: string; numberLabel: string | null; leadName: string; leadOrganName: string | null; state: SuggestionState; version: number; repliedAt: Date | null; publishedAt: Date | null;
  confidential: boolean; publishConsent: boolean; background: string; proposal: string; replies: string | null; withheld: number; waiting: number; endReason: string | null;
};

const columns = `s.id, s.title, s.number_label AS "numberLabel", s.lead_name AS "leadName", s.lead_organ_name AS "leadOrganName", s.state, s.version, s.replied_at AS "repliedAt", s.published_at AS "publishedAt",
  s.confidential, s.publish_consent AS "publishConsent", s.background, s.proposal, (SELECT string_agg(r.body, ' ') FROM reply r WHERE r.suggestion_id = s.id AND r.state = 'signed') AS replies,
  (SELECT count(*)::int FROM stored_file f WHERE f.matter_id = s.id AND f.personal) AS withheld,
  (SELECT count(*)::int FROM stored_file f WHERE f.matter_id = s.id AND f.purpose IN ('suggestion', 'reply') AND NOT EXISTS (SELECT 1 FROM file_text t WHERE t.file_id = f.id AND t.state = 'done')) AS waiting,
  (SELECT e.reason FROM publication_end e WHERE e.suggestion_id = s.id) AS "endReason"`;

function reasonOf(row: Row): string | null {
  if (row.endReason !== null && row.publishedAt === null) return row.endReason;
  if (row.state === 'withdrawn') return row.endReason;
  if (row.confidential) return '代表要求保密';
  return row.publishConsent ? null : '代表不同意公开';
}

function warningsOf(row: Row): string[] {
  return [
    ...(row.repliedAt === null ? ['尚未答复，公开后答复签发即随之公开'] : []),
    ...(holdsPersonalData([row.title, row.background, row.proposal, row.replies ?? ''].join(' ')) ? ['文中有电话、证件号码等，对外显示时自动隐去'] : []),
    ...(row.withheld > 0 ? [`${row.withheld} 个附件含个人信息，不对外提供`] : []),
    ...(row.waiting > 0 ? [`${row.waiting} 个附件（图片、扫描件等）没有自动检查个人信息，请先打开看一看`] : []),
  ];
}

const rowOf = (row: Row): PublicationRow => ({
  id: row.id, title: row.title, numberLabel: row.numberLabel, leadName: row.leadName, leadOrganName: row.leadOrganName, stateLabel: stateLabels[row.state], version: row.version,
  repliedAt: row.repliedAt?.toISOString() ?? null, publishedAt: row.publishedAt?.toISOString() ?? null, reason: reasonOf(row), warnings: row.confidential || !row.publishConsent ? [] : warningsOf(row),
});

function conditionsOf(capacity: Capacity, input: PublicationListInput, p: Placeholder): string {
  const found = [
    `s.congress_id = ${p(capacity.congressId)}`,
    tabSql[input.tab],
    input.q ? searchSql(input.q, p) : null,
    input.topic ? `s.topic = ${p(input.topic)}` : null,
    input.replied === undefined ? null : `s.replied_at IS ${input.replied ? 'NOT ' : ''}NULL`,
  ];
  return found.filter((one) => one !== null).join(' AND ');
}

/** What of the own congress is public, could be, must not be, was taken off: one page of one of these. */
export async function publicationList(work: Work, capacity: Capacity, input: PublicationListInput): Promise<PublicationListView> {
  const { values, p } = parameters();
  const where = conditionsOf(capacity, input, p);
  const matching = values.length;
  const counts = publicationTabs.map((tab) => `count(*) FILTER (WHERE ${tabSql[tab]})::int AS ${tab}`).join(', ');
  const order = input.tab === 'published' ? 's.published_at DESC' : 's.replied_at DESC NULLS LAST, s.submitted_at DESC';
  const [rows, [total], [byTab], automatic] = await Promise.all([
    work.sql<Row>(`SELECT ${columns} FROM suggestion s WHERE ${where} ORDER BY ${order}, s.id DESC LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`, values),
    work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM suggestion s WHERE ${where}`, values.slice(0, matching)),
    work.sql<PublicationListView['counts']>(`SELECT ${counts} FROM suggestion s WHERE s.congress_id = $1`, [capacity.congressId]),
    work.parameter(capacity.congressId, 'suggestions.publish_automatically'),
  ]);
  return { rows: rows.map(rowOf), total: total?.count ?? 0, counts: byTab ?? { published: 0, ready: 0, held: 0, ended: 0 }, automatic: automatic === true };
}

/** Publishes several; those that may not be published are told why, and the others go through. */
export async function publishMany(work: Work, capacity: Capacity, input: z.output<typeof publishManyInput>): Promise<z.output<typeof publishManyView>> {
  const items: z.output<typeof publishManyView>['items'] = [];
  for (const item of input.items) {
    try {
      await work.attempt(() => publish(work, capacity, item));
      items.push({ id: item.id, ok: true, problem: null });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      items.push({ id: item.id, ok: false, problem: error.message });
    }
  }
  return { items };
}
