// The deputies of a change of term: who is elected again, and what each of them is told in batches.
import type { TermChange } from '@smart/divisions/hooks';
import { preparedTerm } from '@smart/divisions/term-preparation';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import { today } from '@smart/kernel/dates';
import { appendEvent, appendEvents } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { mandateBegan, mandateEnded, mandateRevoked } from './events.ts';
import { recordMandateAct } from './mandate-acts.ts';
import { addMandate } from './mandates.ts';
import { endGrounds } from './model.ts';
import type { StepResult } from './operations.ts';

type MandateWords = { id: string; personId: string; personName: string; congressName: string; certificate: string };

const batchOf = (work: Work, termId: string, where: string, cursor: string, limit: number): Promise<MandateWords[]> =>
  work.sql<MandateWords>(
    `SELECT m.id, m.person_id AS "personId", p.name AS "personName", c.name AS "congressName", m.certificate
     FROM mandate m JOIN person p ON p.id = m.person_id JOIN congress c ON c.id = m.congress_id
     WHERE m.term_id = $1 AND ${where} AND ($2 = '' OR m.id > NULLIF($2, '')::uuid) ORDER BY m.id LIMIT $3`,
    [termId, cursor, limit],
  );

const resultOf = (rows: readonly { id: string }[], limit: number): StepResult => ({ done: rows.length, cursor: rows.length === limit ? (rows.at(-1)?.id ?? null) : null });

/** Records and announces, batch by batch, that mandates ended with the term; assistants of those deputies prepare no more. */
export async function tellEnded(work: Work, acting: Acting, change: TermChange, cursor: string, limit: number): Promise<StepResult> {
  const rows = await batchOf(work, change.oldTermId, `m.status = 'ended' AND m.end_ground = 'term_end'`, cursor, limit);
  for (const { id, personId, personName, congressName } of rows) {
    await work.sql('UPDATE stand_in SET ends_at = $2 WHERE mandate_id = $1 AND (ends_at IS NULL OR ends_at > $2)', [id, work.clock.now()]);
    await recordMandateAct(work, acting, change.congressId, { mandateId: id, act: 'ended', on: change.on, ground: 'term_end' });
    await appendEvent(work, {
      congressId: change.congressId, matterId: null, type: mandateEnded.name, subjectType: 'mandate', subjectId: id, personId: null,
      payload: { personId, personName, congressName, ground: endGrounds.term_end.label, on: change.on, posts: [] },
    });
  }
  return resultOf(rows, limit);
}

/** Announces, batch by batch, that the mandates of the new term are in force. */
export async function tellBegun(work: Work, _acting: Acting, change: TermChange, cursor: string, limit: number): Promise<StepResult> {
  const rows = await batchOf(work, change.newTermId, `m.status = 'active'`, cursor, limit);
  for (const { id, personId, personName, congressName, certificate } of rows) {
    await appendEvent(work, {
      congressId: change.congressId, matterId: null, type: mandateBegan.name, subjectType: 'mandate', subjectId: id, personId: null,
      payload: { personId, personName, congressName, certificate, on: change.on },
    });
  }
  return resultOf(rows, limit);
}

const cancelledReason = '换届筹备取消';

/**
 * Makes void what was entered for a prepared term that is given up: nobody ever acted by it. The row goes, for the certificate and the
 * seat are free again; its record goes on to a last act that says whose it was and why it is gone.
 */
export async function revokeElected(work: Work, acting: Acting, congressId: string, { termId, number }: { termId: string; number: number }): Promise<void> {
  const rows = await batchOf(work, termId, `m.status = 'elected'`, '', 100_000);
  const on = today(work.clock);
  for (const { id, personId, personName, certificate } of rows) {
    await recordMandateAct(work, acting, congressId, { mandateId: id, act: 'revoked', on, facts: { personId, personName, certificate, termNumber: number, note: cancelledReason } });
  }
  await appendEvents(work, rows.map(({ id, personId, personName, congressName, certificate }) => ({
    congressId, matterId: null, type: mandateRevoked.name, subjectType: 'mandate', subjectId: id, personId: acting.personId,
    payload: { personId, personName, congressName, certificate, on, by: acting.label, reason: cancelledReason },
  })));
  await work.sql(`DELETE FROM mandate WHERE congress_id = $1 AND term_id = $2 AND status = 'elected'`, [congressId, termId]);
}

export const deputyOfTerm = z.object({
  mandateId: z.string(), personId: z.string(), name: z.string(), certificate: z.string(), delegationName: z.string().nullable(), constituencyName: z.string().nullable(),
  /** Entered for the prepared term already. */
  elected: z.boolean(),
});

/** Deputies of the term in office by name, with whether they are elected again; a page of them. */
export async function deputiesOfTerm(work: Work, congressId: string, filter: { text: string; page: number; size: number }): Promise<{ rows: z.infer<typeof deputyOfTerm>[]; total: number }> {
  const prepared = await preparedTerm(work, congressId);
  const rows = await work.sql<z.infer<typeof deputyOfTerm> & { total: number }>(
    `SELECT count(*) OVER ()::int AS total, m.id AS "mandateId", p.id AS "personId", p.name, m.certificate, d.name AS "delegationName", k.name AS "constituencyName",
       EXISTS (SELECT 1 FROM mandate n WHERE n.person_id = p.id AND n.term_id = $2) AS elected
     FROM mandate m JOIN term t ON t.id = m.term_id AND t.current JOIN person p ON p.id = m.person_id
       LEFT JOIN delegation d ON d.id = m.delegation_id LEFT JOIN constituency k ON k.id = m.constituency_id
     WHERE m.congress_id = $1 AND m.status IN ('active', 'suspended') AND p.name LIKE $3 ORDER BY p.name, m.id LIMIT $4 OFFSET $5`,
    [congressId, prepared?.id ?? null, `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`, filter.size, (filter.page - 1) * filter.size],
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/**
 * Enters deputies of the term in office as elected for the prepared one, in the delegation and constituency of the same name there.
 * @throws DomainError common.not_found when no term is prepared; what `addMandate` throws
 */
export async function reelect(work: Work, acting: Acting, congressId: string, mandateIds: readonly string[]): Promise<number> {
  const prepared = await preparedTerm(work, congressId);
  if (!prepared) throw new DomainError('common.not_found', { what: '正在筹备的届次' });
  const mandates = await work.prisma.mandate.findMany({ where: { id: { in: [...mandateIds] }, congressId, status: { in: ['active', 'suspended'] } }, orderBy: { id: 'asc' } });
  const known = await work.prisma.mandate.findMany({ where: { termId: prepared.id }, select: { personId: true } });
  const again = mandates.filter((one) => !known.some(({ personId }) => personId === one.personId));
  const same = await work.sql<{ old: string; next: string }>(
    `SELECT o.id AS old, n.id AS next FROM delegation o JOIN delegation n ON n.name = o.name AND n.term_id = $2 WHERE o.congress_id = $1
     UNION ALL SELECT o.id, n.id FROM constituency o JOIN constituency n ON n.name = o.name AND n.term_id = $2 WHERE o.congress_id = $1`,
    [congressId, prepared.id],
  );
  const next = new Map(same.map((one) => [one.old, one.next]));
  for (const { personId, certificate, delegationId, constituencyId } of again) {
    await addMandate(work, acting, congressId, {
      personId, termId: prepared.id, certificate, startsOn: prepared.startsOn, delegationId: next.get(delegationId ?? '') ?? null, constituencyId: next.get(constituencyId ?? '') ?? null,
    });
  }
  return again.length;
}
