// The ground on which operations are tried: one county of the province scale in its real size, with the city above handing matters down,
// and what a seed leaves out: co-signers, drafts, invitations, substitutes, groups. Used by tests and by hand.
import { type PreparedTerm, preparedTerm } from '@smart/divisions/term-preparation';
import { createUnitsOfWork, type UnitsOfWork } from '@smart/database/unit-of-work';
import { startOperation } from '@smart/identity/operations';
import { startReorganisation } from '@smart/identity/reorganisation';
import { prepareTermChange } from '@smart/identity/term-change';
import { reelect } from '@smart/identity/term-mandates';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type pg from 'pg';
import { registerDomains } from '../domains.ts';
import { createWorkOf, loadCalendar } from '../world.ts';
import { seedScale, type Sizes } from './seed-scale.ts';

/** The day on which the new term's first session opens. */
export const firstDay = '2026-11-24T10:00:00+08:00';
const clock = fixedClock(firstDay);
const acting = { personId: null, capacityId: null, label: '系统管理员（测试）' };

/** Raise them to try a whole city or a province; the figures of a county are those of the province scale. */
export const groundSizes: Sizes = { province: { deputies: 20, suggestions: 20 }, city: { deputies: 60, suggestions: 120 }, county: { deputies: 300, suggestions: 600 }, township: { deputies: 38, suggestions: 67 } };

export type Ground = { readonly congressId: string; readonly reorganisation: string; readonly termChange: string };

/** Seeds and furnishes a county; both operations stand ready to run. */
export async function layGround(admin: pg.Client, serverUrl: string, sizes: Sizes = groundSizes): Promise<Ground> {
  await seedScale(admin, 'county', firstDay.slice(0, 10), () => undefined, sizes);
  return readyGround(admin, serverUrl, '430626');
}

/** Furnishes the congress of a division in a seeded deployment; both operations stand ready to run. */
export async function readyGround(admin: pg.Client, serverUrl: string, divisionCode: string): Promise<Ground> {
  registerDomains();
  const { rows } = await admin.query<{ id: string; above: string | null; name: string }>(
    'SELECT c.id, c.parent_id AS above, d.name FROM congress c JOIN division d ON d.code = c.division_code WHERE c.division_code = $1', [divisionCode],
  );
  const congress = rows[0];
  if (!congress) throw new Error(`the seed has no congress of ${divisionCode}`);
  const { id, above, name } = congress;
  await furnish(admin, id);
  const sources = await busiest(admin, id);
  if (above !== null) await handDown(admin, { id, above }, sources[0] ?? '');
  const units = createUnitsOfWork({ connectionString: serverUrl, size: 2 });
  const reorganisation = await inCongress(units, id, (work) =>
    startReorganisation(work, acting, id, { sourceIds: sources, target: { name: `${name}综合事务局`, shortName: '综合局', kind: 'department', letterCode: null }, on: firstDay.slice(0, 10), basis: '机构改革方案' }));
  const termChange = await readyTermChange(admin, units, id);
  await units.close();
  return { congressId: id, reorganisation, termChange };
}

/** One unit of work as the server does it. */
export const inCongress = <T>(units: UnitsOfWork, congressId: string, run: (work: Work) => Promise<T>): Promise<T> => {
  const workOf = createWorkOf(clock, loadCalendar('/nonexistent'));
  return units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) => run(workOf(unit, 'operation')));
};

async function readyTermChange(admin: pg.Client, units: UnitsOfWork, congressId: string): Promise<string> {
  const { operationId } = await inCongress(units, congressId, (work) =>
    prepareTermChange(work, acting, congressId, { firstSession: { startsOn: firstDay.slice(0, 10), endsOn: '2026-11-27' }, carryDelegations: true, carryConstituencies: true, carryGroups: true }));
  // Two of three are elected again.
  const { rows } = await admin.query<{ id: string }>(`SELECT id FROM (SELECT m.id, row_number() OVER (ORDER BY m.id) AS at FROM mandate m WHERE m.congress_id = $1) x WHERE at % 3 <> 0 ORDER BY id`, [congressId]);
  for (let start = 0; start < rows.length; start += 100) {
    await inCongress(units, congressId, (work) => reelect(work, acting, congressId, rows.slice(start, start + 100).map((row) => row.id)));
  }
  await inCongress(units, congressId, (work) => requirePrepared(work, congressId));
  await inCongress(units, congressId, (work) => startOperation(work, acting, congressId, { id: operationId, version: 1 }));
  return operationId;
}

async function requirePrepared(work: Work, congressId: string): Promise<PreparedTerm> {
  const term = await preparedTerm(work, congressId);
  if (!term) throw new Error('no term is prepared');
  return term;
}

/** Departments with most open parts. */
async function busiest(admin: pg.Client, congressId: string): Promise<string[]> {
  const { rows } = await admin.query<{ id: string }>(
    `SELECT o.id FROM organ o WHERE o.congress_id = $1 AND o.kind = 'department'
     ORDER BY (SELECT count(*) FROM assignment a WHERE a.organ_id = o.id AND a.state NOT IN ('completed', 'cancelled', 'returned')) DESC, o.id LIMIT 3`,
    [congressId],
  );
  return rows.map((row) => row.id);
}

/** Matters of the congress above that an organ of this one handles: another tier's rows, shared with it. */
async function handDown(admin: pg.Client, { id, above }: { id: string; above: string }, organId: string): Promise<void> {
  const { rows } = await admin.query<{ id: string; suggestionId: string }>(
    `UPDATE assignment a SET organ_id = $2, organ_congress_id = $3, organ_name = (SELECT name FROM organ WHERE id = $2)
     WHERE a.id IN (SELECT x.id FROM assignment x WHERE x.congress_id = $1 AND x.state IN ('assigned', 'in_handling', 'replied') ORDER BY x.id LIMIT 8) RETURNING id, suggestion_id AS "suggestionId"`,
    [above, organId, id],
  );
  for (const row of rows) {
    await admin.query('INSERT INTO matter_share (matter_id, congress_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [row.suggestionId, id, firstDay]);
    await admin.query(`UPDATE deadline SET owner_organ_id = $2 WHERE matter_id = $1 AND status = 'open' AND owner_organ_id IS NOT NULL`, [row.suggestionId, organId]);
  }
}

async function furnish(admin: pg.Client, congressId: string): Promise<void> {
  // Every second open suggestion has a confirmed co-signer, every fourth two.
  await admin.query(
    `INSERT INTO cosigner (id, congress_id, suggestion_id, mandate_id, person_id, name, state, answered_at)
     SELECT gen_random_uuid(), s.congress_id, s.id, m.id, m.person_id, p.name, 'confirmed', '2026-01-05'::timestamptz + n.n * interval '1 hour'
     FROM (SELECT *, row_number() OVER (ORDER BY id) AS at FROM suggestion WHERE congress_id = $1 AND state NOT IN ('closed', 'withdrawn', 'not_accepted')) s
       CROSS JOIN generate_series(1, 2) n(n)
       JOIN (SELECT *, row_number() OVER (ORDER BY id) AS at, count(*) OVER () AS of FROM mandate WHERE congress_id = $1) m ON m.at = 1 + (s.at * 7 + n.n * 13) % m.of AND m.person_id <> s.lead_person_id
       JOIN person p ON p.id = m.person_id WHERE s.at % (2 * n.n) = 0`,
    [congressId],
  );
  // Drafts of twenty deputies, with an invitation each that nobody has answered.
  const { rows } = await admin.query<{ id: string; personId: string; name: string; termId: string }>(
    `SELECT m.id, m.person_id AS "personId", p.name, m.term_id AS "termId" FROM mandate m JOIN person p ON p.id = m.person_id WHERE m.congress_id = $1 ORDER BY m.id LIMIT 21`, [congressId],
  );
  for (const [at, lead] of rows.slice(0, 20).entries()) {
    const id = newId();
    const invited = rows[at + 1] ?? lead;
    await admin.query(
      `INSERT INTO suggestion (id, congress_id, term_id, state, title, background, proposal, topic, proposed_organ_ids, lead_mandate_id, lead_person_id, lead_name, updated_at)
       VALUES ($1, $2, $3, 'awaiting_cosigners', '关于完善农村公路养护的建议', '情况', '建议', 'transport', '{}', $4, $5, $6, $7)`, [id, congressId, lead.termId, lead.id, lead.personId, lead.name, firstDay],
    );
    await admin.query(`INSERT INTO cosigner (id, congress_id, suggestion_id, mandate_id, person_id, name, state) VALUES ($1, $2, $3, $4, $5, $6, 'invited')`, [newId(), congressId, id, invited.id, invited.personId, invited.name]);
  }
  const group = newId();
  await admin.query(`INSERT INTO deputy_group (id, congress_id, name, kind) VALUES ($1, $2, '第一代表小组', 'area')`, [group, congressId]);
  await admin.query(`INSERT INTO deputy_group_member (group_id, person_id, congress_id) SELECT $1, person_id, congress_id FROM mandate WHERE congress_id = $2`, [group, congressId]);
  await admin.query(
    `INSERT INTO stand_in (id, congress_id, kind, person_id, appointment_id, roles, starts_at, ends_at, reason, granted_by)
     SELECT gen_random_uuid(), a.congress_id, 'substitute', (SELECT b.person_id FROM appointment b WHERE b.congress_id = $1 AND b.id <> a.id ORDER BY b.id LIMIT 1), a.id, a.roles, $2, $2::timestamptz + interval '30 days', '出差', '测试'
     FROM appointment a WHERE a.congress_id = $1`, [congressId, firstDay],
  );
}

const random: Readonly<Record<string, readonly string[]>> = {
  appointment: ['id'], stand_in: ['appointment_id'], mandate_act: ['id'], organ_act: ['id'], domain_event: ['id', 'position'], action_log: ['id', 'hash', 'previous_hash'], cosigner: ['id'],
};
const tables = ['term', 'session', 'organ', 'organ_act', 'mandate', 'mandate_act', 'appointment', 'stand_in', 'person', 'deputy_group_member', 'suggestion', 'cosigner', 'assignment', 'reply', 'contact', 'commitment', 'evaluation', 'supervision', 'extension', 'deadline', 'action_log', 'domain_event', 'operation', 'matter_share'] as const;

/** Everything an operation may touch, as one value per table; ids that are made on the way are left out. The order of rows does not count. */
export async function fingerprint(admin: pg.Client): Promise<Record<string, string>> {
  const marks: Record<string, string> = {};
  for (const table of tables) {
    const without = (random[table] ?? []).map((column) => ` - '${column}'`).join('');
    const row = table === 'domain_event' ? `(to_jsonb(t)${without} - CASE WHEN t.type LIKE 'appointment.%' THEN 'subject_id' ELSE '' END)` : `(to_jsonb(t)${without})`;
    const { rows } = await admin.query<{ mark: string }>(`SELECT count(*)::text || ' ' || coalesce(sum(hashtextextended(${row}::text, 0)::numeric), 0)::text AS mark FROM "${table}" t`);
    marks[table] = rows[0]?.mark ?? '';
  }
  return marks;
}
