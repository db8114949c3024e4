/** The action log of a seeded subject: the same rows, chained the same way, as if its acts had been done one by one. */
import { hashOf, type LogRow } from '@smart/workflow/action-log';
import { newId } from '@smart/kernel/ids';
import type { Row } from './copy.ts';

export type Act = { readonly action: string; readonly from: string | null; readonly to: string; readonly at: string; readonly personId: string | null; readonly capacityId: string | null; readonly actorLabel: string; readonly reason?: string };

type Subject = { readonly congressId: string; readonly matterId: string; readonly type: 'suggestion' | 'assignment'; readonly id: string };

const genesis = '0'.repeat(64);

/** The rows for COPY; the subject's version is their number. */
export function chained(subject: Subject, acts: readonly Act[]): Row[] {
  let previousHash = genesis;
  return acts.map((act, at) => {
    const content: Omit<LogRow, 'hash'> = {
      id: newId(), congressId: subject.congressId, matterId: subject.matterId, subjectType: subject.type, subjectId: subject.id, sequence: at + 1,
      action: act.action, fromState: act.from, toState: act.to, personId: act.personId, capacityId: act.capacityId, actorLabel: act.actorLabel,
      reason: act.reason ?? null, detail: {}, at: act.at, previousHash,
    };
    const hash = hashOf(content);
    previousHash = hash;
    return {
      id: content.id, congress_id: content.congressId, matter_id: content.matterId, subject_type: content.subjectType, subject_id: content.subjectId,
      sequence: content.sequence, action: content.action, from_state: content.fromState, to_state: content.toState, person_id: content.personId,
      capacity_id: content.capacityId, actor_label: content.actorLabel, reason: content.reason, detail: { json: {} }, at: content.at,
      previous_hash: content.previousHash, hash,
    };
  });
}
