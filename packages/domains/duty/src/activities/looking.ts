// Looking at activities: the office's list, one with its invitations, what a deputy has ahead and behind.
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { sessionOfTerm } from '@smart/kernel/numbers';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { activityKinds, type InvitationCounts, invitationStates, type InvitationState, noTargets } from './model.ts';
import type { activityIdInput, listActivitiesInput, myActivitiesInput } from './model-inputs.ts';
import type { ActivityRow, ActivityView, InvitationRow, MyActivity, MyActivityView } from './model-views.ts';
import { materialPurpose, ownActivity } from './planning.ts';
import { recordPurpose, sheetPurpose } from './recording.ts';
import { inForce, type SessionOf, sessionSql } from './store.ts';
import { absencesOf, absenceWords } from './warnings.ts';
import { activityWorkflow } from './workflow.ts';

const facts = `a.id, a.version, a.state, a.kind, a.theme, a.place, a.organiser, to_char(a.held_on, 'YYYY-MM-DD') AS "heldOn", to_char(a.ends_on, 'YYYY-MM-DD') AS "endsOn", a.starts_at AS "startsAt", a.ends_at AS "endsAt", ${sessionSql} AS session, a.cancel_reason AS "cancelReason", a.shown, (SELECT g.name FROM deputy_group g WHERE g.id = a.group_id) AS "groupName"`;
const ofSession = 'LEFT JOIN session s ON s.id = a.session_id LEFT JOIN term t ON t.id = s.term_id';
const counts = `(SELECT COALESCE(json_object_agg(x.state, x.count), '{}') FROM (SELECT i.state, count(*)::int AS count FROM duty_invitation i WHERE i.activity_id = a.id AND (${inForce} OR i.state IN ('attended', 'on_leave', 'absent')) GROUP BY i.state) x) AS counts`;
/** Files of the activity `a` for one purpose, the oldest first. */
export const filesSql = (purpose: string): string => `(SELECT COALESCE(json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) ORDER BY f.created_at, f.id), '[]') FROM stored_file f WHERE f.matter_id = a.id AND f.subject_type = '${purpose}')`;

const sessionLabelOf = (of: SessionOf | null): string | null => (of === null ? null : sessionOfTerm(of));

/** A row of the office's list; `rowOf` finishes it. */
export const rowSql = `SELECT ${facts}, ${counts} FROM duty_activity a ${ofSession}`;
type Raw = Omit<ActivityRow, 'kindLabel' | 'due' | 'invited' | 'counts' | 'sessionLabel'> & { counts: Partial<InvitationCounts>; session: SessionOf | null };
export function rowOf<R extends Raw>({ session, ...row }: R, day: string): Omit<R, 'session'> & Pick<ActivityRow, 'kindLabel' | 'due' | 'invited' | 'counts' | 'sessionLabel'> {
  const full: InvitationCounts = { invited: 0, joining: 0, leave_asked: 0, on_leave: 0, leave_refused: 0, attended: 0, absent: 0, withdrawn: 0, ...row.counts };
  const invited = invitationStates.reduce((sum, state) => (state === 'withdrawn' ? sum : sum + full[state]), 0);
  return { ...row, sessionLabel: sessionLabelOf(session), kindLabel: activityKinds[row.kind].label, counts: full, invited, due: row.state === 'published' && row.endsOn < day };
}

const containing = (q: string | undefined): string | null => (q === undefined || q === '' ? null : q);

/** The congress's activities: what is ahead first, the nearest at the top, then those behind. */
export async function listActivities(work: Work, capacity: Capacity, { kind, state, year, q, limit, offset }: z.output<typeof listActivitiesInput>) {
  const day = today(work.clock);
  const where = `a.congress_id = $1 AND ($2::text IS NULL OR a.kind = $2) AND ($3::text IS NULL OR a.state = $3) AND ($4::int IS NULL OR a.held_on >= make_date($4, 1, 1) AND a.held_on < make_date($4 + 1, 1, 1)) AND ($5::text IS NULL OR strpos(a.theme || a.place, $5) > 0)`;
  const values = [capacity.congressId, kind ?? null, state ?? null, year ?? null, containing(q)];
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM duty_activity a WHERE ${where}`, values);
  const rows = await work.sql<Raw>(
    `${rowSql} WHERE ${where}
     ORDER BY a.state IN ('held', 'cancelled'), CASE WHEN a.state IN ('held', 'cancelled') THEN $6::date - a.held_on ELSE a.held_on - $6::date END, a.starts_at, a.id LIMIT $7 OFFSET $8`,
    [...values, day, limit, offset],
  );
  const [leave] = await work.sql<{ waiting: number }>(`SELECT count(*)::int AS waiting FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id AND a.state = 'published' WHERE i.congress_id = $1 AND i.state = 'leave_asked'`, [capacity.congressId]);
  const years = await work.sql<{ year: number }>(`SELECT DISTINCT extract(year FROM held_on)::int AS year FROM duty_activity WHERE congress_id = $1 ORDER BY year DESC`, [capacity.congressId]);
  return { rows: rows.map((row) => rowOf(row, day)), total: count?.total ?? 0, leaveWaiting: leave?.waiting ?? 0, years: years.map((one) => one.year) };
}

/** One activity as the office keeps it. @throws DomainError common.not_found */
export async function activityOf(work: Work, capacity: Capacity, { id }: z.output<typeof activityIdInput>): Promise<ActivityView> {
  const subject = await ownActivity(work, capacity, id);
  const [row] = await work.sql<Raw & Omit<ActivityView, keyof ActivityRow | 'actions' | 'recordedAt'> & { recordedAt: Date | null }>(
    `SELECT ${facts}, ${counts}, a.details, a.session_id AS "sessionId", a.counts_elsewhere AS "countsElsewhere", a.targets, a.seen, a.results, a.recorded_by AS "recordedBy", a.recorded_at AS "recordedAt", a.public_words AS "publicWords",
       (SELECT json_build_object('id', x.id, 'title', x.title, 'year', p.year) FROM duty_work_plan_item x JOIN duty_work_plan p ON p.id = x.plan_id WHERE x.id = a.plan_item_id) AS "planItem",
       ${filesSql(materialPurpose)} AS materials, ${filesSql(recordPurpose)} AS pictures, ${filesSql(sheetPurpose)} AS sheets FROM duty_activity a ${ofSession} WHERE a.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '活动' });
  const day = today(work.clock);
  return { ...rowOf(row, day), targets: { ...noTargets, ...row.targets }, recordedAt: row.recordedAt?.toISOString() ?? null, actions: availableActions(activityWorkflow, subject, capacity, { today: day }) };
}

/** Everybody invited, by delegation and name, for the roll call. @throws DomainError common.not_found */
export async function invitationsOf(work: Work, capacity: Capacity, { id }: z.output<typeof activityIdInput>): Promise<{ rows: InvitationRow[] }> {
  await ownActivity(work, capacity, id);
  const rows = await work.sql<Omit<InvitationRow, 'signedInAt'> & { signedInAt: Date | null }>(
    `SELECT i.id, i.version, i.mandate_id AS "mandateId", i.name, d.name AS unit, p.employer, i.state, i.reason, i.decision, i.decided_by AS "decidedBy", i.signed_in_at AS "signedInAt", i.sign_in_way AS "signInWay", m.status = 'active' AS "inForce"
     FROM duty_invitation i JOIN mandate m ON m.id = i.mandate_id JOIN person p ON p.id = m.person_id LEFT JOIN delegation d ON d.id = m.delegation_id WHERE i.activity_id = $1 ORDER BY d.sort NULLS LAST, d.name, i.name, i.id`,
    [id],
  );
  return { rows: rows.map(({ signedInAt, ...row }) => ({ ...row, signedInAt: signedInAt?.toISOString() ?? null })) };
}

type Mine = Omit<MyActivity, 'kindLabel' | 'today' | 'may' | 'signedInAt' | 'sessionLabel'> & { signedInAt: Date | null; active: boolean; session: SessionOf | null };
const mine = `${facts}, i.id AS "invitationId", i.state AS "invitationState", i.reason, i.decision, i.signed_in_at AS "signedInAt", ${inForce} AS active`;

function myView<R extends Mine>({ signedInAt, active, session, ...row }: R, day: string) {
  const open = active && row.state === 'published' && row.endsOn >= day;
  const isIn = (...states: InvitationState[]): boolean => states.includes(row.invitationState);
  const on = row.heldOn <= day && row.endsOn >= day;
  return {
    ...row, sessionLabel: sessionLabelOf(session), kindLabel: activityKinds[row.kind].label, signedInAt: signedInAt?.toISOString() ?? null, today: on,
    may: { join: open && isIn('invited', 'leave_asked', 'on_leave', 'leave_refused'), askLeave: open && isIn('invited', 'joining', 'leave_refused'), signIn: open && on && !isIn('attended') },
  };
}

/** What the acting deputy is invited to: what is ahead, the nearest first; or what is behind. */
export async function myActivities(work: Work, capacity: Capacity, { when, limit, offset }: z.output<typeof myActivitiesInput>) {
  const day = today(work.clock);
  const ahead = `a.state = 'published' AND a.ends_on >= $2::date`;
  const rows = await work.sql<Mine & { total: number }>(
    `SELECT ${mine}, count(*) OVER ()::int AS total FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id ${ofSession}
     WHERE i.mandate_id = $1 AND i.person_id = $3 AND i.state <> 'withdrawn' AND a.state <> 'planned' AND ${when === 'ahead' ? ahead : `NOT (${ahead})`}
     ORDER BY ${when === 'ahead' ? 'a.held_on, a.starts_at' : 'a.held_on DESC, a.starts_at DESC'}, a.id LIMIT $4 OFFSET $5`,
    [capacity.id, day, capacity.personId, limit, offset],
  );
  const [absence] = await absencesOf(work, capacity.congressId, capacity.id);
  return { rows: rows.map((row) => myView(row, day)), total: rows[0]?.total ?? 0, warning: absence === undefined ? null : absenceWords(absence.sessions) };
}

/** One that the acting deputy is invited to. @throws DomainError common.not_found */
export async function myActivity(work: Work, capacity: Capacity, { id }: z.output<typeof activityIdInput>): Promise<MyActivityView> {
  const [row] = await work.sql<Mine & Pick<MyActivityView, 'details' | 'materials' | 'pictures' | 'seen' | 'results'>>(
    `SELECT ${mine}, a.details, a.seen, a.results, ${filesSql(materialPurpose)} AS materials, ${filesSql(recordPurpose)} AS pictures
     FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id ${ofSession} WHERE a.id = $1 AND i.mandate_id = $2 AND i.person_id = $3 AND i.state <> 'withdrawn' AND a.state <> 'planned'`,
    [id, capacity.id, capacity.personId],
  );
  if (!row) throw new DomainError('common.not_found', { what: '活动' });
  return myView(row, today(work.clock));
}

/** Materials and the record: whoever is invited, and the office; the signed paper: the office. False for files of other domains. */
export async function mayReadActivityFile(work: Work, capacity: Capacity, { matterId, subjectType }: { matterId: string; subjectType: string | null }): Promise<boolean> {
  if (subjectType !== materialPurpose && subjectType !== recordPurpose && subjectType !== sheetPurpose) return false;
  if (capacity.roles.includes('congress_officer') || (capacity.roles.includes('congress_leader') && subjectType !== sheetPurpose)) return (await work.sql('SELECT 1 FROM duty_activity WHERE id = $1 AND congress_id = $2', [matterId, capacity.congressId])).length > 0;
  if (subjectType === sheetPurpose) return false;
  return (await work.sql(`SELECT 1 FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id WHERE a.id = $1 AND i.mandate_id = $2 AND i.person_id = $3 AND i.state <> 'withdrawn' AND a.state <> 'planned'`, [matterId, capacity.id, capacity.personId])).length > 0;
}
