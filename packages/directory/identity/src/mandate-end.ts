// The end of a mandate: on which ground, by whose decision, what ends with it and who goes on with the open matters.
import { civil, dateColumn } from '@smart/divisions/civil';
import { congressById } from '@smart/divisions/congresses';
import { mandateBoundKinds } from '@smart/divisions/model';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import { mandateEnded } from './events.ts';
import { recordMandateAct } from './mandate-acts.ts';
import { type EndPreview, type HandOverChoices, type MandateEnding, previewOfEnd, tellMandateEnded } from './mandate-hooks.ts';
import { decisionProblems, type MandateDecision } from './mandate-rules.ts';
import { announceMandate, lockMandate, recordOf, refuseFuture, type LockedMandate, type MandateRecord } from './mandate-record.ts';
import { endGrounds, type EndGround } from './model.ts';

export type EndInput = {
  id: string; ground: EndGround; on: string; note?: string | null;
  /** The decision and its announcement; resignation and recall are not entered without what the law asks for. */
  decision?: MandateDecision | null;
  /** Who takes over which open matter; what is not named follows the proposal. */
  choices?: HandOverChoices;
};
export type EndResult = { mandate: MandateRecord; posts: string[]; handedOver: string[] };

const endingOf = (mandate: LockedMandate, ground: EndGround, on: string): MandateEnding => ({
  congressId: mandate.congressId, mandateId: mandate.id, personId: mandate.personId, personName: mandate.person.name, ground: endGrounds[ground].label, on,
});

/**
 * What the end of a mandate would bring: posts that end with it, and what becomes of open matters. Changes nothing.
 * @throws DomainError common.not_found; common.conflict when it has ended already
 */
export async function previewEnd(work: Work, congressId: string, input: { id: string; ground: EndGround; on: string }): Promise<EndPreview & { posts: string[] }> {
  const mandate = await requireOpen(work, congressId, input.id);
  const posts = input.ground === 'term_end' ? [] : (await boundPosts(work, mandate, input.on)).map(({ title, organ }) => `${organ}${title}`);
  return { posts, ...(await previewOfEnd(work, endingOf(mandate, input.ground, input.on))) };
}

async function requireOpen(work: Work, congressId: string, id: string): Promise<LockedMandate> {
  const row = await work.prisma.mandate.findFirst({ where: { id, congressId }, include: { person: { select: { name: true } } } });
  if (!row) throw new DomainError('common.not_found', { what: '代表资格' });
  if (row.status === 'ended') throw new DomainError('common.conflict', { reason: '该代表资格已经终止' });
  return { ...row, congressName: (await congressById(work, congressId)).name };
}

/**
 * Ends a mandate on one of the grounds of 代表法 62, by death or with the term. Except at the end of the term (standing and special
 * committees work until the next ones are elected, 地方组织法 34, 48), posts that only a deputy can hold end with it (选举法 54, 56).
 * Open matters go to whom was chosen, in the same transaction: nothing is lost in silence.
 * @throws DomainError common.conflict when it has ended already; common.invalid_input when it would end before it began or later than today, or the decision
 *   lacks what the law asks for (选举法 50–55)
 */
export async function endMandate(work: Work, acting: Acting, congressId: string, input: EndInput): Promise<EndResult> {
  const before = await lockMandate(work, congressId, input.id);
  if (before.status === 'ended') throw new DomainError('common.conflict', { reason: '该代表资格已经终止' });
  if (input.on < civil(before.startsOn)) {
    throw new DomainError('common.invalid_input', { problem: '终止日期早于代表资格开始日期' }, [{ path: 'on', message: '终止日期不得早于代表资格开始日期' }]);
  }
  refuseFuture(work, input.on);
  await checkDecision(work, congressId, input.ground, input.decision ?? null);
  const row = await work.prisma.mandate.update({
    where: { id: input.id },
    data: { status: 'ended', endsOn: dateColumn(input.on), endGround: input.ground, endNote: input.note ?? null, suspendedOn: null, suspensionGround: null, suspendedUntil: null },
  });
  const posts = input.ground === 'term_end' ? [] : await endBoundPosts(work, before, input);
  await work.sql('UPDATE stand_in SET ends_at = $2 WHERE mandate_id = $1 AND (ends_at IS NULL OR ends_at > $2)', [input.id, work.clock.now()]);
  const handedOver = await tellMandateEnded(work, acting, endingOf(before, input.ground, input.on), input.choices ?? {});
  await recordMandateAct(work, acting, congressId, {
    mandateId: row.id, act: 'ended', on: input.on, ground: input.ground, decision: input.decision ?? null,
    facts: { ...(posts.length > 0 ? { posts } : {}), ...(handedOver.length > 0 ? { handedOver } : {}), ...(input.note ? { note: input.note } : {}) },
  });
  await announceMandate(work, acting, before, mandateEnded.name, { ground: endGrounds[input.ground].label, on: input.on, posts });
  return { mandate: recordOf(row), posts, handedOver };
}

/** Resignation and recall need the vote that decided them (选举法 53, 55); a natural end, or the term's, needs none. */
async function checkDecision(work: Work, congressId: string, ground: EndGround, decision: MandateDecision | null): Promise<void> {
  if (decision === null) {
    if (ground !== 'resignation' && ground !== 'recalled') return;
    const message = '请登记决定情况：辞职须经过半数接受，罢免须经过半数通过（选举法第五十三条、第五十五条）';
    throw new DomainError('common.invalid_input', { problem: message }, [{ path: 'decision', message }]);
  }
  const { tier } = await congressById(work, congressId);
  const problems = decisionProblems(ground, tier, decision);
  const [first] = problems;
  if (first) throw new DomainError('common.invalid_input', { problem: first.message }, problems);
}

type Post = { id: string; title: string; organ: string };

/** Membership of the standing committee, its chairpersons, special committees and the presidium; staff posts are none. */
const boundPosts = (work: Work, mandate: { personId: string; congressId: string }, on: string): Promise<Post[]> =>
  work.sql<Post>(
    `SELECT a.id, a.title, o.name AS organ FROM appointment a JOIN organ o ON o.id = a.organ_id
     WHERE a.person_id = $1 AND a.congress_id = $2 AND (a.ends_on IS NULL OR a.ends_on > $3::date)
       AND (a.roles && ARRAY['standing_committee_member', 'congress_leader']
         OR (o.kind = ANY ($4::text[]) AND o.kind <> 'standing_committee' AND NOT a.roles && ARRAY['congress_officer', 'system_administrator', 'security_administrator', 'audit_administrator']))
     ORDER BY a.id`,
    [mandate.personId, mandate.congressId, on, [...mandateBoundKinds]],
  );

async function endBoundPosts(work: Work, mandate: { personId: string; congressId: string }, { ground, on }: { ground: EndGround; on: string }): Promise<string[]> {
  const posts = await boundPosts(work, mandate, on);
  await work.sql('UPDATE appointment SET ends_on = GREATEST($2::date, starts_on), end_note = $3 WHERE id = ANY ($1::uuid[])', [
    posts.map((one) => one.id), on, `代表资格终止（${endGrounds[ground].label}），职务相应终止（选举法第五十四条、第五十六条）`,
  ]);
  return posts.map(({ title, organ }) => `${organ}${title}`);
}
