// 纸质件: the office enters a paper suggestion on a deputy's behalf, whose confirmation the electronic text needs (山东 8, 河南 11); and the
// scan of a handwritten original is archived to an electronic one.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { toQuery } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from '../act.ts';
import { attachFiles } from '../attachments.ts';
import type { Receipt } from '../model-views.ts';
import { lockedOfCongress, lockedOwn } from '../own.ts';
import { receiptFor } from '../receipts.ts';
import { settle } from '../settle.ts';
import { lockMatter } from '../store.ts';
import { parameters } from '../visibility.ts';
import { type archiveOriginalInput, type enterPaperInput, type PaperState, paperStateLabels, type papersInput, type PapersView, type refusePaperInput } from './model.ts';

type Deputy = { personId: string; name: string; termId: string; delegationName: string | null; status: string };

/** @throws DomainError suggestions.paper_no_deputy */
async function deputyOf(work: Work, congressId: string, mandateId: string): Promise<Deputy> {
  const [found] = await work.sql<Deputy>(
    `SELECT m.person_id AS "personId", p.name, m.term_id AS "termId", d.name AS "delegationName", m.status FROM mandate m JOIN person p ON p.id = m.person_id LEFT JOIN delegation d ON d.id = m.delegation_id
     WHERE m.id = $1 AND m.congress_id = $2`,
    [mandateId, congressId],
  );
  if (found?.status !== 'active') throw new DomainError('suggestions.paper_no_deputy');
  return found;
}

function receivedInPast(work: Work, receivedAt: string): Date {
  const at = new Date(receivedAt);
  if (at > work.clock.now()) throw new DomainError('common.invalid_input', { problem: '收件时间不能晚于现在' }, [{ path: 'receivedAt', message: '收件时间不能晚于现在' }]);
  return at;
}

/**
 * Enters a paper suggestion. It is the deputy's draft and is handed in when the deputy confirms it by submitting; what counts for session or
 * recess is when the paper was received. Entered twice with the same id, it is entered once.
 * @throws DomainError suggestions.paper_no_deputy, common.invalid_input, common.conflict, files.not_found
 */
export async function enterPaper(work: Work, capacity: Capacity, input: z.output<typeof enterPaperInput>): Promise<Receipt> {
  const deputy = await deputyOf(work, capacity.congressId, input.mandateId);
  const receivedAt = receivedInPast(work, input.receivedAt);
  const now = work.clock.now();
  const made = await work.db
    .insertInto('suggestion')
    .values({
      id: input.id, congress_id: capacity.congressId, term_id: deputy.termId, kind: 'suggestion', title: input.title, background: input.background, proposal: input.proposal, topic: input.topic,
      publish_consent: input.publishConsent, proposed_organ_ids: [], draft_revision: 1, lead_mandate_id: input.mandateId, lead_person_id: deputy.personId, lead_name: deputy.name,
      delegation_name: deputy.delegationName, owner_kind: 'deputy', owner_person_id: deputy.personId, created_at: now, updated_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  if (made.length === 0) return entered(work, capacity, input.id);
  await work.sql(
    `INSERT INTO paper_original (suggestion_id, congress_id, received_at, archive_number, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [input.id, capacity.congressId, receivedAt, input.archiveNumber, capacity.personName, now],
  );
  await attachFiles(work, capacity, input.id, { type: 'paper', id: input.id }, input.fileIds);
  await actOnSuggestion(work, capacity, { id: input.id, action: 'enterPaper', facts: { personIds: [deputy.personId], mandateIds: [input.mandateId], personName: capacity.personName } });
  return receiptFor(await settle(work, input.id));
}

/** The same entry arrived before: nothing is done again. @throws DomainError common.conflict when the id is something else's */
async function entered(work: Work, capacity: Capacity, id: string): Promise<Receipt> {
  const [known] = await work.sql('SELECT 1 FROM paper_original WHERE suggestion_id = $1 AND congress_id = $2', [id, capacity.congressId]);
  if (!known) throw new DomainError('common.conflict', { reason: '编号已被使用，请重新打开录入页面' });
  return receiptFor(await lockMatter(work, id));
}

/** The deputy says that it is not theirs, or wrongly entered: the entry ends, the office reads why. @throws DomainError common.not_found, workflow.* */
export async function refusePaper(work: Work, capacity: Capacity, input: z.output<typeof refusePaperInput>): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  if (matter.papers[0]?.state !== 'waiting') throw new DomainError('common.not_found', { what: '待确认的纸质件' });
  await actOnSuggestion(work, capacity, { ...input, action: 'refusePaper', matter });
  await work.sql(`UPDATE paper_original SET state = 'refused', answered_at = $2, refusal_reason = $3 WHERE suggestion_id = $1`, [input.id, work.clock.now(), input.reason]);
  return receiptFor(await settle(work, input.id));
}

/** Submitting is confirming. */
export async function confirmPaper(work: Work, id: string): Promise<void> {
  await work.sql(`UPDATE paper_original SET state = 'confirmed', answered_at = $2 WHERE suggestion_id = $1 AND state = 'waiting'`, [id, work.clock.now()]);
}

/**
 * Archives the scan of a handwritten original to a suggestion that was handed in; once more replaces the scans.
 * @throws DomainError common.not_found, common.invalid_input, files.not_found, workflow.*
 */
export async function archiveOriginal(work: Work, capacity: Capacity, input: z.output<typeof archiveOriginalInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  const receivedAt = receivedInPast(work, input.receivedAt);
  await work.sql(
    `INSERT INTO paper_original (suggestion_id, congress_id, received_at, archive_number, entered_by, entered_at, state) VALUES ($1, $2, $3, $4, $5, $6, 'archived')
     ON CONFLICT (suggestion_id) DO UPDATE SET archive_number = $4`,
    [input.id, capacity.congressId, receivedAt, input.archiveNumber, capacity.personName, work.clock.now()],
  );
  await attachFiles(work, capacity, input.id, { type: 'paper', id: input.id }, input.fileIds);
  await actOnSuggestion(work, capacity, { id: input.id, action: 'archiveOriginal', matter, facts: { personName: capacity.personName } });
  return receiptFor(await settle(work, input.id));
}

type Row = { id: string; title: string; leadName: string; numberLabel: string | null; state: PaperState; enteredBy: string; enteredAt: Date; receivedAt: Date; refusalReason: string | null; submittedAt: Date | null };

/** The paper originals of the own congress, the newest first. Of what the deputy has not confirmed nothing but the entry itself is shown. */
export async function papersOf(work: Work, capacity: Capacity, input: z.output<typeof papersInput>): Promise<PapersView> {
  const { values, p } = parameters();
  const query = input.q ? toQuery(input.q) : null;
  const where = [
    `o.congress_id = ${p(capacity.congressId)}`,
    input.state ? `o.state = ${p(input.state)}` : 'true',
    query === null ? 'true' : `(s.search_vector @@ ${p(query)}::tsquery OR s.title LIKE ${p(`%${escaped(input.q ?? '')}%`)} OR s.lead_name LIKE ${p(`%${escaped(input.q ?? '')}%`)})`,
  ].join(' AND ');
  const from = `FROM paper_original o JOIN suggestion s ON s.id = o.suggestion_id WHERE ${where}`;
  const matching = values.length;
  const rows = await work.sql<Row>(
    `SELECT s.id, s.title, s.lead_name AS "leadName", s.number_label AS "numberLabel", o.state, o.entered_by AS "enteredBy", o.entered_at AS "enteredAt", o.received_at AS "receivedAt", o.refusal_reason AS "refusalReason", s.submitted_at AS "submittedAt"
     ${from} ORDER BY o.entered_at DESC, s.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  const [total] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count ${from}`, values.slice(0, matching));
  const [waiting] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM paper_original WHERE congress_id = $1 AND state = 'waiting'`, [capacity.congressId]);
  return {
    total: total?.count ?? 0,
    waiting: waiting?.count ?? 0,
    rows: rows.map(({ enteredAt, receivedAt, submittedAt, ...one }) => ({ ...one, stateLabel: paperStateLabels[one.state], enteredAt: enteredAt.toISOString(), receivedAt: receivedAt.toISOString(), opens: submittedAt !== null })),
  };
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
