// Reading points: the deputy one's own and the middle of those in like circumstances, the office everybody's. Nobody sees another deputy's.
import type { Capacity } from '@smart/identity/capacity';
import { addDays, dateInShanghai, today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { type Holder, holdersOf } from './facts.ts';
import { bandKeys, bandLabels, bandOf, FEWEST_ALIKE, scoreIsNoRight } from './model.ts';
import type { myPointsInput, overviewInput, pointsOfInput } from './model-inputs.ts';
import type { ObjectionView, overviewView, pointsOfView, PointsView } from './model-views.ts';
import { notesOf } from './notes.ts';
import { medianOf } from './points.ts';
import { closingOf, editionsOf, liveContents, type Total, totalsOf } from './results.ts';
import { labelOf, rulesOf } from './rules.ts';

/** Years before the asked one that are shown beside it. */
const PAST = 4;

const objectionColumns = `o.id, o.version, o.state, o.year, o.subsystem, o.record_id AS "recordId", o.record_title AS "recordTitle", o.text, o.granted, o.answer, o.decided_by AS "decidedBy", o.decided_at AS "decidedAt", o.created_at AS "createdAt"`;
type ObjectionRow = Omit<ObjectionView, 'decidedAt' | 'createdAt'> & { decidedAt: Date | null; createdAt: Date };
const objectionOf = <R extends ObjectionRow>({ decidedAt, createdAt, ...row }: R) => ({ ...row, decidedAt: decidedAt?.toISOString() ?? null, createdAt: createdAt.toISOString() });

/** Where one stands among all who have a result: as many are better, and one. */
const placeOf = (all: readonly Total[], mandateId: string): { place: number; of: number } | null => {
  const ranked = all.filter(({ total }) => total !== null);
  const own = ranked.find(({ holder }) => holder.mandateId === mandateId)?.total;
  return own == null ? null : { place: ranked.filter(({ total }) => (total ?? 0) > own).length + 1, of: ranked.length };
};

/** Years of a mandate up to this one, the newest first. */
function yearsOf({ startsOn, endsOn }: Holder, day: string): number[] {
  const last = Math.min(yearOf(day), endsOn === null ? yearOf(day) : yearOf(endsOn));
  return Array.from({ length: Math.max(0, last - yearOf(startsOn) + 1) }, (_none, at) => last - at);
}

async function pastOf(work: Work, congressId: string, { mandateId }: Holder, years: readonly number[]): Promise<PointsView['past']> {
  const frozen = await work.sql<{ year: number; total: number | null }>('SELECT DISTINCT ON (year) year, total FROM duty_result WHERE mandate_id = $1 ORDER BY year, edition DESC', [mandateId]);
  const list: PointsView['past'] = [];
  for (const year of years) {
    const closed = frozen.find((one) => one.year === year);
    const live = closed === undefined ? await liveContents(work, congressId, { year, holders: await holdersOf(work, { congressId, year, mandateId }) }) : null;
    list.push({ year, total: closed?.total ?? live?.get(mandateId)?.total ?? null, closed: closed !== undefined });
  }
  return list;
}

async function pointsOfYear(work: Work, congressId: string, { mandateId, year }: { mandateId: string; year: number }): Promise<PointsView> {
  const [holder] = await holdersOf(work, { congressId, year, mandateId });
  if (holder === undefined) throw new DomainError('common.not_found', { what: `${year} 年度的履职计分` });
  const closing = await closingOf(work, congressId, year);
  const editions = closing === null ? [] : await editionsOf(work, mandateId, year);
  const [latest] = editions;
  const content = latest?.content ?? (await liveContents(work, congressId, { year, holders: [holder] })).get(mandateId);
  if (content === undefined) throw new DomainError('common.not_found', { what: `${year} 年度的履职计分` });
  const all = await totalsOf(work, congressId, year);
  const alike = all.flatMap((one) => (one.total !== null && one.holder.continuing === holder.continuing ? [one.total] : []));
  const median = medianOf(alike, FEWEST_ALIKE);
  const objections = await work.sql<ObjectionRow>(`SELECT ${objectionColumns} FROM duty_objection o WHERE o.mandate_id = $1 AND o.year = $2 ORDER BY o.created_at DESC, o.id`, [mandateId, year]);
  const day = today(work.clock);
  const objectUntil = closing === null ? null : addDays(dateInShanghai(closing.closedAt), Number(await work.parameter(congressId, 'duty.objection_days')));
  const years = yearsOf(holder, day);
  const band = content.total === null ? null : bandOf(content.total);
  return {
    mandate: { id: mandateId, name: holder.name, delegation: holder.delegation }, year, years, disclaimer: scoreIsNoRight, content, band, bandLabel: band === null ? null : bandLabels[band],
    closed: closing === null ? null : { on: dateInShanghai(closing.closedAt), by: closing.closedBy, edition: latest?.edition ?? 1 },
    editions: editions.map(({ edition, content: { total }, at, reason }) => ({ edition, total, on: dateInShanghai(at), reason })),
    past: await pastOf(work, congressId, holder, years.filter((one) => one < year).slice(0, PAST)),
    median: median === null ? null : { value: median, of: alike.length, label: holder.continuing ? '本级连任代表' : '本级新任代表' },
    place: (await work.parameter(congressId, 'duty.ranking')) === true ? placeOf(all, mandateId) : null,
    objections: objections.map(objectionOf), objectUntil, mayObject: objectUntil === null || day <= objectUntil,
  };
}

/** The acting deputy's own. @throws DomainError common.not_found for a year outside the mandate */
export const myPoints = (work: Work, capacity: Capacity, { year }: z.output<typeof myPointsInput>): Promise<PointsView> =>
  pointsOfYear(work, capacity.congressId, { mandateId: capacity.id, year: year ?? yearOf(today(work.clock)) });

/** For the office, with what was noted beside the records. @throws DomainError common.not_found for a mandate of another congress */
export async function deputyPoints(work: Work, capacity: Capacity, { mandateId, year = yearOf(today(work.clock)) }: z.output<typeof pointsOfInput>): Promise<z.output<typeof pointsOfView>> {
  const view = await pointsOfYear(work, capacity.congressId, { mandateId, year });
  const { rules } = await rulesOf(work, capacity.congressId, year);
  return { ...view, notes: await notesOf(work, { mandateId, year, rules }), vetoes: rules.vetoes.map(({ key, label }) => ({ key, label })) };
}

/** Everybody's results of a year for the office; in order of delegation and name, never of points unless the congress ranks. */
export async function overview(work: Work, capacity: Capacity, { year, q = '', delegation, limit, offset }: z.output<typeof overviewInput>): Promise<z.output<typeof overviewView>> {
  const { congressId } = capacity;
  const now = yearOf(today(work.clock));
  const asked = year ?? now;
  const all = await totalsOf(work, congressId, asked);
  const closing = await closingOf(work, congressId, asked);
  const ranking = (await work.parameter(congressId, 'duty.ranking')) === true;
  const delegations = await work.sql<{ id: string; name: string }>('SELECT g.id, g.name FROM delegation g JOIN term t ON t.id = g.term_id WHERE g.congress_id = $1 AND t.current ORDER BY g.name, g.id', [congressId]);
  const group = delegations.find(({ id }) => id === delegation)?.name ?? null;
  const found = all.filter(({ holder }) => (q === '' || holder.name.includes(q) || (holder.delegation ?? '').includes(q)) && (delegation === undefined || (group !== null && holder.delegation === group)));
  const [first] = await work.sql<{ year: number }>(`SELECT COALESCE(extract(year FROM min(occurred_on))::int, $2) AS year FROM duty_record WHERE congress_id = $1`, [congressId, now]);
  const totals = all.flatMap(({ total }) => (total === null ? [] : [total]));
  return {
    delegations, year: asked, years: Array.from({ length: Math.max(1, now - (first?.year ?? now) + 1) }, (_none, at) => now - at), ranking,
    rulesLabel: closing?.rulesLabel ?? labelOf(await rulesOf(work, congressId, asked)),
    closed: closing === null ? null : { on: dateInShanghai(closing.closedAt), by: closing.closedBy }, closable: closing === null && asked < now && all.length > 0,
    median: medianOf(totals, FEWEST_ALIKE), bands: bandKeys.map((key) => ({ label: bandLabels[key], count: totals.filter((total) => bandOf(total) === key).length })),
    rows: found.slice(offset, offset + limit).map(({ holder, total, parts, notes }) => ({
      mandateId: holder.mandateId, name: holder.name, delegation: holder.delegation, total, bandLabel: total === null ? null : bandLabels[bandOf(total)], parts: [...parts], notes: [...notes], place: ranking ? (placeOf(all, holder.mandateId)?.place ?? null) : null,
    })),
    total: found.length,
  };
}
