// 合并重复人员: two entries of one human become one, with what each congress keeps of them; for 30 days it can be undone to the last row.
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { Capacity } from './capacity.ts';
import { announceIdentityChange } from './changes.ts';
import { personMerged, personUnmerged } from './merge-events.ts';
import { countMoves, movedRows, moveRows, returnRows } from './merge-moves.ts';
import { bothEntries, type Entry, refuseUnfit, requireNearest } from './merge-people.ts';
import { maskOf, openField, sealField } from './personal-data.ts';
import { unscopedIdentity, withinCongress } from './realm.ts';

export const reversibleDays = 30;
const DAY = 86_400_000;
const CLOSED = '已合并到本人的另一条记录';

/** What `person_merge.moved` keeps besides the rows: how the two entries and the account were before. */
const memory = z.object({
  rows: movedRows,
  congressIds: z.array(z.string()),
  given: z.array(z.enum(['phone', 'id_card'])),
  phoneIndex: z.string().nullable(),
  idCardIndex: z.string().nullable(),
  /** moved: the kept entry had none; closed: it had its own. */
  account: z.enum(['none', 'moved', 'closed']),
  userId: z.string().nullable(),
});
type Memory = z.infer<typeof memory>;

const union = (kept: Entry, merged: Entry): string[] => [...new Set([...kept.congressIds, ...merged.congressIds])];
const accountOf = (kept: Entry, merged: Entry): Memory['account'] => (merged.userId === null ? 'none' : kept.userId === null ? 'moved' : 'closed');
const givenOf = (kept: Entry, merged: Entry): Memory['given'] => [
  ...(kept.phoneIndex === null && merged.phoneCipher !== null ? (['phone'] as const) : []), ...(kept.idCardIndex === null && merged.idCardCipher !== null ? (['id_card'] as const) : []),
];

export type MergePreview = { kept: Entry; merged: Entry; moves: { label: string; count: number }[]; account: Memory['account']; phone: 'moved' | 'kept' | 'none'; problem: string | null };

/** What a merge would do, and what speaks against it. Changes nothing. @throws DomainError common.not_found, common.forbidden */
export async function previewMerge(work: Work, capacity: Capacity, { keptId, mergedId }: { keptId: string; mergedId: string }): Promise<MergePreview> {
  const { kept, merged } = await bothEntries(work, keptId, mergedId, false);
  await requireNearest(work, capacity, [kept, merged]);
  const problem = await refuseUnfit(work, kept, merged).then(() => null, (error: unknown) => {
    if (error instanceof DomainError) return error.message;
    throw error;
  });
  const phone = givenOf(kept, merged).includes('phone') ? 'moved' : kept.phoneIndex === null ? 'none' : 'kept';
  return { kept, merged, moves: await countMoves(work, merged.id, kept.id, union(kept, merged)), account: accountOf(kept, merged), phone, problem };
}

/**
 * Makes two entries one. Mandates, posts and records go to the kept one; the other's account is closed (or goes over, where the kept has none)
 * and its sign-ins end; a phone number or identity card that only the other had goes over, too. Log entries stay as they were written.
 * @throws DomainError common.not_found, common.forbidden, common.conflict, directory.* as `refuseUnfit`
 */
export async function mergePeople(work: Work, acting: Acting, capacity: Capacity, input: { keptId: string; mergedId: string; reason: string }): Promise<{ id: string; reversibleUntil: string }> {
  const { kept, merged } = await bothEntries(work, input.keptId, input.mergedId, true);
  await requireNearest(work, capacity, [kept, merged]);
  await refuseUnfit(work, kept, merged);
  const congressIds = union(kept, merged);
  const rows = await moveRows(work, merged.id, kept.id, congressIds);
  const remembered: Memory = {
    rows, congressIds: kept.congressIds, given: givenOf(kept, merged), phoneIndex: merged.phoneIndex, idCardIndex: merged.idCardIndex, account: accountOf(kept, merged), userId: merged.userId,
  };
  await joinEntries(work, kept, merged, remembered);
  const id = newId();
  const now = work.clock.now();
  const reversibleUntil = new Date(now.getTime() + reversibleDays * DAY);
  await work.prisma.personMerge.create({
    data: {
      id, congressId: capacity.congressId, keptId: kept.id, mergedId: merged.id, keptName: kept.name, mergedName: merged.name, reason: input.reason, moved: remembered, by: acting.label, at: now, reversibleUntil,
    },
  });
  await tellAll(work, acting, personMerged.name, { kept, merged, congressIds, reason: input.reason });
  return { id, reversibleUntil: reversibleUntil.toISOString() };
}

/** The two rows of `person` and the account. */
async function joinEntries(work: Work, kept: Entry, merged: Entry, { account, given }: Memory): Promise<void> {
  await unscopedIdentity(work, 'the two entries may stand in different congresses', async () => {
    // The other entry is found by nobody any more; its ciphers stay where keys are rotated, until the merge is final.
    await work.sql('UPDATE person SET merged_into_id = $2, phone_index = NULL, id_card_index = NULL WHERE id = $1', [merged.id, kept.id]);
    await work.sql('UPDATE person SET congress_ids = $2::uuid[] WHERE id = $1', [kept.id, union(kept, merged)]);
    for (const field of given) await give(work, kept.id, merged, field);
    if (merged.userId === null) return;
    await work.sql('DELETE FROM auth_session WHERE user_id = $1', [merged.userId]);
    if (account === 'closed') await work.sql('UPDATE auth_user SET disabled_at = coalesce(disabled_at, $2), disabled_reason = coalesce(disabled_reason, $3) WHERE id = $1', [merged.userId, work.clock.now(), CLOSED]);
    if (account === 'moved') {
      await work.sql('UPDATE person SET user_id = NULL WHERE id = $1', [merged.id]);
      await work.sql('UPDATE person SET user_id = $2 WHERE id = $1', [kept.id, merged.userId]);
    }
  });
}

/** A cipher is bound to its person, so it is opened and sealed anew. */
async function give(work: Work, keptId: string, merged: Entry, field: 'phone' | 'id_card'): Promise<void> {
  const [cipher, index] = field === 'phone' ? [merged.phoneCipher, merged.phoneIndex] : [merged.idCardCipher, merged.idCardIndex];
  if (cipher === null) return;
  const plain = await openField(work, merged.id, field, cipher);
  await work.sql(`UPDATE person SET ${field}_cipher = $2, ${field}_index = $3, ${field}_masked = $4 WHERE id = $1`, [keptId, sealField(keptId, field, plain), index, maskOf(field, plain)]);
}

async function tellAll(work: Work, acting: Acting, type: string, about: { kept: Entry; merged: Entry; congressIds: readonly string[]; reason: string }): Promise<void> {
  const { kept, merged, congressIds, reason } = about;
  for (const congressId of congressIds) {
    await withinCongress(work, congressId, 'every congress concerned keeps a trace', () => appendEvent(work, {
      congressId, matterId: null, type, subjectType: 'person', subjectId: kept.id, personId: acting.personId,
      payload: { personId: kept.id, personName: kept.name, mergedId: merged.id, by: acting.label, reason },
    }));
  }
  await announceIdentityChange(work, kept.id);
  await announceIdentityChange(work, merged.id);
}

/**
 * Takes a merge back within 30 days: exactly what was moved returns. What was done since stays with the kept entry.
 * @throws DomainError common.not_found, common.forbidden, common.conflict when it is final or undone
 */
export async function undoMerge(work: Work, acting: Acting, capacity: Capacity, input: { id: string }): Promise<void> {
  await work.sql('SELECT 1 FROM person_merge WHERE id = $1 FOR UPDATE', [input.id]);
  const row = await work.prisma.personMerge.findFirst({ where: { id: input.id, congressId: capacity.congressId } });
  if (!row) throw new DomainError('common.not_found', { what: '合并记录' });
  if (row.undoneAt !== null) throw new DomainError('common.conflict', { reason: '这次合并已经撤销' });
  if (row.reversibleUntil <= work.clock.now()) throw new DomainError('common.conflict', { reason: `合并已超过 ${reversibleDays} 天，不能再撤销` });
  const remembered = memory.parse(row.moved);
  const { kept, merged } = await bothEntries(work, row.keptId, row.mergedId, true);
  await requireNearest(work, capacity, [kept, merged]);
  await returnRows(work, merged.id, kept.id, remembered.rows);
  await partEntries(work, kept, merged, remembered);
  await work.prisma.personMerge.update({ where: { id: row.id }, data: { undoneAt: work.clock.now(), undoneBy: acting.label } });
  await tellAll(work, acting, personUnmerged.name, { kept, merged, congressIds: union(kept, merged), reason: row.reason });
}

async function partEntries(work: Work, kept: Entry, merged: Entry, { account, given, phoneIndex, idCardIndex, congressIds, userId }: Memory): Promise<void> {
  await unscopedIdentity(work, 'the two entries may stand in different congresses', async () => {
    for (const field of given) {
      const index = field === 'phone' ? phoneIndex : idCardIndex; // a number that was changed since is the kept entry's own
      await work.sql(`UPDATE person SET ${field}_cipher = NULL, ${field}_index = NULL, ${field}_masked = NULL WHERE id = $1 AND ${field}_index = $2`, [kept.id, index]);
    }
    for (const [column, index] of [['phone_index', phoneIndex], ['id_card_index', idCardIndex]] as const) {
      await work.sql(`UPDATE person SET ${column} = $2 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM person x WHERE x.${column} = $2)`, [merged.id, index]);
    }
    await work.sql('UPDATE person SET merged_into_id = NULL WHERE id = $1', [merged.id]);
    await work.sql(
      `UPDATE person p SET congress_ids = $2::uuid[] || ARRAY(SELECT c FROM unnest(p.congress_ids) c WHERE NOT c = ANY ($2::uuid[]) AND
         (EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = p.id AND m.congress_id = c) OR EXISTS (SELECT 1 FROM appointment a WHERE a.person_id = p.id AND a.congress_id = c)
          OR EXISTS (SELECT 1 FROM stand_in i WHERE i.person_id = p.id AND i.congress_id = c))) WHERE p.id = $1`,
      [kept.id, congressIds],
    );
    if (account === 'none' || userId === null) return;
    await work.sql('DELETE FROM auth_session WHERE user_id = $1', [userId]);
    if (account === 'closed') await work.sql('UPDATE auth_user SET disabled_at = NULL, disabled_reason = NULL WHERE id = $1 AND disabled_reason = $2', [userId, CLOSED]);
    if (account === 'moved' && kept.userId === userId) {
      await work.sql('UPDATE person SET user_id = NULL WHERE id = $1', [kept.id]);
      await work.sql('UPDATE person SET user_id = $2 WHERE id = $1', [merged.id, userId]);
    }
  });
}

/**
 * What is past its 30 days becomes final: the double entry loses its personal data and its closed account the means to sign in; which rows
 * were moved is forgotten but for their number. Safe to repeat. @returns how many became final
 */
export async function finishMerges(work: Work, congressId: string): Promise<number> {
  const rows = await work.sql<{ id: string; mergedId: string; moved: unknown }>(
    `SELECT id, merged_id AS "mergedId", moved FROM person_merge WHERE congress_id = $1 AND undone_at IS NULL AND reversible_until <= $2 AND NOT moved ? 'final' FOR UPDATE`,
    [congressId, work.clock.now()],
  );
  for (const { id, mergedId, moved } of rows) {
    const { rows: given, account, userId } = memory.parse(moved);
    await unscopedIdentity(work, 'the double entry may stand in another congress', async () => {
      await work.sql(
        `UPDATE person SET phone_cipher = NULL, phone_masked = NULL, id_card_cipher = NULL, id_card_masked = NULL, address_cipher = NULL, address_masked = NULL WHERE id = $1`, [mergedId],
      );
      if (account === 'closed') await work.sql('DELETE FROM auth_account WHERE user_id = $1', [userId]);
      const counts = Object.fromEntries(given.map(({ table, ids }) => [table, ids.length]));
      await work.sql('UPDATE person_merge SET moved = $2::jsonb WHERE id = $1', [id, JSON.stringify({ final: true, counts })]);
    });
  }
  return rows.length;
}
