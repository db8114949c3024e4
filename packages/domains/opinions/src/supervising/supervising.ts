// 督查: the office asks by a numbered letter, the organ that handles the opinion answers, the office settles it or presses again.
import type { OpinionSupervisionTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { formatDate, today } from '@smart/kernel/dates';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { advance } from '@smart/workflow/advance';
import { startDeadline } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import type { z } from 'zod';
import { visibleOpinion } from '../looking.ts';
import { actingOf } from '../store.ts';
import type { SupervisionEventPayload } from './events.ts';
import './events.ts';
import { mayOpen } from './looking.ts';
import { type answerSupervisionInput, groundLabels, type pressInput, type settleInput, type superviseInput, type SuperviseReceipt, type SupervisionReceipt, type withdrawInput } from './model.ts';
import { lockSupervision, type SupervisionRow, supervisionStore, supervisionSubject } from './store.ts';
import { type SupervisionAction, supervisionLimit } from './workflow.ts';

/** A day later than today. @throws DomainError common.invalid_input */
function checkLater(work: Work, day: string, field: string, what: string): void {
  if (day > today(work.clock)) return;
  const problem = `${what}应当晚于今天`;
  throw new DomainError('common.invalid_input', { problem }, [{ path: field, message: problem }]);
}

/** The next number of the issuing congress's year; given once and never again. */
async function nextLabel(work: Work, congressId: string): Promise<string> {
  const year = today(work.clock).slice(0, 4);
  const [row] = await work.sql<{ last: number; shortName: string }>(
    `INSERT INTO opinion_supervision_series AS x (congress_id, year, last) VALUES ($1, $2, 1) ON CONFLICT (congress_id, year) DO UPDATE SET last = x.last + 1
     RETURNING last, (SELECT c.short_name FROM congress c WHERE c.id = x.congress_id) AS "shortName"`,
    [congressId, Number(year)],
  );
  if (!row) throw new Error('the series gave no number');
  return `${row.shortName}意督〔${year}〕${row.last}号`;
}

type Act = { readonly action: SupervisionAction; readonly expectedVersion?: number | undefined; readonly reason?: string | undefined; readonly patch?: Updateable<OpinionSupervisionTable>; readonly detail?: Readonly<Record<string, unknown>> };

/** One act on a letter with its event. */
async function act(work: Work, capacity: Capacity, row: SupervisionRow, { action, expectedVersion, reason, patch = {}, detail }: Act): Promise<SupervisionRow> {
  const { number, title, numberLabel, issuer, issuerOrganId, organId, organName, dueOn, request, deputyPersonId } = row;
  const payload = { number, title, numberLabel, issuer, issuerOrganId, organId, organName, dueOn, request, deputyPersonId, reason: reason ?? null, outcome: null, ...(typeof patch.due_on === 'string' ? { dueOn: patch.due_on } : {}), ...(typeof patch.outcome === 'string' ? { outcome: patch.outcome } : {}) } satisfies SupervisionEventPayload;
  await advance(work, supervisionStore, { id: row.id, action, actor: capacity, acting: actingOf(capacity), expectedVersion, reason, patch, detail: { numberLabel, ...detail }, event: { payload } });
  return lockSupervision(work, row.id);
}

/** Starts the letter's own limit; the organ that handles the opinion owns it. */
async function startLimit(work: Work, row: SupervisionRow, dueOn: string): Promise<void> {
  const explanation = `${row.numberLabel}要求在${formatDate(dueOn)}前回复`;
  await startDeadline(work, 'opinion_supervision', supervisionSubject(row), { kind: supervisionLimit, dueOn, explanation, basis: { label: '回复督查', explanation, warnings: [] } }, row.organId === null ? {} : { organId: row.organId });
}

async function superviseOne(work: Work, capacity: Capacity, opinionId: string, { ground, request, dueOn }: z.output<typeof superviseInput>): Promise<void> {
  // Two officers at once: the second waits, and finds that it is supervised already.
  await work.sql('SELECT 1 FROM opinion WHERE id = $1 FOR UPDATE', [opinionId]);
  const refusal = await mayOpen(work, capacity, opinionId);
  if (refusal !== null) throw new DomainError('workflow.refused', { reason: refusal });
  const [opinion] = await work.sql<{ congressId: string; organName: string | null }>('SELECT congress_id AS "congressId", organ_name AS "organName" FROM opinion WHERE id = $1', [opinionId]);
  if (!opinion || capacity.organId === undefined) throw new DomainError('common.not_found', { what: '群众意见' });
  const id = newId();
  await work.db
    .insertInto('opinion_supervision')
    .values({
      id, congress_id: opinion.congressId, opinion_id: opinionId, issuer_organ_id: capacity.organId, issuer: capacity.congressName, signer: capacity.personName, number_label: await nextLabel(work, capacity.congressId),
      ground, request, due_on: dueOn, organ_name: opinion.organName ?? '', created_at: work.clock.now(),
    })
    .execute();
  const row = await act(work, capacity, await lockSupervision(work, id), { action: 'supervise', patch: { issued_at: work.clock.now() }, detail: { organName: opinion.organName, verdict: groundLabels[ground], dueOn } });
  await startLimit(work, row, dueOn);
}

/** What is merged is supervised with its case. */
async function headsOf(work: Work, capacity: Capacity, opinionIds: readonly string[]): Promise<Map<string, string>> {
  const heads = new Map<string, string>();
  for (const opinionId of new Set(opinionIds)) {
    const { id, state, number } = await visibleOpinion(work, capacity, opinionId);
    const [row] = state === 'merged' ? await work.sql<{ id: string; number: string }>('SELECT h.id, h.number FROM opinion o JOIN opinion h ON h.id = o.merged_into WHERE o.id = $1', [id]) : [];
    heads.set(row?.id ?? id, row?.number ?? number);
  }
  return heads;
}

/**
 * Puts one opinion, a case or several under supervision, each by a letter of its own. Of several, those that cannot be supervised now are left out and named;
 * when none can, nothing is done.
 * @throws DomainError common.not_found (one is not seen), common.invalid_input (the day), workflow.refused (not now, not by this office)
 */
export async function supervise(work: Work, capacity: Capacity, input: z.output<typeof superviseInput>): Promise<SuperviseReceipt> {
  checkLater(work, input.dueOn, 'dueOn', '回复时限');
  const left: SuperviseReceipt['left'] = [];
  const heads = await headsOf(work, capacity, input.opinionIds);
  let opened = 0;
  for (const [id, number] of heads) {
    try {
      await superviseOne(work, capacity, id, input);
      opened += 1;
    } catch (error) {
      if (heads.size === 1 || !isDomainError(error) || error.code !== 'workflow.refused') throw error;
      left.push({ number, reason: (await mayOpen(work, capacity, id)) ?? error.message });
    }
  }
  if (opened === 0) throw new DomainError('workflow.refused', { reason: left.map(({ number, reason }) => `${number}：${reason}`).join('；') });
  return { opened, left, next: `已发出督查单 ${opened} 份，承办单位应当在${formatDate(input.dueOn)}前回复。${left.length > 0 ? `另有 ${left.length} 条没有发出：${left.map(({ number, reason }) => `${number}（${reason}）`).join('、')}。` : ''}` };
}

/** The letter of an opinion that the capacity sees; to others it does not exist. @throws DomainError common.not_found */
async function seen(work: Work, capacity: Capacity, id: string): Promise<SupervisionRow> {
  const row = await lockSupervision(work, id);
  await visibleOpinion(work, capacity, row.opinionId);
  return row;
}

const receipt = ({ id, version }: SupervisionRow, next: string): SupervisionReceipt => ({ id, version, next });

/** The organ tells what was done, and by when the rest will be; its limit is met, late or not. @throws DomainError common.not_found, common.invalid_input, workflow.* */
export async function answerSupervision(work: Work, capacity: Capacity, { answer, doneBy, ...input }: z.output<typeof answerSupervisionInput>): Promise<SupervisionReceipt> {
  const row = await seen(work, capacity, input.id);
  if (doneBy !== null) checkLater(work, doneBy, 'doneBy', '预计办结日期');
  const organName = capacity.organName ?? row.organName;
  return receipt(await act(work, capacity, row, { action: 'answerSupervision', expectedVersion: input.expectedVersion, patch: { answer, done_by: doneBy, answered_at: work.clock.now(), answered_by: capacity.personName, organ_name: organName }, detail: { organName } }), '已回复督查，等待人大工作机构审核。');
}

/** The answer is not enough: again, by a new day. @throws DomainError common.not_found, common.invalid_input, workflow.* */
export async function pressSupervision(work: Work, capacity: Capacity, { dueOn, ...input }: z.output<typeof pressInput>): Promise<SupervisionReceipt> {
  const row = await seen(work, capacity, input.id);
  checkLater(work, dueOn, 'dueOn', '回复时限');
  const again = await act(work, capacity, row, { action: 'pressSupervision', ...input, patch: { due_on: dueOn }, detail: { dueOn } });
  await startLimit(work, again, dueOn);
  return receipt(again, `已要求承办单位在${formatDate(dueOn)}前重新回复。`);
}

/** Settled; the citizen reads the outcome. @throws DomainError common.not_found, workflow.* */
export async function settleSupervision(work: Work, capacity: Capacity, { outcome, ...input }: z.output<typeof settleInput>): Promise<SupervisionReceipt> {
  const row = await seen(work, capacity, input.id);
  return receipt(await act(work, capacity, row, { action: 'settleSupervision', ...input, patch: { outcome, closed_at: work.clock.now() }, detail: { verdict: outcome } }), '督查已办结，群众凭回执可以看到督查结果。');
}

/** Taken back, with the reason. @throws DomainError common.not_found, workflow.* */
export async function withdrawSupervision(work: Work, capacity: Capacity, input: z.output<typeof withdrawInput>): Promise<SupervisionReceipt> {
  const row = await seen(work, capacity, input.id);
  return receipt(await act(work, capacity, row, { action: 'withdrawSupervision', ...input, patch: { closed_at: work.clock.now() } }), '已撤销督查。');
}
