// 换届: the next term is prepared beside the one in office, and takes its place when its first session opens, never by date alone (代表法 2).
import { formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { civil, dateColumn } from './civil.ts';
import { termClosed } from './hooks.ts';

export type PreparedTerm = { id: string; number: number; startsOn: string; endsOn: string };
export type Preparation = {
  firstSession: { startsOn: string; endsOn: string };
  /** Delegations and constituencies of the term in office are taken over as a start. */
  carryDelegations: boolean;
  carryConstituencies: boolean;
};

const invalid = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);

function checkDates(before: string, { startsOn, endsOn }: { startsOn: string; endsOn: string }): void {
  if (startsOn <= before) throw invalid('firstSession.startsOn', `新一届第一次会议应当晚于本届的开始日期${formatDate(before)}`);
  if (endsOn < startsOn) throw invalid('firstSession.endsOn', '闭幕日期不得早于开幕日期');
}

/** The term that is being prepared, with the days of its first session; null when none is. */
export async function preparedTerm(work: Pick<Work, 'prisma'>, congressId: string): Promise<PreparedTerm | null> {
  const row = await work.prisma.term.findFirst({ where: { congressId, current: false, endsOn: null }, include: { sessions: { where: { number: 1 } } } });
  const session = row?.sessions[0];
  return row && session ? { id: row.id, number: row.number, startsOn: civil(session.startsOn), endsOn: civil(session.endsOn) } : null;
}

/**
 * Prepares the next term: nothing of the term in office changes.
 * @throws DomainError common.conflict when there is no term in office or one is prepared already; common.invalid_input for the days
 */
export async function prepareTerm(work: Work, congressId: string, { firstSession, carryDelegations, carryConstituencies }: Preparation): Promise<PreparedTerm & { oldTermId: string }> {
  await work.sql('SELECT 1 FROM congress WHERE id = $1 FOR UPDATE', [congressId]);
  const current = await work.prisma.term.findFirst({ where: { congressId, current: true } });
  if (!current) throw new DomainError('common.conflict', { reason: '本级人大还没有设立届次，请先登记届次' });
  if (await preparedTerm(work, congressId)) throw new DomainError('common.conflict', { reason: '新一届已经在筹备，请在换届页面继续办理' });
  checkDates(civil(current.startsOn), firstSession);
  const term = await work.prisma.term.create({ data: { congressId, number: current.number + 1, startsOn: dateColumn(firstSession.startsOn) } });
  await work.prisma.session.create({ data: { congressId, termId: term.id, number: 1, startsOn: dateColumn(firstSession.startsOn), endsOn: dateColumn(firstSession.endsOn) } });
  if (carryDelegations) {
    const rows = await work.prisma.delegation.findMany({ where: { termId: current.id }, select: { congressId: true, name: true, sort: true } });
    await work.prisma.delegation.createMany({ data: rows.map((row) => ({ ...row, termId: term.id })) });
  }
  if (carryConstituencies) {
    const rows = await work.prisma.constituency.findMany({ where: { termId: current.id }, select: { congressId: true, name: true, kind: true, electingCongressId: true, divisionCode: true, seats: true } });
    await work.prisma.constituency.createMany({ data: rows.map((row) => ({ ...row, termId: term.id })) });
  }
  return { id: term.id, number: term.number, ...firstSession, oldTermId: current.id };
}

/** Moves the days of the first session while the term is prepared. @throws DomainError common.not_found, common.invalid_input */
export async function movePreparedTerm(work: Work, congressId: string, firstSession: { startsOn: string; endsOn: string }): Promise<PreparedTerm> {
  const prepared = await preparedTerm(work, congressId);
  if (!prepared) throw new DomainError('common.not_found', { what: '正在筹备的届次' });
  const current = await work.prisma.term.findFirstOrThrow({ where: { congressId, current: true } });
  checkDates(civil(current.startsOn), firstSession);
  const startsOn = dateColumn(firstSession.startsOn);
  await work.prisma.term.update({ where: { id: prepared.id }, data: { startsOn } });
  await work.prisma.session.updateMany({ where: { termId: prepared.id, number: 1 }, data: { startsOn, endsOn: dateColumn(firstSession.endsOn) } });
  return { ...prepared, ...firstSession };
}

/** Takes the preparation back; what else hangs on the term must be gone before. */
export async function discardPreparedTerm(work: Work, congressId: string, termId: string): Promise<void> {
  const where = { termId, congressId };
  await work.prisma.delegation.deleteMany({ where });
  await work.prisma.constituency.deleteMany({ where });
  await work.prisma.session.deleteMany({ where });
  await work.prisma.term.deleteMany({ where: { id: termId, congressId, current: false, endsOn: null } });
}

/**
 * The first session of the prepared term opens: the term before closes on that day, and whoever registered with `registerTermClosed` is
 * told in the same transaction. Done again it changes nothing.
 */
export async function openPreparedTerm(work: Work, congressId: string, { oldTermId, newTermId, on }: { oldTermId: string; newTermId: string; on: string }): Promise<void> {
  const closed = await work.prisma.term.updateMany({ where: { id: oldTermId, congressId, current: true }, data: { current: false, endsOn: dateColumn(on) } });
  if (closed.count === 0) return;
  const old = await work.prisma.term.findFirstOrThrow({ where: { id: oldTermId } });
  await termClosed(work, { congressId, termId: oldTermId, number: old.number, on });
  await work.prisma.term.update({ where: { id: newTermId }, data: { current: true } });
}
