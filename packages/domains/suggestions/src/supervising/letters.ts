// 督办单: issued with a number and a limit of its own, answered by the organ, examined by who issued it.
import type { SupervisionLetterTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { advance } from '@smart/workflow/advance';
import { startDeadline } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import type { z } from 'zod';
import { actingOf } from '../act.ts';
import type { Matter } from '../matter.ts';
import { loadMatter } from '../matter.ts';
import { lockedOfCongress } from '../own.ts';
import { todayOf } from '../settle.ts';
import { isOfficerOrLeader } from '../subjects.ts';
import { suggestionWorkflow } from '../workflow.ts';
import type { answerLetterInput, issueLetterInput, letterReceipt, reviewLetterInput, withdrawLetterInput } from './contracts.ts';
import type { LetterEventPayload } from './events.ts';
import './events.ts';
import { type LetterRow, letterStore, lockLetter } from './letter-store.ts';
import { letterStateLabels } from './model.ts';
import { type LetterAction, letterLimit } from './workflow-letter.ts';

type Receipt = z.output<typeof letterReceipt>;

/** A day later than today. @throws DomainError common.invalid_input */
function checkLater(work: Work, dueOn: string, field: string): void {
  if (dueOn > todayOf(work)) return;
  const problem = '回复时限应当晚于今天';
  throw new DomainError('common.invalid_input', { problem }, [{ path: field, message: problem }]);
}

/** The body that signs for the congress: the deputies' affairs committee, in a township the presidium. */
async function issuerOf(work: Work, congressId: string): Promise<{ name: string; shortName: string }> {
  const [found] = await work.sql<{ name: string; shortName: string }>(
    `SELECT COALESCE(o.name, c.name) AS name, c.short_name AS "shortName" FROM congress c
     LEFT JOIN organ o ON o.congress_id = c.id AND o.kind = CASE c.tier WHEN 'township' THEN 'presidium' ELSE 'deputies_affairs' END AND o.abolished_on IS NULL WHERE c.id = $1 ORDER BY o.sort LIMIT 1`,
    [congressId],
  );
  if (!found) throw new DomainError('common.not_found', { what: '人大' });
  return found;
}

/** The next number of the congress's year; given once and never again. */
async function nextNumber(work: Work, congressId: string, year: number): Promise<number> {
  const [row] = await work.sql<{ last: number }>(
    `INSERT INTO supervision_letter_series (congress_id, year, last) VALUES ($1, $2, 1) ON CONFLICT (congress_id, year) DO UPDATE SET last = supervision_letter_series.last + 1 RETURNING last`,
    [congressId, year],
  );
  if (!row) throw new Error('the series gave no number');
  return row.last;
}

const receiptOf = ({ id, version, state, numberLabel, dueOn, organName }: LetterRow): Receipt => ({
  id, version, state, stateLabel: letterStateLabels[state], numberLabel,
  next: state === 'issued' && dueOn !== null ? `请${organName}在${formatDate(dueOn)}前回复。` : state === 'answered' ? '等待发出督办单的机构审核回复。' : '本督办单已经结束。',
});

type Act = { action: LetterAction; expectedVersion?: number | undefined; reason?: string | undefined; patch?: Updateable<SupervisionLetterTable> };

/** One act on a letter with its event. */
async function act(work: Work, capacity: Capacity, letter: LetterRow, matter: Matter, { action, expectedVersion, reason, patch }: Act): Promise<LetterRow> {
  const acting = actingOf(capacity);
  const { row } = matter;
  const payload = {
    title: row.title, numberLabel: row.numberLabel, letterLabel: letter.numberLabel ?? '', leadPersonId: row.leadPersonId, leadMandateId: row.leadMandateId, organId: letter.organId, organName: letter.organName,
    dueOn: letter.dueOn, text: letter.text, reason: reason ?? null, actorLabel: acting.label,
  } satisfies LetterEventPayload;
  await advance(work, letterStore, { id: letter.id, action, actor: capacity, acting, expectedVersion, reason, patch, detail: { organName: letter.organName, letterNumber: letter.numberLabel }, event: { payload } });
  return lockLetter(work, letter.id);
}

/** Starts the letter's own limit; the organ that must answer owns it. */
const startLimit = (work: Work, letter: LetterRow, dueOn: string): Promise<void> =>
  startDeadline(
    work, 'supervision_letter', { id: letter.id, matterId: letter.suggestionId, congressId: letter.congressId, state: letter.state, version: letter.version },
    { kind: letterLimit, dueOn, explanation: `督办单${letter.numberLabel ?? ''}要求在${formatDate(dueOn)}前回复`, basis: { label: '回复督办单', explanation: `督办单${letter.numberLabel ?? ''}要求在${formatDate(dueOn)}前回复`, warnings: [] } },
    { organId: letter.organId },
  );

/**
 * Issues a letter to one organ at work.
 * @throws DomainError common.not_found (no such suggestion or part), common.invalid_input (date), workflow.illegal_action (nothing is handled), common.forbidden
 */
export async function issueLetter(work: Work, capacity: Capacity, input: z.output<typeof issueLetterInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.suggestionId);
  const { row } = matter;
  const part = matter.assignments.find((one) => one.organId === input.organId && one.state !== 'returned' && one.state !== 'cancelled');
  if (!part) throw new DomainError('common.not_found', { what: '承办单位' });
  const may = isOfficerOrLeader(capacity, row);
  if (may !== true) throw new DomainError('common.forbidden', { reason: may.reason });
  if (!suggestionWorkflow.actions.supervise.from.some((state) => state === row.state)) throw new DomainError('workflow.refused', { reason: '本件现在没有正在办理的单位', remedy: '请在交办以后发出督办单' });
  checkLater(work, input.dueOn, 'dueOn');
  const issuer = await issuerOf(work, row.congressId);
  const year = Number(todayOf(work).slice(0, 4));
  const number = await nextNumber(work, row.congressId, year);
  const id = newId();
  await work.db
    .insertInto('supervision_letter')
    .values({
      id, congress_id: row.congressId, suggestion_id: row.id, organ_id: part.organId, organ_name: part.organName, year, number, number_label: `${issuer.shortName}人督〔${year}〕${number}号`, text: input.text, due_on: input.dueOn,
      issuer: issuer.name, signer: capacity.personName, contact_name: input.contactName ?? null, contact_phone: input.contactPhone ?? null, created_at: work.clock.now(),
    })
    .execute();
  const letter = await act(work, capacity, await lockLetter(work, id), matter, { action: 'issueLetter', patch: { issued_at: work.clock.now() } });
  await startLimit(work, letter, input.dueOn);
  return receiptOf(letter);
}

/** The letter and its suggestion. The suggestion is locked first, as everywhere. */
async function lockedLetter(work: Work, id: string): Promise<{ letter: LetterRow; matter: Matter }> {
  const [found] = await work.sql<{ suggestionId: string }>('SELECT suggestion_id AS "suggestionId" FROM supervision_letter WHERE id = $1', [id]);
  if (!found) throw new DomainError('common.not_found', { what: '督办单' });
  await work.sql('SELECT 1 FROM suggestion WHERE id = $1 FOR UPDATE', [found.suggestionId]);
  return { letter: await lockLetter(work, id), matter: await loadMatter(work, found.suggestionId) };
}

/** A letter of the capacity's own congress; to others it does not exist. */
async function lettersOwn(work: Work, capacity: Capacity, id: string): Promise<{ letter: LetterRow; matter: Matter }> {
  const found = await lockedLetter(work, id);
  if (found.letter.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '督办单' });
  return found;
}

/** The organ answers; its limit is met, late or not. @throws DomainError common.not_found, workflow.* */
export async function answerLetter(work: Work, capacity: Capacity, input: z.output<typeof answerLetterInput>): Promise<Receipt> {
  const { letter, matter } = await lockedLetter(work, input.id);
  if (letter.organId !== capacity.organId) throw new DomainError('common.not_found', { what: '督办单' });
  return receiptOf(await act(work, capacity, letter, matter, { action: 'answerLetter', expectedVersion: input.expectedVersion, patch: { answer: input.answer, answered_at: work.clock.now(), answered_by: capacity.personName } }));
}

/** Who issued it finds the answer good, or asks for a better one by a new day. @throws DomainError common.not_found, common.invalid_input, workflow.* */
export async function reviewLetter(work: Work, capacity: Capacity, input: z.output<typeof reviewLetterInput>): Promise<Receipt> {
  const { letter, matter } = await lettersOwn(work, capacity, input.id);
  if (input.good) return receiptOf(await act(work, capacity, letter, matter, { action: 'closeLetter', expectedVersion: input.expectedVersion, patch: { closed_at: work.clock.now(), review_note: input.note === '' ? null : input.note } }));
  const dueOn = input.dueOn ?? '';
  checkLater(work, dueOn, 'dueOn');
  const again = await act(work, capacity, letter, matter, { action: 'returnLetter', expectedVersion: input.expectedVersion, reason: input.note, patch: { due_on: dueOn, review_note: input.note } });
  await startLimit(work, again, dueOn);
  return receiptOf(again);
}

/** Taken back, with the reason. @throws DomainError common.not_found, workflow.* */
export async function withdrawLetter(work: Work, capacity: Capacity, input: z.output<typeof withdrawLetterInput>): Promise<Receipt> {
  const { letter, matter } = await lettersOwn(work, capacity, input.id);
  return receiptOf(await act(work, capacity, letter, matter, { action: 'withdrawLetter', expectedVersion: input.expectedVersion, reason: input.reason, patch: { closed_at: work.clock.now(), review_note: input.reason } }));
}
