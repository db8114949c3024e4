// The results of a year: of a running one from the archive as it is, of a closed one as it was frozen.
import { dateInShanghai, formatDate } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { detailLabels, dutyKinds, subsystems } from '../model.ts';
import { type Circumstances, circumstancesOf, type Holder, holdersOf, type ScoredRecord, scoredOf, scoredOfAll } from './facts.ts';
import type { Rules } from './model.ts';
import { type Content, contentView } from './model-views.ts';
import { pointsOf, tenth } from './points.ts';
import { labelOf, type RulesInForce, rulesOf } from './rules.ts';

const nothing: Circumstances = { available: { days: 0, of: 365 }, vetoes: [], adjustments: [], suspended: false, onLeave: false };

/** Why not all of the year counts, in words for the deputy. */
const neutralWords = ({ startsOn, endsOn }: Holder, { suspended, onLeave }: Circumstances, year: number): string[] => [
  ...(startsOn > `${year}-01-01` ? [`${formatDate(startsOn)}起任代表`] : []), ...(endsOn !== null && endsOn < `${year}-12-31` ? [`${formatDate(endsOn)}资格终止`] : []),
  ...(suspended ? ['暂停执行代表职务期间'] : []), ...(onLeave ? ['准假期间'] : []),
];

type Decided = { id: string; title: string; answer: string; decidedBy: string; decidedAt: Date };
/** What decided objections are called in a result. */
async function decidedOf(work: Work, ids: readonly string[]): Promise<Map<string, Decided>> {
  if (ids.length === 0) return new Map();
  const rows = await work.sql<Decided>(`SELECT id, COALESCE(record_title, left(text, 30)) AS title, COALESCE(answer, '') AS answer, COALESCE(decided_by, '') AS "decidedBy", decided_at AS "decidedAt" FROM duty_objection WHERE id = ANY ($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}
const decidedView = ({ id, title, answer, decidedBy, decidedAt }: Decided, points: number): Content['parts'][number]['adjustments'][number] => ({ id, points, title, answer, decidedBy, decidedOn: dateInShanghai(decidedAt) });

function contentOf(holder: Holder, { beside, records, inForce, decided, year }: { beside: Circumstances; records: readonly ScoredRecord[]; inForce: RulesInForce; decided: ReadonlyMap<string, Decided>; year: number }): Content {
  const { rules } = inForce;
  const { total, parts } = pointsOf(rules, records, beside);
  return {
    rulesLabel: labelOf(inForce), total, available: beside.available, neutral: neutralWords(holder, beside, year), continuing: holder.continuing,
    limits: rules.vetoes.filter(({ key }) => beside.vetoes.includes(key)).map(({ label, source, most }) => ({ label, source, most })),
    parts: parts.map(({ lines, adjustments, ...part }) => ({
      ...part, label: subsystems[part.name].label,
      lines: lines.map(({ record: { id, kind, lacks, ...record }, ...line }) => ({ ...record, ...line, recordId: id, kindLabel: dutyKinds[kind].label, lacks: lacks.map((field) => detailLabels[field]) })),
      adjustments: adjustments.flatMap(({ id, points }) => { const one = decided.get(id); return one === undefined ? [] : [decidedView(one, points)]; }),
    })),
  };
}

/** Results with all their lines from the archive as it is now. */
export async function liveContents(work: Work, congressId: string, { year, holders }: { year: number; holders: readonly Holder[] }): Promise<Map<string, Content>> {
  const inForce = await rulesOf(work, congressId, year);
  const beside = await circumstancesOf(work, holders, year);
  const records = await scoredOf(work, holders.map(({ mandateId }) => mandateId), { rules: inForce.rules, year });
  const decided = await decidedOf(work, [...beside.values()].flatMap(({ adjustments }) => adjustments.map(({ id }) => id)));
  return new Map(holders.map((holder) => [holder.mandateId, contentOf(holder, { beside: beside.get(holder.mandateId) ?? nothing, records: records.get(holder.mandateId) ?? [], inForce, decided, year })]));
}

export type Closing = { readonly rulesLabel: string; readonly closedBy: string; readonly closedAt: Date };
export async function closingOf(work: Work, congressId: string, year: number): Promise<Closing | null> {
  const [row] = await work.sql<Closing>('SELECT rules_label AS "rulesLabel", closed_by AS "closedBy", closed_at AS "closedAt" FROM duty_year WHERE congress_id = $1 AND year = $2', [congressId, year]);
  return row ?? null;
}

export type Edition = { readonly edition: number; readonly content: Content; readonly reason: string; readonly at: Date };
/** All editions of a frozen result, the latest first. */
export async function editionsOf(work: Work, mandateId: string, year: number): Promise<Edition[]> {
  const rows = await work.sql<{ edition: number; content: unknown; reason: string; at: Date }>('SELECT edition, content, reason, at FROM duty_result WHERE mandate_id = $1 AND year = $2 ORDER BY edition DESC', [mandateId, year]);
  return rows.map(({ content, ...row }) => ({ ...row, content: contentView.parse(content) }));
}

/** A frozen result with one more adjustment: nothing else of it moves, whatever the archive says by now. */
export async function withAdjustment(work: Work, content: Content, { id, subsystem, points }: { id: string; subsystem: string; points: number }): Promise<Content> {
  const decided = (await decidedOf(work, [id])).get(id);
  const parts = content.parts.map((part) => {
    if (part.name !== subsystem || decided === undefined) return part;
    const after = Math.max(0, Math.min(part.cap, tenth(part.points + points)));
    return { ...part, points: after, adjustments: [...part.adjustments, decidedView(decided, tenth(after - part.points))] };
  });
  const sum = tenth(parts.reduce((total, part) => total + part.points, 0));
  return { ...content, parts, total: content.total === null ? null : Math.min(sum, ...content.limits.map(({ most }) => most)) };
}

export type Total = { readonly holder: Holder; readonly total: number | null; readonly parts: readonly number[]; readonly notes: readonly string[] };

/** Everybody's result of a year, or that of some mandates, without lines. */
export async function totalsOf(work: Work, congressId: string, year: number, mandateIds: readonly string[] | null = null): Promise<Total[]> {
  const holders = await holdersOf(work, { congressId, year, mandateIds });
  if ((await closingOf(work, congressId, year)) !== null) return frozenTotals(work, { congressId, year, holders });
  const { rules } = await rulesOf(work, congressId, year);
  const beside = await circumstancesOf(work, holders, year);
  const records = await scoredOfAll(work, congressId, { rules, year, mandateIds });
  return holders.map((holder) => {
    const own = beside.get(holder.mandateId) ?? nothing;
    const { total, parts } = pointsOf(rules, records.get(holder.mandateId) ?? [], own);
    return { holder, total, parts: parts.map(({ points }) => points), notes: notesOf(rules, own, neutralWords(holder, own, year)) };
  });
}

const notesOf = (rules: Rules, { vetoes }: Circumstances, neutral: readonly string[]): string[] => [...rules.vetoes.filter(({ key }) => vetoes.includes(key)).map(({ label, most }) => `${label}，最高 ${most} 分`), ...(neutral.length > 0 ? [`${neutral.join('、')}按比例计分`] : [])];

async function frozenTotals(work: Work, { congressId, year, holders }: { congressId: string; year: number; holders: readonly Holder[] }): Promise<Total[]> {
  const rows = await work.sql<{ mandateId: string; edition: number; content: unknown }>(
    `SELECT DISTINCT ON (mandate_id) mandate_id AS "mandateId", edition, jsonb_set(content, '{parts}', (SELECT COALESCE(jsonb_agg(p || '{"lines": []}'), '[]') FROM jsonb_array_elements(content -> 'parts') p)) AS content
     FROM duty_result WHERE congress_id = $1 AND year = $2 AND mandate_id = ANY ($3::uuid[]) ORDER BY mandate_id, edition DESC`,
    [congressId, year, holders.map(({ mandateId }) => mandateId)],
  );
  const known = new Map(rows.map(({ mandateId, edition, content }) => [mandateId, { edition, content: contentView.parse(content) }]));
  return holders.flatMap((holder) => {
    const frozen = known.get(holder.mandateId);
    if (frozen === undefined) return [];
    const { total, parts, limits, neutral } = frozen.content;
    return [{ holder, total, parts: parts.map(({ points }) => points), notes: [...limits.map(({ label, most }) => `${label}，最高 ${most} 分`), ...(neutral.length > 0 ? [`${neutral.join('、')}按比例计分`] : []), ...(frozen.edition > 1 ? [`更正后第 ${frozen.edition} 版`] : [])] }];
  });
}
