// How the workflow engine reaches an activity and an invitation, and how one act on each is done with its event.
import type { DutyActivityTable, DutyInvitationTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { sessionOfTerm } from '@smart/kernel/numbers';
import { advance } from '@smart/workflow/advance';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { activityKinds, type ActivityState, type InvitationState, unmarkedStates } from './model.ts';
import { activityKindSchema } from './schemas.ts';
import { type ActivityAction, type ActivitySubject, activityWorkflow, type Actor } from './workflow.ts';
import { type InvitationAction, type InvitationSubject, invitationWorkflow } from './workflow-invitation.ts';

const person = z.object({ mandateId: z.string(), personId: z.string() });
const shared = { title: z.string(), kind: activityKindSchema, kindLabel: z.string(), heldOn: z.string(), endsOn: z.string(), startsAt: z.string(), place: z.string(), organiser: z.string(), results: z.string(), sessionLabel: z.string().nullable(), reason: z.string().nullable() };
/** What listeners get with every event of an activity: words for notices, and who was there for the archive. */
export const activityPayload = z.object({
  ...shared,
  /** 代表小组 whose leader arranged it; the office is told of these. */
  group: z.string().nullable(),
  /** Whether people knew of it before this act. */
  announced: z.boolean(),
  /** Whom it concerns: those invited, or those newly invited. */
  people: z.array(person),
  attended: z.array(z.string()), onLeave: z.array(z.string()), absent: z.array(z.string()),
});
export type ActivityPayload = z.output<typeof activityPayload>;
/** … and of one invitation. Why somebody asks for leave stays with the invitation. */
export const invitationPayload = z.object({ ...shared, activityId: z.string(), mandateId: z.string(), personId: z.string(), name: z.string(), /** Who leads the group that arranged it and decides on leave, with the office. */ leader: person.nullable().default(null), /** The activity is over and recorded. */ held: z.boolean() });
for (const [, { event }] of entries(activityWorkflow.actions)) defineEvent(event, activityPayload);
for (const [, { event }] of entries(invitationWorkflow.actions)) defineEvent(event, invitationPayload);

/** The session `s` of its term `t` in numbers; null without one. */
export const sessionSql = `CASE WHEN s.id IS NULL THEN NULL ELSE json_build_object('term', t.number, 'session', s.number) END`;
export type SessionOf = { readonly term: number; readonly session: number };
/** The invitation `i` is one of a deputy in force: suspended and ended mandates are expected nowhere (代表法 61). */
export const inForce = `EXISTS (SELECT 1 FROM mandate m WHERE m.id = i.mandate_id AND m.status = 'active')`;
const list = (states: readonly string[]): string => states.map((one) => `'${one}'`).join(', ');
export const unmarked = `i.state IN (${list(unmarkedStates)})`;

/** Who leads the deputy group that arranged the activity `a`, while they are a deputy of its congress in force; null of what the office arranges. */
const leader = `(SELECT g.person_id FROM deputy_group_member g JOIN mandate m ON m.person_id = g.person_id AND m.congress_id = a.congress_id AND m.status = 'active' WHERE g.group_id = a.group_id AND g.leader LIMIT 1)`;

/** An activity as its rules look at it, for reading. @throws DomainError common.not_found */
export async function activitySubject(work: Work, id: string): Promise<ActivitySubject> {
  const [row] = await work.sql<ActivitySubject>(
    `SELECT a.id, a.id AS "matterId", a.congress_id AS "congressId", a.state, a.version, a.theme, a.kind, to_char(a.held_on, 'YYYY-MM-DD') AS "heldOn", to_char(a.ends_on, 'YYYY-MM-DD') AS "endsOn", ${leader} AS "leaderId",
       count(i.id) FILTER (WHERE i.state <> 'withdrawn' AND ${inForce})::int AS invited, count(i.id) FILTER (WHERE ${unmarked} AND ${inForce})::int AS unmarked, count(i.id) FILTER (WHERE i.state = 'leave_asked' AND ${inForce})::int AS "leaveWaiting"
     FROM duty_activity a LEFT JOIN duty_invitation i ON i.activity_id = a.id WHERE a.id = $1 GROUP BY a.id`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '活动' });
  return row;
}

async function lockActivity(work: Work, id: string): Promise<ActivitySubject> {
  await work.sql('SELECT 1 FROM duty_activity WHERE id = $1 FOR UPDATE', [id]);
  return activitySubject(work, id);
}

export const activityStore = defineStore<ActivityState, ActivityAction, ActivitySubject, Actor, Updateable<DutyActivityTable>>({
  workflow: activityWorkflow,
  table: 'duty_activity',
  lock: lockActivity,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('duty_activity').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
  describe: async (work, ids) => new Map((await work.sql<{ id: string; title: string }>('SELECT id, theme AS title FROM duty_activity WHERE id = ANY ($1)', [[...ids]])).map(({ id, title }) => [id, { title, numberLabel: null }])),
});

async function lockInvitation(work: Work, id: string): Promise<InvitationSubject> {
  await work.sql('SELECT 1 FROM duty_invitation WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await work.sql<InvitationSubject>(
    `SELECT i.id, i.activity_id AS "matterId", i.activity_id AS "activityId", i.congress_id AS "congressId", i.state, i.version, i.mandate_id AS "mandateId", i.person_id AS "personId", i.name,
       a.state AS "activityState", to_char(a.held_on, 'YYYY-MM-DD') AS "heldOn", to_char(a.ends_on, 'YYYY-MM-DD') AS "endsOn", ${leader} AS "leaderId"
     FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id WHERE i.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '活动邀请' });
  return row;
}

export const invitationStore = defineStore<InvitationState, InvitationAction, InvitationSubject, Actor, Updateable<DutyInvitationTable>>({
  workflow: invitationWorkflow,
  table: 'duty_invitation',
  lock: lockInvitation,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('duty_invitation').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

export const actingOf = (capacity: Capacity) => ({ personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` });

type Facts = Pick<ActivityPayload, 'title' | 'kind' | 'heldOn' | 'endsOn' | 'startsAt' | 'place' | 'organiser' | 'results' | 'sessionLabel'>;
async function factsOf(work: Work, id: string): Promise<Facts & { kindLabel: string; group: string | null }> {
  const [row] = await work.sql<Omit<Facts, 'sessionLabel'> & { session: SessionOf | null; group: string | null }>(
    `SELECT a.theme AS title, a.kind, to_char(a.held_on, 'YYYY-MM-DD') AS "heldOn", to_char(a.ends_on, 'YYYY-MM-DD') AS "endsOn", a.starts_at AS "startsAt", a.place, a.organiser, COALESCE(a.results, '') AS results, ${sessionSql} AS session, (SELECT g.name FROM deputy_group g WHERE g.id = a.group_id) AS group
     FROM duty_activity a LEFT JOIN session s ON s.id = a.session_id LEFT JOIN term t ON t.id = s.term_id WHERE a.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '活动' });
  const { session, ...facts } = row;
  return { ...facts, sessionLabel: session === null ? null : sessionOfTerm(session), kindLabel: activityKinds[row.kind].label };
}

type ActivityAct = { readonly id: string; readonly action: ActivityAction; readonly expectedVersion?: number | undefined; readonly reason?: string | undefined; readonly patch?: Updateable<DutyActivityTable>; /** What it says after the act, where the act changes it. */ readonly facts?: Partial<Facts>; /** Whom the event names instead of everybody invited. */ readonly people?: readonly { readonly mandateId: string; readonly personId: string }[] };

/** One act on an activity. @throws DomainError what `advance` throws */
export async function actOnActivity(work: Work, capacity: Capacity, { facts, people, ...act }: ActivityAct): Promise<ActivitySubject> {
  const { state } = await lockActivity(work, act.id);
  const invited = await work.sql<{ mandateId: string; personId: string; state: InvitationState }>(`SELECT i.mandate_id AS "mandateId", i.person_id AS "personId", i.state FROM duty_invitation i WHERE i.activity_id = $1 AND i.state <> 'withdrawn' AND ${inForce} ORDER BY i.id`, [act.id]);
  const inState = (wanted: InvitationState): string[] => invited.flatMap((one) => (one.state === wanted ? [one.mandateId] : []));
  const payload: ActivityPayload = {
    ...(await factsOf(work, act.id)), ...facts, reason: act.reason ?? null, announced: state !== 'planned', people: (people ?? invited).map(({ mandateId, personId }) => ({ mandateId, personId })),
    attended: inState('attended'), onLeave: inState('on_leave'), absent: inState('absent'),
  };
  return advance(work, activityStore, { ...act, actor: capacity, acting: actingOf(capacity), detail: { heldOn: payload.heldOn, place: payload.place, people: payload.people.length }, event: { payload } });
}

type InvitationAct = { readonly id: string; readonly action: InvitationAction; readonly expectedVersion?: number | undefined; readonly reason?: string | undefined; readonly patch?: Updateable<DutyInvitationTable> };

/** One act on an invitation. @throws DomainError what `advance` throws */
export async function actOnInvitation(work: Work, capacity: Capacity, { reason, ...act }: InvitationAct): Promise<InvitationSubject> {
  const { activityId, activityState, mandateId, personId, name, congressId, leaderId } = await lockInvitation(work, act.id);
  // The office's reason is told to the deputy; the deputy's own, which may speak of health, is read by the office only.
  const { group: _group, ...facts } = await factsOf(work, activityId);
  const [leads] = leaderId === null ? [] : await work.sql<{ mandateId: string; personId: string }>(`SELECT id AS "mandateId", person_id AS "personId" FROM mandate WHERE person_id = $1 AND congress_id = $2 AND status = 'active'`, [leaderId, congressId]);
  const payload = { ...facts, activityId, mandateId, personId, name, leader: leads ?? null, held: activityState === 'held', reason: capacity.personId === personId ? null : (reason ?? null) };
  return advance(work, invitationStore, { ...act, reason, actor: capacity, acting: actingOf(capacity), detail: { name }, event: { payload } });
}
