// 大会期间还是闭会期间: in session until the presidium's cut-off; afterwards by the congress's rule in recess or not at all (代表法 24、36).
import type { Capacity } from '@smart/identity/capacity';
import { addDays, dateInShanghai, formatDate, formatDateTime, startOfDayShanghai } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { sessionLabel } from '@smart/kernel/numbers';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { principalOf } from '../own.ts';
import { cutoffRules, type WindowView } from './model.ts';

type Session = { id: string; number: number; termNumber: number; short: string; endsOn: string; cutoff: Date | null };

const ruleSchema = z.enum(cutoffRules);

/** The session that runs on the day of `at`; null in recess. */
async function sessionAt(work: Work, congressId: string, at: Date): Promise<Session | null> {
  const [found] = await work.sql<Session>(
    `SELECT s.id, s.number, t.number AS "termNumber", c.short_name AS short, s.ends_on AS "endsOn", s.suggestion_cutoff AS cutoff FROM session s JOIN term t ON t.id = s.term_id JOIN congress c ON c.id = s.congress_id
     WHERE s.congress_id = $1 AND $2::date BETWEEN s.starts_on AND s.ends_on ORDER BY s.starts_on DESC LIMIT 1`,
    [congressId, dateInShanghai(at)],
  );
  return found ?? null;
}

const isOpen = ({ cutoff }: Session, at: Date): boolean => cutoff === null || at <= cutoff;

const ruleOf = async (work: Work, congressId: string) => ruleSchema.parse(await work.parameter(congressId, 'suggestions.after_cutoff'));

/**
 * The session to which a suggestion belongs that is handed in at `at`; null in recess.
 * @param asRecess the deputy knows that the cut-off has passed and hands it in as one of the recess
 * @throws DomainError suggestions.session_closed (the deputy may choose), suggestions.session_closed_until (the congress takes no more)
 */
export async function sessionFor(work: Work, congressId: string, at: Date, asRecess: boolean): Promise<string | null> {
  const session = await sessionAt(work, congressId, at);
  if (session === null) return null;
  if (isOpen(session, at)) return session.id;
  const closedAt = formatDateTime(session.cutoff ?? at);
  if ((await ruleOf(work, congressId)) === 'refuse') throw new DomainError('suggestions.session_closed_until', { closedAt, from: formatDate(session.endsOn) });
  if (!asRecess) throw new DomainError('suggestions.session_closed', { closedAt });
  return null;
}

/** What the deputy is told before handing in. */
export async function submissionWindow(work: Work, capacity: Capacity): Promise<WindowView> {
  const now = work.clock.now();
  const session = await sessionAt(work, capacity.congressId, now);
  const afterCutoff = await ruleOf(work, capacity.congressId);
  const delegation = await delegationOf(work, capacity);
  if (session === null) return { standing: 'recess', sessionName: null, until: null, endsOn: null, afterCutoff, delegation };
  return {
    standing: isOpen(session, now) ? 'session' : 'closed',
    sessionName: sessionLabel({ congressShort: session.short, term: session.termNumber, session: session.number }),
    until: (session.cutoff ?? startOfDayShanghai(addDays(session.endsOn, 1))).toISOString(),
    endsOn: session.endsOn,
    afterCutoff,
    delegation,
  };
}

type Own = { id: string; name: string; leaderId: string; leaderMandateId: string; leaderName: string };

/** The delegation of the deputy with the mandate of its leader; null where there is none. */
export async function ownDelegation(work: Work, mandateId: string): Promise<Own | null> {
  const [found] = await work.sql<Own>(
    `SELECT d.id, d.name, d.leader_id AS "leaderId", l.id AS "leaderMandateId", p.name AS "leaderName"
     FROM mandate m JOIN delegation d ON d.id = m.delegation_id JOIN mandate l ON l.person_id = d.leader_id AND l.congress_id = m.congress_id AND l.status = 'active' JOIN person p ON p.id = d.leader_id
     WHERE m.id = $1`,
    [mandateId],
  );
  return found ?? null;
}

async function delegationOf(work: Work, capacity: Capacity): Promise<WindowView['delegation']> {
  const deputy = principalOf(capacity);
  const found = deputy === null ? null : await ownDelegation(work, deputy.mandateId);
  return found && { id: found.id, name: found.name, leaderName: found.leaderName, leads: found.leaderId === deputy?.personId };
}

/** Whether a session takes suggestions now; a delegation hands in only then (重庆 8). */
export async function inSession(work: Work, congressId: string): Promise<boolean> {
  const now = work.clock.now();
  const session = await sessionAt(work, congressId, now);
  return session !== null && isOpen(session, now);
}
