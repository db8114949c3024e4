// 审查: register with a number, ask for amendment, not accept with the legal ground, or merge with one of the same content.
import type { Capacity } from '@smart/identity/capacity';
import { addMonths } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { suggestionNumberLabel } from '@smart/kernel/numbers';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { actOnSuggestion } from './act.ts';
import type { Matter } from './matter.ts';
import { declineGrounds } from './model.ts';
import type { ExamineInput } from './model-inputs.ts';
import type { Receipt } from './model-views.ts';
import { lockedOfCongress } from './own.ts';
import { receiptFor } from './receipts.ts';
import { forgetClaim, refuseWhenClaimed } from './review/claims.ts';
import { openLetter } from './review/letters.ts';
import { settle } from './settle.ts';

type Number = { number: number; label: string };
type Series = { short: string; term: number; session: number | null; endsOn: string | null };

/** The next number of the series of this congress, term, session (or recess) and kind; numbers are given once and never again. */
export async function nextNumber(work: Work, { row }: { row: Pick<Matter['row'], 'congressId' | 'termId' | 'sessionId' | 'kind'> }): Promise<Number & { endsOn: string | null }> {
  const [series] = await work.sql<Series>(
    `SELECT c.short_name AS short, t.number AS term, x.number AS session, x.ends_on AS "endsOn" FROM congress c JOIN term t ON t.id = $2 LEFT JOIN session x ON x.id = $3 WHERE c.id = $1`,
    [row.congressId, row.termId, row.sessionId],
  );
  if (!series) throw new DomainError('common.not_found', { what: '届次' });
  const [last] = await work.sql<{ last: number }>(
    `INSERT INTO suggestion_series (congress_id, series, last) VALUES ($1, $2, 1) ON CONFLICT (congress_id, series) DO UPDATE SET last = suggestion_series.last + 1 RETURNING last`,
    [row.congressId, `${row.termId}/${row.sessionId ?? 'recess'}/${row.kind}`],
  );
  if (!last) throw new Error('a series gave no number');
  const label = suggestionNumberLabel({ congressShort: series.short, term: series.term, session: series.session, number: last.last, kind: row.kind });
  return { number: last.last, label, endsOn: series.endsOn };
}

/**
 * Decides about a suggestion that was handed in.
 * @throws DomainError common.not_found, common.conflict (merge target), workflow.*
 */
export async function examine(work: Work, capacity: Capacity, input: ExamineInput): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await refuseWhenClaimed(work, capacity, input.id);
  if (input.decision === 'accept') await accept(work, capacity, matter, input);
  else if (input.decision === 'merge') await merge(work, capacity, matter, input);
  else if (input.decision === 'decline') await decline(work, capacity, matter, input);
  else {
    await actOnSuggestion(work, capacity, { id: input.id, action: 'returnForAmendment', expectedVersion: input.expectedVersion, reason: input.reason, matter, patch: { decision_reason: input.reason } });
  }
  await forgetClaim(work, input.id);
  return receiptFor(await settle(work, input.id));
}

type Decision<D extends ExamineInput['decision']> = Extract<ExamineInput, { decision: D }>;

async function accept(work: Work, capacity: Capacity, matter: Matter, { id, expectedVersion, note }: Decision<'accept'>): Promise<void> {
  const { number, label, endsOn } = await nextNumber(work, matter);
  await actOnSuggestion(work, capacity, {
    id, expectedVersion, action: 'accept', reason: note, matter, numberLabel: label,
    patch: { number, number_label: label, registered_at: work.clock.now(), decision_reason: note ?? null },
  });
  if (endsOn !== null) await assignAfterSession(work, matter.row.congressId, id, endsOn);
}

/** What was handed in during a session is handed over together within a month of its close (上海 15), never earlier than the usual limit. */
export async function assignAfterSession(work: Work, congressId: string, id: string, endsOn: string): Promise<void> {
  const months = z.int().parse(await work.parameter(congressId, 'suggestions.session_assignment_months'));
  const until = work.calendar.nextWorkingDay(addMonths(endsOn, months));
  await work.sql(
    `UPDATE deadline SET due_on = $2::date, first_due_on = $2::date, basis = basis || jsonb_build_object('explanation', $3::text) WHERE subject_id = $1 AND kind = 'assignment' AND status = 'open' AND due_on < $2::date`,
    [id, until, `大会期间的建议自闭会之日起 ${months} 个月内集中交办`],
  );
}

async function decline(work: Work, capacity: Capacity, matter: Matter, { id, expectedVersion, ground, followUp, reason }: Decision<'decline'>): Promise<void> {
  await actOnSuggestion(work, capacity, {
    id, expectedVersion, action: 'decline', reason, matter, facts: { ground: declineGrounds[ground].label, followUp },
    patch: { decline_ground: ground, decline_follow_up: followUp, decision_reason: reason },
  });
  if (followUp === 'letter_of_deputy') await openLetter(work, matter);
}

async function merge(work: Work, capacity: Capacity, matter: Matter, { id, expectedVersion, intoId, reason }: Decision<'merge'>): Promise<void> {
  if (intoId === id) throw new DomainError('common.conflict', { reason: '不能并入自己' });
  const main = await lockedOfCongress(work, capacity, intoId);
  // Whoever is merged into it is told its title: a confidential one is handled by itself (山东 11).
  if (main.row.confidential) throw new DomainError('common.conflict', { reason: '代表要求保密的建议应当单独办理，不能将其他建议并入' });
  const open = ['registered', 'assigned', 'return_requested', 'in_handling'];
  if (!open.includes(main.row.state)) throw new DomainError('common.conflict', { reason: '只能并入已经立案、尚未答复的建议' });
  const number = matter.row.number === null ? await nextNumber(work, matter) : null;
  await actOnSuggestion(work, capacity, {
    id, expectedVersion, action: 'merge', reason, matter, facts: { intoTitle: main.row.title, intoNumberLabel: main.row.numberLabel },
    ...(number ? { numberLabel: number.label } : {}),
    patch: {
      merged_into_id: intoId, decision_reason: reason, lead_organ_id: main.row.leadOrganId, lead_organ_name: main.row.leadOrganName,
      ...(number ? { number: number.number, number_label: number.label, registered_at: work.clock.now() } : {}),
    },
  });
}
