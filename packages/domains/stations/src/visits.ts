// 固定联系户 and 走访: the deputy's own. Who they are and what they said is sealed, and opened for nobody but this person; that there was a visit
// is announced for the archive.
import type { Capacity } from '@smart/identity/capacity';
import { openText, sealText } from '@smart/identity/data-keys';
import { addDays, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { isVisitWay, visitWayLabels } from './model.ts';
import type { correctVisitInput, endHouseholdInput, logVisitInput, myVisitsInput, saveHouseholdInput, withdrawVisitInput } from './model-inputs.ts';
import type { HouseholdView, myVisitsView, householdReceipt, VisitView } from './model-views.ts';

/** For the archive: no name and no word of what was said. */
const visitPayload = z.object({ title: z.string(), visitedOn: z.string(), mandateId: z.string(), personId: z.string(), /** How, in words. */ way: z.string(), /** Whether it was one of the households; not which. */ household: z.boolean(), /** Whether people asked for something that was handed in. */ asked: z.boolean() });
export const visitLogged = defineEvent('visit.logged', visitPayload);
/** The archive follows: what was said last holds. */
const visitCorrected = defineEvent('visit.corrected', visitPayload);
const visitWithdrawn = defineEvent('visit.withdrawn', visitPayload);
/** There is one household more or less; not who. */
const householdPayload = z.object({ mandateId: z.string(), personId: z.string() });
const householdLinked = defineEvent('household.linked', householdPayload);
const householdUnlinked = defineEvent('household.unlinked', householdPayload);

const sealedHousehold = z.object({ name: z.string(), address: z.string(), phone: z.string(), note: z.string() });
const householdContext = (id: string): string => `${id}:household`;
const visitContext = (id: string): string => `${id}:visit`;
/** How long afterwards a visit is entered. */
const LATEST_DAYS = 366;
/** How long after it was entered an entry can be taken back. */
const WITHDRAW_DAYS = 30;

type Receipt = z.output<typeof householdReceipt>;
const wrong = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);

/** Saves what the device numbered; of another person there is nothing here. @throws DomainError common.not_found */
export async function saveHousehold(work: Work, capacity: Capacity, { id, ...facts }: z.output<typeof saveHouseholdInput>): Promise<Receipt> {
  const now = work.clock.now();
  const saved = await work.sql<{ fresh: boolean }>(
    `INSERT INTO household (id, congress_id, mandate_id, person_id, cipher, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
     ON CONFLICT (id) DO UPDATE SET cipher = EXCLUDED.cipher, updated_at = EXCLUDED.updated_at WHERE household.person_id = $4 RETURNING id, xmax = 0 AS fresh`,
    [id, capacity.congressId, capacity.id, capacity.personId, sealText(householdContext(id), JSON.stringify(facts)), now],
  );
  if (saved.length === 0) throw new DomainError('common.not_found', { what: '联系户' });
  if (saved[0]?.fresh) await tellHousehold(work, capacity, id, capacity.id, false);
  return { id, next: '已保存，只有您自己看得到。' };
}

/** For the archive: that there is one household more, or one less. It is the mandate's under which it was entered. */
const tellHousehold = (work: Work, capacity: Capacity, id: string, mandateId: string, ended: boolean): Promise<string> =>
  appendEvent(work, { congressId: capacity.congressId, matterId: null, type: (ended ? householdUnlinked : householdLinked).name, subjectType: 'household', subjectId: id, personId: capacity.personId, payload: { mandateId, personId: capacity.personId } });

/** Contact ends or goes on; the visits stay. @throws DomainError common.not_found */
export async function endHousehold(work: Work, capacity: Capacity, { id, ended }: z.output<typeof endHouseholdInput>): Promise<Receipt> {
  const now = work.clock.now();
  const [done] = await work.sql<{ mandateId: string }>('UPDATE household SET ended_at = $3, updated_at = $4 WHERE id = $1 AND person_id = $2 RETURNING mandate_id AS "mandateId"', [id, capacity.personId, ended ? now : null, now]);
  if (!done) throw new DomainError('common.not_found', { what: '联系户' });
  await tellHousehold(work, capacity, id, done.mandateId, ended);
  return { id, next: ended ? '已结束联系，走访记录保留。' : '已恢复联系。' };
}

type HouseholdRow = { id: string; cipher: string; endedOn: string | null; visits: number; lastOn: string | null };

/** The person's households and visits in this congress, the latest first; nobody else's, whatever is asked. */
export async function myVisits(work: Work, capacity: Capacity, { householdId, limit, offset }: z.output<typeof myVisitsInput>): Promise<z.output<typeof myVisitsView>> {
  const own = [capacity.personId, capacity.congressId];
  const homes = await work.sql<HouseholdRow>(
    `SELECT h.id, h.cipher, to_char(h.ended_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "endedOn", count(v.id)::int AS visits, to_char(max(v.visited_on), 'YYYY-MM-DD') AS "lastOn"
     FROM household h LEFT JOIN deputy_visit v ON v.household_id = h.id AND v.withdrawn_at IS NULL WHERE h.person_id = $1 AND h.congress_id = $2 GROUP BY h.id ORDER BY h.ended_at IS NOT NULL, h.created_at, h.id LIMIT 200`,
    own,
  );
  const households = homes.map(({ cipher, ...row }): HouseholdView => ({ ...row, ...sealedHousehold.parse(JSON.parse(openText(householdContext(row.id), cipher))) }));
  const [count] = await work.sql<{ total: number; thisYear: number }>(
    `SELECT count(*) FILTER (WHERE $3::uuid IS NULL OR household_id = $3)::int AS total, count(*) FILTER (WHERE extract(year FROM visited_on) = $4)::int AS "thisYear" FROM deputy_visit WHERE person_id = $1 AND congress_id = $2 AND withdrawn_at IS NULL`,
    [...own, householdId ?? null, Number(today(work.clock).slice(0, 4))],
  );
  const rows = await work.sql<VisitRow>(
    `SELECT id, to_char(visited_on, 'YYYY-MM-DD') AS "visitedOn", way, cipher, household_id AS "householdId", opinion_id AS "opinionId", version, created_at AS "createdAt" FROM deputy_visit
     WHERE person_id = $1 AND congress_id = $2 AND withdrawn_at IS NULL AND ($3::uuid IS NULL OR household_id = $3) ORDER BY visited_on DESC, created_at DESC, id DESC LIMIT $4 OFFSET $5`,
    [...own, householdId ?? null, limit, offset],
  );
  const before = await earlierOf(work, capacity, rows.filter(({ version }) => version > 0).map(({ id }) => id));
  const nameOf = (home: string | null): string | null => households.find(({ id }) => id === home)?.name ?? null;
  return {
    households, total: count?.total ?? 0, thisYear: count?.thisYear ?? 0,
    rows: rows.map(({ cipher, createdAt, way, ...row }): VisitView => ({
      ...row, way: isVisitWay(way) ? way : 'home', text: wordsOf(row.id, cipher), household: nameOf(row.householdId), mayWithdraw: isFresh(work, createdAt),
      earlier: before.filter((one) => one.visitId === row.id).map((one) => ({ visitedOn: one.visitedOn, way: isVisitWay(one.way) ? one.way : 'home', text: wordsOf(row.id, one.cipher), household: nameOf(one.householdId), until: one.replacedAt.toISOString() })),
    })),
  };
}

type VisitRow = { id: string; visitedOn: string; way: string; cipher: string | null; householdId: string | null; opinionId: string | null; version: number; createdAt: Date };
type Earlier = Pick<VisitRow, 'visitedOn' | 'way' | 'cipher' | 'householdId'> & { visitId: string; replacedAt: Date };

const wordsOf = (id: string, cipher: string | null): string => (cipher === null ? '' : openText(visitContext(id), cipher));
const isFresh = (work: Work, createdAt: Date): boolean => work.clock.now().getTime() - createdAt.getTime() <= WITHDRAW_DAYS * 86_400_000;

const earlierOf = (work: Work, capacity: Capacity, ids: readonly string[]): Promise<Earlier[]> =>
  work.sql<Earlier>(
    `SELECT visit_id AS "visitId", to_char(visited_on, 'YYYY-MM-DD') AS "visitedOn", way, cipher, household_id AS "householdId", replaced_at AS "replacedAt" FROM deputy_visit_version
     WHERE visit_id = ANY ($1::uuid[]) AND person_id = $2 ORDER BY replaced_at DESC, id DESC`,
    [ids, capacity.personId],
  );

/**
 * Enters a visit once: the same id again changes nothing.
 * @param opinionId what was handed in with it, in the same transaction
 * @returns whether it is new
 * @throws DomainError common.invalid_input (a day ahead or long ago, a household of somebody else), stations.mandate_not_active
 */
export async function logVisit(work: Work, capacity: Capacity, { id, householdId, way, visitedOn, text }: z.output<typeof logVisitInput>, opinionId: string | null): Promise<boolean> {
  await checkVisit(work, capacity, { householdId, visitedOn });
  const made = await work.sql(
    `INSERT INTO deputy_visit (id, congress_id, mandate_id, person_id, household_id, way, visited_on, cipher, opinion_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7::date, $8, $9, $10) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [id, capacity.congressId, capacity.id, capacity.personId, householdId, way, visitedOn, text === '' ? null : sealText(visitContext(id), text), opinionId, work.clock.now()],
  );
  if (made.length === 0) return false;
  await tell(work, capacity, visitLogged, id, { way, householdId, visitedOn, opinionId });
  return true;
}

type Said = Pick<z.output<typeof correctVisitInput>, 'way' | 'householdId' | 'visitedOn'>;
type Told = Said & { readonly opinionId: string | null };
const tell = (work: Work, capacity: Capacity, { name }: { readonly name: string }, id: string, { way, householdId, visitedOn, opinionId }: Told): Promise<unknown> => {
  const payload = { title: `${visitWayLabels[way]}${householdId === null ? '群众' : '固定联系户'}`, visitedOn, mandateId: capacity.id, personId: capacity.personId, way: visitWayLabels[way], household: householdId !== null, asked: opinionId !== null };
  return appendEvent(work, { congressId: capacity.congressId, matterId: null, type: name, subjectType: 'deputy_visit', subjectId: id, personId: capacity.personId, payload: payload satisfies z.output<typeof visitPayload> });
};

/** @throws DomainError common.invalid_input (a day ahead or long ago, a household of somebody else), stations.mandate_not_active */
async function checkVisit(work: Work, capacity: Capacity, { householdId, visitedOn }: Pick<Said, 'householdId' | 'visitedOn'>): Promise<void> {
  const day = today(work.clock);
  if (visitedOn > day) throw wrong('visitedOn', '走访日期不能晚于今天');
  if (visitedOn < addDays(day, -LATEST_DAYS)) throw wrong('visitedOn', '只能补记一年以内的走访');
  const [mandate] = await work.sql<{ status: string }>('SELECT status FROM mandate WHERE id = $1 AND person_id = $2', [capacity.id, capacity.personId]);
  if (mandate?.status !== 'active') throw new DomainError('stations.mandate_not_active');
  const [home] = householdId === null ? [] : await work.sql('SELECT 1 FROM household WHERE id = $1 AND person_id = $2', [householdId, capacity.personId]);
  if (householdId !== null && !home) throw wrong('householdId', '这户不在您的联系户里，请重新选择');
}

type Locked = { version: number; createdAt: Date; way: string; visitedOn: string; householdId: string | null; opinionId: string | null };

/** An entry of this mandate that stands. @throws DomainError common.not_found, common.conflict (another device was there before) */
async function lockVisit(work: Work, capacity: Capacity, { id, expectedVersion }: z.output<typeof withdrawVisitInput>): Promise<Locked> {
  const [row] = await work.sql<Locked>(`SELECT version, created_at AS "createdAt", way, to_char(visited_on, 'YYYY-MM-DD') AS "visitedOn", household_id AS "householdId", opinion_id AS "opinionId" FROM deputy_visit WHERE id = $1 AND person_id = $2 AND mandate_id = $3 AND withdrawn_at IS NULL FOR UPDATE`, [id, capacity.personId, capacity.id]);
  if (!row) throw new DomainError('common.not_found', { what: '走访记录' });
  if (row.version !== expectedVersion) throw new DomainError('common.conflict', { reason: '这次走访已在另一台设备上更正，请刷新后再改' });
  return row;
}

/**
 * Puts an entry right; what it said before is kept beside it, and the archive follows.
 * @throws DomainError as `logVisit`, common.not_found, common.conflict (corrected elsewhere meanwhile)
 */
export async function correctVisit(work: Work, capacity: Capacity, { text, ...input }: z.output<typeof correctVisitInput>): Promise<Receipt> {
  const { opinionId } = await lockVisit(work, capacity, { id: input.id, expectedVersion: input.expectedVersion });
  await checkVisit(work, capacity, input);
  const { id, householdId, way, visitedOn } = input;
  await work.sql(
    `INSERT INTO deputy_visit_version (id, congress_id, visit_id, person_id, household_id, way, visited_on, cipher, replaced_at) SELECT $2, congress_id, id, person_id, household_id, way, visited_on, cipher, $3 FROM deputy_visit WHERE id = $1`,
    [id, newId(), work.clock.now()],
  );
  await work.sql('UPDATE deputy_visit SET household_id = $2, way = $3, visited_on = $4::date, cipher = $5, version = version + 1 WHERE id = $1', [id, householdId, way, visitedOn, text === '' ? null : sealText(visitContext(id), text)]);
  await tell(work, capacity, visitCorrected, id, { way, householdId, visitedOn, opinionId });
  return { id, next: '已更正，履职档案随之更新；原来的内容保留在记录下面。' };
}

/**
 * Takes an entry back within a month: its words and those before are erased, that there was one stays, and the archive drops it. What was handed in with it goes on.
 * @throws DomainError common.not_found, common.conflict (corrected elsewhere meanwhile; too late)
 */
export async function withdrawVisit(work: Work, capacity: Capacity, ref: z.output<typeof withdrawVisitInput>): Promise<Receipt> {
  const { createdAt, way, visitedOn, householdId, opinionId } = await lockVisit(work, capacity, ref);
  if (!isFresh(work, createdAt)) throw new DomainError('common.conflict', { reason: `记下超过 ${WITHDRAW_DAYS} 天的走访不能删除，可以更正` });
  await work.sql('UPDATE deputy_visit SET withdrawn_at = $2, cipher = NULL, household_id = NULL WHERE id = $1', [ref.id, work.clock.now()]);
  await work.sql('UPDATE deputy_visit_version SET cipher = NULL, household_id = NULL WHERE visit_id = $1', [ref.id]);
  await tell(work, capacity, visitWithdrawn, ref.id, { way: isVisitWay(way) ? way : 'home', visitedOn, householdId, opinionId });
  return { id: ref.id, next: '已删除，履职档案随之更新。一并交办的群众意见继续办理。' };
}

/** The opinion handed in with a visit of this person; undefined when there is no such visit. */
export async function opinionOfVisit(work: Work, capacity: Capacity, id: string): Promise<string | null | undefined> {
  const [row] = await work.sql<{ opinionId: string | null }>('SELECT opinion_id AS "opinionId" FROM deputy_visit WHERE id = $1 AND person_id = $2', [id, capacity.personId]);
  return row === undefined ? undefined : row.opinionId;
}
