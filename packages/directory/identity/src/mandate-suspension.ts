// 暂停执行代表职务 (代表法 61): on two grounds; where its end is known it ends by itself the day after.
import { dateColumn } from '@smart/divisions/civil';
import { addDays, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import { systemActing } from '@smart/workflow/action-log';
import type { Work } from '@smart/workflow/work';
import { mandateResumed, mandateSuspended } from './events.ts';
import { recordMandateAct } from './mandate-acts.ts';
import type { MandateDecision } from './mandate-rules.ts';
import { announceMandate, lockMandate, recordOf, refuseFuture, type MandateRecord } from './mandate-record.ts';
import { suspensionGrounds, type SuspensionGround } from './model.ts';

type Suspension = { id: string; ground: SuspensionGround; on: string; until?: string | null; decision?: MandateDecision | null };

/**
 * Suspends the exercise of a mandate on one of the two grounds of 代表法 61. The deputy cannot act as such until it resumes.
 * @param input.until the last day, when it is known (a sentence that is served): it resumes on the day after by itself
 * @throws DomainError common.conflict when it is not active; common.invalid_input when it would end before it begins
 */
export async function suspendMandate(work: Work, acting: Acting, congressId: string, input: Suspension): Promise<MandateRecord> {
  const before = await lockMandate(work, congressId, input.id);
  if (before.status !== 'active') throw new DomainError('common.conflict', { reason: '只有履职中的代表资格才能暂停' });
  refuseFuture(work, input.on);
  const until = input.until ?? null;
  if (until !== null && until < input.on) throw new DomainError('common.invalid_input', { problem: '暂停截止日期早于开始日期' }, [{ path: 'until', message: '暂停截止日期不得早于开始日期' }]);
  const row = await work.prisma.mandate.update({
    where: { id: input.id },
    data: { status: 'suspended', suspendedOn: dateColumn(input.on), suspensionGround: input.ground, suspendedUntil: until === null ? null : dateColumn(until) },
  });
  await recordMandateAct(work, acting, congressId, { mandateId: row.id, act: 'suspended', on: input.on, ground: input.ground, decision: input.decision ?? null, facts: until === null ? {} : { until } });
  await announceMandate(work, acting, before, mandateSuspended.name, { ground: suspensionGrounds[input.ground].label, on: input.on });
  return recordOf(row);
}

/** Resumes a suspended mandate when its ground has ended (代表法 61). @throws DomainError common.conflict when it is not suspended */
export async function resumeMandate(work: Work, acting: Acting, congressId: string, input: { id: string; on: string }): Promise<MandateRecord> {
  const before = await lockMandate(work, congressId, input.id);
  if (before.status !== 'suspended') throw new DomainError('common.conflict', { reason: '该代表资格没有处于暂停状态' });
  refuseFuture(work, input.on);
  const row = await work.prisma.mandate.update({ where: { id: input.id }, data: { status: 'active', suspendedOn: null, suspensionGround: null, suspendedUntil: null } });
  await recordMandateAct(work, acting, congressId, { mandateId: row.id, act: 'resumed', on: input.on });
  await announceMandate(work, acting, before, mandateResumed.name, { on: input.on });
  return recordOf(row);
}

/** Resumes what was suspended until a day that has passed, each on the day after it. Safe to repeat. Returns how many. */
export async function resumeDueMandates(work: Work, congressId: string): Promise<number> {
  const due = await work.sql<{ id: string; until: string }>(
    `SELECT id, suspended_until::text AS until FROM mandate WHERE congress_id = $1 AND status = 'suspended' AND suspended_until < $2::date ORDER BY id FOR UPDATE SKIP LOCKED`,
    [congressId, today(work.clock)],
  );
  for (const { id, until } of due) await resumeMandate(work, systemActing, congressId, { id, on: addDays(until, 1) });
  return due.length;
}
