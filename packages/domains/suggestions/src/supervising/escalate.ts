// 逐级督办 by itself: each morning the limits of answers that have reached a rung are recorded and told to whom the rung names, once.
import type { Work } from '@smart/workflow/work';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { addDays } from '@smart/kernel/dates';
import { z } from 'zod';
import { actOnSuggestion } from '../act.ts';
import { todayOf } from '../settle.ts';
import { lockMatter } from '../store.ts';
import { reachedBy, rungsOf, type Step } from './ladder.ts';
import { type Rung, rungLabels } from './model.ts';
import type { SupervisionParameter } from './parameters.ts';

/** The limits that climb: an organ's answer, first and second (代表法 51). */
export const climbingKinds = ['reply', 'second_reply'] as const;
const kinds = `('${climbingKinds.join("', '")}')`;

const daysSchema = z.array(z.int());

const ladderKey = (tier: string): SupervisionParameter => (tier === 'township' ? 'supervision.ladder_township' : 'supervision.ladder');

/** The days of a congress's ladder. */
export const ladderDays = async (work: Work, congressId: string, tier: string): Promise<number[]> => daysSchema.parse(await work.parameter(congressId, ladderKey(tier)));

/** The last rung of a tier that has a day. */
const topOf = (tier: string, days: readonly number[]): Rung | undefined => rungsOf(tier).slice(0, days.length).at(-1);

/** The last date of a limit that may have reached a rung by a day. */
const horizon = (day: string, days: readonly number[]): string => addDays(day, Math.max(0, -Math.min(0, ...days)));

type Limit = { id: string; suggestionId: string; organId: string; organName: string; organCongressId: string; startedOn: string; dueOn: string; tier: string; done: Rung[] };

/** How many limits are read at once: a congress may have more open ones than memory should hold. */
const PORTION = 2000;

/** Open limits near enough for a rung, the nearest first, with the rungs that were recorded for their present date. Those that stand on the `top` one are through. */
async function* limitsNear(work: Work, congressId: string, until: string, top: Rung, portion = PORTION): AsyncGenerator<Limit> {
  for (let last: Limit | null = null; ; ) {
    const limits: Limit[] = await work.sql<Limit>(
      `SELECT d.id, d.matter_id AS "suggestionId", a.organ_id AS "organId", a.organ_name AS "organName", a.organ_congress_id AS "organCongressId", d.started_on::text AS "startedOn", d.due_on::text AS "dueOn",
         (SELECT c.tier FROM congress c WHERE c.id = d.congress_id) AS tier,
         ARRAY(SELECT e.rung FROM escalation e WHERE e.deadline_id = d.id AND e.due_on = d.due_on) AS done
       FROM deadline d JOIN assignment a ON a.id = d.subject_id
       WHERE d.congress_id = $1 AND d.status = 'open' AND d.kind IN ${kinds} AND d.due_on <= $2::date AND ($4::date IS NULL OR (d.due_on, d.id) > ($4::date, $5::uuid))
         AND NOT EXISTS (SELECT 1 FROM escalation e WHERE e.deadline_id = d.id AND e.due_on = d.due_on AND e.rung = $3) ORDER BY d.due_on, d.id LIMIT $6`,
      [congressId, until, top, last?.dueOn ?? null, last?.id ?? null, portion],
    );
    yield* limits;
    last = limits.at(-1) ?? null;
    if (last === null || limits.length < portion) return;
  }
}

/** Organs that a rung names, for notices: the body's own staff, or none where it has none. */
async function organsOfRung(work: Work, congressId: string, rung: Rung, limit: Limit): Promise<{ id: string; name: string }[]> {
  if (rung === 'organ_head') return [{ id: limit.organId, name: limit.organName }];
  const [where, kind] = rung === 'government_office' ? [limit.organCongressId, ['government_office', 'government']] : [congressId, [rung]];
  const found = await work.sql<{ id: string; name: string; kind: string }>(`SELECT id, name, kind FROM organ WHERE congress_id = $1 AND kind = ANY ($2) AND abolished_on IS NULL ORDER BY sort, id`, [where, kind]);
  if (rung === 'government_office') {
    // The office hands on and urges; where a township has none, its government does. Organs that are not the government's have no such rung.
    const [executive] = await work.sql(`SELECT 1 FROM organ WHERE id = $1 AND kind IN ('department', 'government', 'government_office')`, [limit.organId]);
    return executive ? found.toSorted((a, b) => Number(b.kind === 'government_office') - Number(a.kind === 'government_office')).slice(0, 1) : [];
  }
  return rung === 'special_committee' ? counterpart(work, limit, found) : found.slice(0, 1);
}

/** The committee whose remit names the organ's field; else the first one. */
async function counterpart(work: Work, { organId }: Limit, committees: readonly { id: string; name: string }[]): Promise<{ id: string; name: string }[]> {
  const [best] = await work.sql<{ id: string; name: string }>(
    `SELECT c.id, c.name FROM organ c, organ o WHERE o.id = $1 AND c.id = ANY ($2::uuid[])
     ORDER BY (SELECT count(*) FROM unnest(string_to_array(c.remit, ' ')) word WHERE word <> '' AND o.remit LIKE '%' || word || '%') DESC, c.sort, c.id LIMIT 1`,
    [organId, committees.map(({ id }) => id)],
  );
  return best ? [best] : [];
}

async function record(work: Work, congressId: string, limit: Limit, step: Step): Promise<void> {
  const organs = await organsOfRung(work, congressId, step.rung, limit);
  // Organs outside the government have no office above them.
  if (step.rung === 'government_office' && organs.length === 0) return;
  const toLabel = organs.map(({ name }) => name).join('、') || rungLabels[step.rung];
  const matter = await lockMatter(work, limit.suggestionId);
  const running = await work.sql(`SELECT 1 FROM deadline WHERE id = $1 AND status = 'open' AND due_on = $2::date FOR SHARE`, [limit.id, limit.dueOn]);
  if (running.length === 0) return; // answered or extended in the meantime
  const inserted = await work.sql(
    `INSERT INTO escalation (id, congress_id, suggestion_id, deadline_id, organ_id, organ_name, due_on, rung, to_label, at) VALUES ($1, $2, $3, $4, $5, $6, $7::date, $8, $9, $10)
     ON CONFLICT (deadline_id, due_on, rung) DO NOTHING RETURNING id`,
    [newId(), congressId, limit.suggestionId, limit.id, limit.organId, limit.organName, limit.dueOn, step.rung, toLabel, work.clock.now()],
  );
  if (inserted.length === 0) return;
  await actOnSuggestion(work, null, {
    id: limit.suggestionId, action: 'escalate', matter,
    facts: { rung: step.rung, rungOrganIds: organs.map(({ id }) => id), rungLabel: toLabel, deadlineId: limit.id, dueOn: limit.dueOn, organNames: [limit.organName] },
  });
}

/**
 * Records the rungs that limits have reached by today. For the job registry; safe to repeat.
 * @returns how many rungs were recorded
 */
export async function escalateDue(work: Work, congressId: string, portion = PORTION): Promise<number> {
  const day = todayOf(work);
  const [congress] = await work.sql<{ tier: string }>('SELECT tier FROM congress WHERE id = $1', [congressId]);
  if (!congress) return 0;
  const days = await ladderDays(work, congressId, congress.tier);
  const top = topOf(congress.tier, days);
  if (top === undefined) return 0;
  let recorded = 0;
  for await (const limit of limitsNear(work, congressId, horizon(day, days), top, portion)) {
    for (const step of reachedBy(congress.tier, limit, days, day).filter(({ rung }) => !limit.done.includes(rung))) {
      try {
        await work.attempt(() => record(work, congressId, limit, step));
        recorded += 1;
      } catch (error) {
        if (!isDomainError(error)) throw error; // acted on by somebody else meanwhile: the next run looks again
      }
    }
  }
  return recorded;
}

/**
 * What other days of the ladder would do to answers that are awaited: the next run follows them, what was recorded stays. The ladder of another
 * tier this congress only hands on to those below it. Null for no ladder.
 */
export async function effectOnLadder(work: Work, { congressId, key, value }: { readonly congressId: string; readonly key: string; readonly value: unknown }): Promise<{ open: number; words: string } | null> {
  const [congress] = await work.sql<{ tier: string }>('SELECT tier FROM congress WHERE id = $1', [congressId]);
  if (!congress) return null;
  if (ladderKey(congress.tier) !== key) return { open: 0, words: '目前没有本级的答复期限按此项督办，此项适用于其他层级的人大。' };
  const days = daysSchema.parse(value);
  const top = topOf(congress.tier, days);
  let next = 0;
  if (top !== undefined) {
    for await (const limit of limitsNear(work, congressId, horizon(todayOf(work), days), top)) {
      next += reachedBy(congress.tier, limit, days, todayOf(work)).some(({ rung }) => !limit.done.includes(rung)) ? 1 : 0;
    }
  }
  const [found] = await work.sql<{ open: number }>(`SELECT count(*)::int AS open FROM deadline d WHERE d.congress_id = $1 AND d.status = 'open' AND d.kind IN ${kinds}`, [congressId]);
  const open = found?.open ?? 0;
  return { open, words: `保存后立即生效：正在计算的 ${open} 项答复期限按新的日数逐级督办，其中 ${next} 项在下一次督办时提请新的一级；已经提请的记录和期限本身不变。` };
}
