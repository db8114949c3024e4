// 并案: many reports on one matter are one case. One of them is handled; its answer is everybody's, each by their own receipt and verdict.
import { type Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { visibleOpinion } from './looking.ts';
import type { mergeInput, unmergeInput } from './model-inputs.ts';
import { type Channel, channelLabels, toldAtOnce } from './model.ts';
import type { OpinionReceipt } from './model-views.ts';
import { act } from './store.ts';

type Member = { readonly id: string; readonly number: string; readonly place: string; readonly source: string };

/** Those that wait for the answer to this one, oldest first. */
export const membersOf = (work: Work, headId: string): Promise<Member[]> =>
  work.sql(`SELECT id, number, place, source FROM opinion WHERE merged_into = $1 AND state = 'merged' ORDER BY created_at, id`, [headId]);

/** A case that goes to another tier is shown there with all its reports. */
export async function shareCase(work: Work, headId: string, congressId: string): Promise<void> {
  const ids = [headId, ...(await membersOf(work, headId)).map(({ id }) => id)];
  await work.sql('INSERT INTO matter_share (matter_id, congress_id, since) SELECT id, $2, $3 FROM unnest($1::uuid[]) AS id ON CONFLICT DO NOTHING', [ids, congressId, work.clock.now()]);
}

/** What was shown to another tier is seen there as long as an organ of it handles: given back, it is not shown any more. Safe to repeat. */
export async function endShares(work: Work, headId: string): Promise<void> {
  await work.sql(
    `DELETE FROM matter_share s USING opinion o WHERE o.id = $1 AND (s.matter_id = o.id OR s.matter_id IN (SELECT m.id FROM opinion m WHERE m.merged_into = o.id AND m.state = 'merged'))
       AND s.congress_id <> o.congress_id AND NOT EXISTS (SELECT 1 FROM organ g WHERE g.id = o.organ_id AND g.congress_id = s.congress_id)`,
    [headId],
  );
}

/** Of an organ of another tier: the congress it belongs to. */
async function otherTier(work: Work, { organId, congressId }: { organId: string | null; congressId: string }): Promise<string | null> {
  if (organId === null) return null;
  const [organ] = await work.sql<{ congressId: string }>('SELECT congress_id AS "congressId" FROM organ WHERE id = $1 AND congress_id <> $2', [organId, congressId]);
  return organ?.congressId ?? null;
}

/**
 * Joins others to the case of `id`. Only what nobody handles yet may be joined.
 * @throws DomainError common.not_found, opinions.case_of_itself, opinions.case_in_case, opinions.supervised, workflow.*
 */
export async function merge(work: Work, capacity: Capacity, { memberIds, ...input }: z.output<typeof mergeInput>): Promise<OpinionReceipt> {
  const head = await visibleOpinion(work, capacity, input.id);
  const ids = [...new Set(memberIds)];
  if (ids.includes(input.id)) throw new DomainError('opinions.case_of_itself');
  const members = [];
  for (const id of ids) members.push(await visibleOpinion(work, capacity, id));
  const numbers = members.map(({ number }) => number).join('、');
  const done = await act(work, capacity, { ...input, action: 'gather', detail: { numbers } });
  for (const { id, number } of members) {
    if ((await membersOf(work, id)).length > 0) throw new DomainError('opinions.case_in_case', { number });
    const [supervised] = await work.sql(`SELECT 1 FROM opinion_supervision WHERE opinion_id = $1 AND state IN ('issued', 'answered')`, [id]);
    if (supervised) throw new DomainError('opinions.supervised', { number });
    await act(work, capacity, { id, action: 'merge', patch: { merged_into: input.id }, detail: { intoId: input.id, intoNumber: head.number } });
  }
  const other = await otherTier(work, done);
  if (other !== null) await shareCase(work, input.id, other);
  return { id: done.id, version: done.version, next: `已并入 ${members.length} 条，答复时一并告知。` };
}

/**
 * Takes one out of its case again; what happened stays in both histories.
 * @throws DomainError common.not_found, common.invalid_input (no reason), workflow.*
 */
export async function unmerge(work: Work, capacity: Capacity, input: z.output<typeof unmergeInput>): Promise<OpinionReceipt> {
  const { number } = await visibleOpinion(work, capacity, input.id);
  const [row] = await work.sql<{ headId: string | null }>('SELECT merged_into AS "headId" FROM opinion WHERE id = $1', [input.id]);
  const done = await act(work, capacity, { ...input, action: 'unmerge', patch: { merged_into: null } });
  if (row?.headId) await act(work, capacity, { id: row.headId, action: 'letGo', detail: { numbers: number } });
  return { id: done.id, version: done.version, next: '已退出并案，请在期限内单独交办。' };
}

type Reply = { readonly text: string; readonly by: string; /** Who handles it anew for whoever is not satisfied. */ readonly organId: string | null };

/** The answer to a case is the answer to each of its reports: by the site at once, by staff where they took it down. */
export async function replyCase(work: Work, headId: string, { text, by, organId }: Reply): Promise<void> {
  for (const { id, source } of await membersOf(work, headId)) {
    await act(work, null, {
      id, action: toldAtOnce(source) ? 'caseReplied' : 'caseAnswered', detail: { organName: by },
      patch: { reply: text, replied_by: by, replied_at: work.clock.now(), organ_id: organId, organ_name: organId === null ? null : by },
    });
  }
}

/** Whoever reported the same is told the same way. */
export async function redirectCase(work: Work, headId: string, { channel, reason }: { channel: Channel; reason: string }): Promise<void> {
  for (const { id } of await membersOf(work, headId)) await act(work, null, { id, action: 'caseRedirected', reason, patch: { channel }, detail: { channel: channelLabels[channel] } });
}
