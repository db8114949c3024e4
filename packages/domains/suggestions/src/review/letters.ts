// 代表来信: a suggestion that is not accepted and treated as a letter goes to an organ as a work reference and is followed until it is known
// what came of it (重庆 13, 上海 8). It never disappears in silence: both steps are told to the deputy and stand in the log.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { actOnSuggestion } from '../act.ts';
import type { Matter } from '../matter.ts';
import { declineGroundNames, declineGrounds } from '../model.ts';
import type { Receipt } from '../model-views.ts';
import { lockedOfCongress } from '../own.ts';
import { receiptFor } from '../receipts.ts';
import { settle, todayOf } from '../settle.ts';
import { parameters } from '../visibility.ts';
import { type LetterRow, type LettersInput, type LetterState, letterStateLabels } from './model.ts';

/** Enters the letter when the suggestion is not accepted. */
export const openLetter = (work: Work, { row }: Matter) =>
  work.sql(`INSERT INTO deputy_letter (suggestion_id, congress_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, [row.id, row.congressId, work.clock.now()]);

type Row = Omit<LetterRow, 'ground' | 'stateLabel'> & { ground: string | null };

const groundLabel = (name: string | null): string => {
  const known = declineGroundNames.find((one) => one === name);
  return known ? declineGrounds[known].label : '';
};

/** The letters of the own congress, those that wait first. */
export async function letters(work: Work, capacity: Capacity, input: LettersInput): Promise<{ rows: LetterRow[]; total: number }> {
  const { values, p } = parameters();
  const where = [
    `l.congress_id = ${p(capacity.congressId)}`,
    ...(input.state ? [`l.state = ${p(input.state)}`] : []),
    ...(input.q ? [`(s.title ILIKE ${p(`%${input.q.replaceAll(/[%_\\]/g, '\\$&')}%`)} OR s.lead_name = ${p(input.q)})`] : []),
  ].join(' AND ');
  const matching = values.length;
  const rows = await work.sql<Row>(
    `SELECT s.id, s.version, s.title, s.lead_name AS "leadName", s.decline_ground AS ground, s.decision_reason AS reason, to_char(l.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "declinedOn",
       l.state, l.organ_name AS "organName", l.sent_on AS "sentOn", l.note, l.outcome, l.outcome_on AS "outcomeOn"
     FROM deputy_letter l JOIN suggestion s ON s.id = l.suggestion_id WHERE ${where}
     ORDER BY array_position(ARRAY['waiting', 'sent', 'answered'], l.state), l.created_at DESC LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  const [total] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM deputy_letter l JOIN suggestion s ON s.id = l.suggestion_id WHERE ${where}`, values.slice(0, matching));
  return { rows: rows.map((row) => ({ ...row, ground: groundLabel(row.ground), stateLabel: letterStateLabels[row.state] })), total: total?.count ?? 0 };
}

/**
 * Notes to which organ the letter went as a work reference.
 * @throws DomainError common.not_found (suggestion or organ), common.conflict (answered already), workflow.*
 */
export async function sendLetter(work: Work, capacity: Capacity, input: { id: string; expectedVersion?: number | undefined; organId: string; note: string }): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  const [organ] = await work.sql<{ name: string }>('SELECT name FROM organ WHERE id = $1 AND abolished_on IS NULL', [input.organId]);
  if (!organ) throw new DomainError('common.not_found', { what: '机构' });
  if ((await stateOf(work, input.id)) === 'answered') throw new DomainError('common.conflict', { reason: '这件来信已经登记了处理情况' });
  await actOnSuggestion(work, capacity, { id: input.id, expectedVersion: input.expectedVersion, action: 'sendLetter', matter, facts: { organNames: [organ.name], text: input.note } });
  await work.sql(`UPDATE deputy_letter SET state = 'sent', organ_id = $2, organ_name = $3, note = $4, sent_on = $5::date WHERE suggestion_id = $1`, [input.id, input.organId, organ.name, input.note || null, todayOf(work)]);
  return receiptFor(await settle(work, input.id));
}

/** What came of it. @throws DomainError common.not_found, common.conflict (not sent yet), workflow.* */
export async function recordLetterOutcome(work: Work, capacity: Capacity, input: { id: string; expectedVersion?: number | undefined; outcome: string }): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  if ((await stateOf(work, input.id)) === 'waiting') throw new DomainError('common.conflict', { reason: '请先登记送往哪个机关，再登记处理情况' });
  await actOnSuggestion(work, capacity, { id: input.id, expectedVersion: input.expectedVersion, action: 'recordLetterOutcome', matter, facts: { text: input.outcome } });
  await work.sql(`UPDATE deputy_letter SET state = 'answered', outcome = $2, outcome_on = $3::date WHERE suggestion_id = $1`, [input.id, input.outcome, todayOf(work)]);
  return receiptFor(await settle(work, input.id));
}

async function stateOf(work: Work, id: string): Promise<LetterState | null> {
  const [row] = await work.sql<{ state: LetterState }>('SELECT state FROM deputy_letter WHERE suggestion_id = $1', [id]);
  return row?.state ?? null;
}
