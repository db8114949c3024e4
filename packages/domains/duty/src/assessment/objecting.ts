// 异议: a deputy objects to one record of a result, or to one that is missing; the office decides with a reason. Of a closed year a decision makes a corrected edition.
import type { Capacity } from '@smart/identity/capacity';
import { addDays, dateInShanghai, today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { holdersOf } from './facts.ts';
import type { listObjectionsInput, objectInput, objectionRef, rejectInput, upholdInput } from './model-inputs.ts';
import type { objectionsView, ObjectionView, Receipt } from './model-views.ts';
import { actOnObjection } from './objection-store.ts';
import { closingOf, editionsOf, withAdjustment } from './results.ts';

/** @throws DomainError common.not_found (no such record or year), duty.objection_too_late, duty.objection_open */
export async function object(work: Work, capacity: Capacity, { year, subsystem, recordId, text }: z.output<typeof objectInput>): Promise<Receipt> {
  const { congressId, id: mandateId, personId } = capacity;
  const day = today(work.clock);
  const [holder] = await holdersOf(work, { congressId, year, mandateId });
  if (holder === undefined || holder.personId !== personId || year > yearOf(day)) throw new DomainError('common.not_found', { what: `${year} 年度的履职计分` });
  const closing = await closingOf(work, congressId, year);
  const days = Number(await work.parameter(congressId, 'duty.objection_days'));
  if (closing !== null && day > addDays(dateInShanghai(closing.closedAt), days)) throw new DomainError('duty.objection_too_late', { year, days });
  const [record] = recordId === null ? [] : await work.sql<{ title: string }>('SELECT title FROM duty_record WHERE id = $1 AND mandate_id = $2', [recordId, mandateId]);
  if (recordId !== null && record === undefined) throw new DomainError('common.not_found', { what: '履职记录' });
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 10))', [mandateId]);
  const [waiting] = await work.sql(`SELECT 1 FROM duty_objection WHERE mandate_id = $1 AND year = $2 AND state = 'filed' AND subsystem = $3 AND record_id IS NOT DISTINCT FROM $4::uuid`, [mandateId, year, subsystem, recordId]);
  if (waiting) throw new DomainError('duty.objection_open');
  const id = newId();
  await work.sql(
    `INSERT INTO duty_objection (id, congress_id, mandate_id, person_id, year, subsystem, record_id, record_title, text, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    [id, congressId, mandateId, personId, year, subsystem, recordId, record?.title ?? null, text, work.clock.now()],
  );
  const { version } = await actOnObjection(work, capacity, { id, action: 'file' });
  return { id, version, next: '已提出，办公室处理后给您发通知。' };
}

/** @throws DomainError common.not_found, workflow.* (decided already) */
export async function withdrawObjection(work: Work, capacity: Capacity, ref: z.output<typeof objectionRef>): Promise<Receipt> {
  const [own] = await work.sql('SELECT 1 FROM duty_objection WHERE id = $1 AND person_id = $2', [ref.id, capacity.personId]);
  if (!own) throw new DomainError('common.not_found', { what: '计分异议' });
  const { id, version } = await actOnObjection(work, capacity, { ...ref, action: 'withdraw' });
  return { id, version, next: '异议已撤回。' };
}

const decided = (work: Work, capacity: Capacity, answer: string) => ({ answer, decided_by: capacity.personName, decided_at: work.clock.now() });

/** Adds to a part or takes from it. Of a closed year it makes a corrected edition that names the objection; the earlier edition stays. @throws DomainError common.not_found, common.forbidden (one's own), workflow.* */
export async function upholdObjection(work: Work, capacity: Capacity, { points, reason, ...ref }: z.output<typeof upholdInput>): Promise<Receipt> {
  const { id, version, mandateId, year, subsystem, congressId } = await actOnObjection(work, capacity, { ...ref, action: 'uphold', reason, patch: { ...decided(work, capacity, reason), granted: points } });
  const [latest] = (await closingOf(work, congressId, year)) === null ? [] : await editionsOf(work, mandateId, year);
  if (latest === undefined) return { id, version, next: '已更正，代表的计分随之改变，并收到理由。' };
  const content = await withAdjustment(work, latest.content, { id, subsystem, points });
  await work.sql(
    `INSERT INTO duty_result (congress_id, mandate_id, year, edition, total, content, objection_id, reason, by_label, at) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10)`,
    [congressId, mandateId, year, latest.edition + 1, content.total, JSON.stringify(content), id, reason, capacity.personName, work.clock.now()],
  );
  return { id, version, next: `已更正，${year} 年度计分成为第 ${latest.edition + 1} 版，原来的保留，代表收到理由。` };
}

/** @throws DomainError as `upholdObjection` */
export async function rejectObjection(work: Work, capacity: Capacity, { reason, ...ref }: z.output<typeof rejectInput>): Promise<Receipt> {
  const { id, version } = await actOnObjection(work, capacity, { ...ref, action: 'reject', reason, patch: decided(work, capacity, reason) });
  return { id, version, next: '维持原计分，代表收到理由。' };
}

type Row = Omit<ObjectionView, 'decidedAt' | 'createdAt'> & { decidedAt: Date | null; createdAt: Date; mandateId: string; name: string; delegation: string | null; total: number };

/** The office's list; what waits comes first, the oldest of it at the top. */
export async function listObjections(work: Work, capacity: Capacity, { state, q, limit, offset }: z.output<typeof listObjectionsInput>): Promise<z.output<typeof objectionsView>> {
  const rows = await work.sql<Row>(
    `SELECT o.id, o.version, o.state, o.year, o.subsystem, o.record_id AS "recordId", o.record_title AS "recordTitle", o.text, o.granted, o.answer, o.decided_by AS "decidedBy", o.decided_at AS "decidedAt", o.created_at AS "createdAt",
       o.mandate_id AS "mandateId", p.name, g.name AS delegation, count(*) OVER ()::int AS total
     FROM duty_objection o JOIN mandate m ON m.id = o.mandate_id JOIN person p ON p.id = o.person_id LEFT JOIN delegation g ON g.id = m.delegation_id
     WHERE o.congress_id = $1 AND ($2::text IS NULL OR o.state = $2) AND ($3::text IS NULL OR p.name ILIKE $3 OR o.text ILIKE $3)
     ORDER BY o.state <> 'filed', CASE WHEN o.state = 'filed' THEN o.created_at END, o.created_at DESC, o.id LIMIT $4 OFFSET $5`,
    [capacity.congressId, state ?? null, q === undefined || q === '' ? null : `%${q.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`, limit, offset],
  );
  const [count] = await work.sql<{ waiting: number }>(`SELECT count(*)::int AS waiting FROM duty_objection WHERE congress_id = $1 AND state = 'filed'`, [capacity.congressId]);
  return { rows: rows.map(({ decidedAt, createdAt, total: _total, ...row }) => ({ ...row, decidedAt: decidedAt?.toISOString() ?? null, createdAt: createdAt.toISOString() })), total: rows[0]?.total ?? 0, waiting: count?.waiting ?? 0 };
}
