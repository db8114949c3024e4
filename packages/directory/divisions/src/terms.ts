// Terms (届) and sessions (次会议) of the congress for which the unit of work acts.
import { formatDate, startOfDayShanghai, addDays, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { sessionLabel } from '@smart/kernel/numbers';
import type { Work } from '@smart/workflow/work';
import { civil, dateColumn } from './civil.ts';
import { congressById } from './congresses.ts';
import type { Session, SessionInput, SessionState, Term, TermInput } from './model.ts';

type TermRow = { id: string; congressId: string; number: number; startsOn: Date; endsOn: Date | null; current: boolean };
type SessionRow = { id: string; congressId: string; termId: string; number: number; startsOn: Date; endsOn: Date; suggestionCutoff: Date | null };

const termOf = (row: TermRow): Term => ({
  id: row.id, congressId: row.congressId, number: row.number, startsOn: civil(row.startsOn), endsOn: civil(row.endsOn), current: row.current,
});
const sessionOf = (row: SessionRow): Session => ({
  id: row.id, congressId: row.congressId, termId: row.termId, number: row.number, startsOn: civil(row.startsOn), endsOn: civil(row.endsOn),
  suggestionCutoff: row.suggestionCutoff?.toISOString() ?? null,
});

/** The term in office, or null when the congress has not begun any. */
export async function currentTerm(work: Pick<Work, 'prisma'>, congressId: string): Promise<Term | null> {
  const row = await work.prisma.term.findFirst({ where: { congressId, current: true } });
  return row ? termOf(row) : null;
}

/** All terms, newest first, each with its sessions, newest first. */
export async function listTerms(work: Pick<Work, 'prisma'>, congressId: string): Promise<(Term & { sessions: Session[] })[]> {
  const rows = await work.prisma.term.findMany({
    where: { congressId }, orderBy: { number: 'desc' }, include: { sessions: { orderBy: { number: 'desc' } } },
  });
  return rows.map((row) => ({ ...termOf(row), sessions: row.sessions.map(sessionOf) }));
}

/**
 * Opens the first term that a congress enters, with its first session. Every later one is prepared and takes the place of the one before
 * (term-preparation.ts): a term in office never ends beside the guided change of term (代表法 2; 地方组织法 9).
 * @throws DomainError common.conflict when the congress has a term, in office or being prepared
 */
export async function openTerm(work: Work, congressId: string, input: TermInput): Promise<{ term: Term; session: Session }> {
  // Two clerks who enter the first term at once wait for each other here.
  await work.sql('SELECT 1 FROM congress WHERE id = $1 FOR UPDATE', [congressId]);
  const before = await work.prisma.term.findFirst({ where: { congressId }, orderBy: { number: 'desc' } });
  if (before && !before.current && before.endsOn === null) throw new DomainError('common.conflict', { reason: `第${before.number}届正在筹备，请在换届页面办理` });
  if (before) throw new DomainError('common.conflict', { reason: `本级人大已有第${before.number}届，新一届请在换届页面筹备，第一次会议开幕时换届（代表法第二条）` });
  const term = await work.prisma.term.create({ data: { congressId, number: input.number, startsOn: dateColumn(input.firstSession.startsOn), current: true } });
  const session = await createSession(work, termOf(term), { ...input.firstSession, number: 1 });
  return { term: termOf(term), session };
}

/**
 * Adds the next session of the current term.
 * @throws DomainError common.conflict when there is no term, or number or dates do not follow the session before
 */
export async function openSession(work: Work, congressId: string, input: SessionInput): Promise<Session> {
  const term = await currentTerm(work, congressId);
  if (!term) throw new DomainError('common.conflict', { reason: '本级人大还没有设立届次，请先设立届次' });
  const before = await work.prisma.session.findFirst({ where: { termId: term.id }, orderBy: { number: 'desc' } });
  if (before && input.number !== before.number + 1) {
    throw new DomainError('common.conflict', { reason: `上一次会议为第${before.number}次，新的会议应当为第${before.number + 1}次` });
  }
  if (before && input.startsOn <= civil(before.endsOn)) {
    throw new DomainError('common.conflict', { reason: `新的会议应当在上一次会议闭幕（${formatDate(civil(before.endsOn))}）之后` });
  }
  return createSession(work, term, input);
}

async function createSession(work: Pick<Work, 'prisma'>, term: Term, input: SessionInput): Promise<Session> {
  if (input.endsOn < input.startsOn) {
    throw new DomainError('common.invalid_input', { problem: '闭幕日期早于开幕日期' }, [{ path: 'endsOn', message: '闭幕日期不得早于开幕日期' }]);
  }
  const row = await work.prisma.session.create({
    data: { congressId: term.congressId, termId: term.id, number: input.number, startsOn: dateColumn(input.startsOn), endsOn: dateColumn(input.endsOn) },
  });
  return sessionOf(row);
}

/**
 * Fixes until when suggestions count as submitted in session (decided by the presidium); null takes the decision back.
 * @param cutoff ISO instant between the session's opening and the end of its last day
 * @throws DomainError common.invalid_input when it lies outside the session
 */
export async function setSuggestionCutoff(work: Pick<Work, 'prisma'>, congressId: string, sessionId: string, cutoff: string | null): Promise<Session> {
  const row = await work.prisma.session.findFirst({ where: { id: sessionId, congressId } });
  if (!row) throw new DomainError('common.not_found', { what: '会议' });
  if (cutoff !== null) {
    const at = new Date(cutoff);
    const opens = startOfDayShanghai(civil(row.startsOn));
    const closes = startOfDayShanghai(addDays(civil(row.endsOn), 1));
    if (!(at >= opens && at <= closes)) {
      const message = `截止时间应当在会议期间（${formatDate(civil(row.startsOn))}至${formatDate(civil(row.endsOn))}）`;
      throw new DomainError('common.invalid_input', { problem: message }, [{ path: 'cutoff', message }]);
    }
  }
  const saved = await work.prisma.session.update({ where: { id: row.id }, data: { suggestionCutoff: cutoff === null ? null : new Date(cutoff) } });
  return sessionOf(saved);
}

/** Where the congress stands now: its term, the session that sits today, and whether suggestions still count as submitted in session. */
export async function currentSessionState(work: Pick<Work, 'prisma' | 'clock'>, congressId: string): Promise<SessionState> {
  const congress = await congressById(work, congressId);
  const term = await currentTerm(work, congressId);
  if (!term) return { term: null, session: null, inSession: false, acceptsSessionSuggestions: false, label: '届次未设立' };
  const day = dateColumn(today(work.clock));
  const row = await work.prisma.session.findFirst({ where: { termId: term.id, startsOn: { lte: day }, endsOn: { gte: day } } });
  const session = row ? sessionOf(row) : null;
  return {
    term,
    session,
    inSession: session !== null,
    acceptsSessionSuggestions: row !== null && (row.suggestionCutoff === null || work.clock.now() < row.suggestionCutoff),
    label: sessionLabel({ congressShort: congress.shortName, term: term.number, session: session?.number ?? null }),
  };
}
