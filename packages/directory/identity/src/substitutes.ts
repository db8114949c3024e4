// 代班: a colleague takes over a named post for some days, with its organ and its roles, and acts in their own name.
import { civil } from '@smart/divisions/civil';
import { organKind } from '@smart/divisions/model';
import { addDays, daysBetween, startOfDayShanghai, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import { requireFit } from './appointments.ts';
import { type AppointedRole, type Capacity, isAppointedRole } from './capacity.ts';
import { announceStandIn, holdsPost, lockStandIn, mayGrantIn, postById, requireOwnPost, type StandInRow } from './stand-in.ts';

/** Staff work can be taken over; an elected office (主任会议, 常委会组成人员) and that of one of the three administrators cannot. */
const substitutable: readonly AppointedRole[] = ['congress_officer', 'government_officer', 'handling_clerk', 'handling_head'];
export const substitutableRoles = (roles: readonly string[]): AppointedRole[] => roles.filter(isAppointedRole).filter((role) => substitutable.includes(role));

/** Longer absences are a change of staff. */
export const longestSubstitution = 180;

export type SubstituteInput = { appointmentId: string; personId: string; startsOn: string; endsOn: string; reason: string };

/**
 * Has `personId` take over a post from the beginning of `startsOn` to the end of `endsOn`.
 * @throws DomainError common.not_found (post), common.forbidden (not the granter's organ), common.invalid_input (dates, person, roles),
 *   directory.executive_post_conflict (地方组织法 18, 47 hold for substitutes, too), common.conflict (the person substitutes there already)
 */
export async function grantSubstitute(work: Work, acting: Acting, capacity: Capacity, input: SubstituteInput): Promise<StandInRow> {
  requireOwnPost(capacity);
  const post = await postById(work, capacity.congressId, input.appointmentId);
  if (!mayGrantIn(capacity, post.organId)) throw new DomainError('common.forbidden', { reason: '只能为本机构的工作人员办理代班' });
  requireDates(work, input, civil(post.startsOn));
  const roles = substitutableRoles(post.roles);
  if (roles.length === 0) refuse('appointmentId', '该职务由选举产生或者属于三员，不能代班');
  await requireSubstitute(work, capacity, input.personId, post);
  await requireFit(work, capacity.congressId, input.personId, { organ: { name: post.organ.name, kind: organKind.parse(post.organ.kind) }, title: `${post.title}（代班）`, roles });
  await refuseOverlap(work, input);
  const id = newId();
  await work.prisma.standIn.create({
    data: {
      id, congressId: capacity.congressId, kind: 'substitute', personId: input.personId, appointmentId: post.id, roles, startsAt: startOfDayShanghai(input.startsOn),
      endsAt: startOfDayShanghai(addDays(input.endsOn, 1)), reason: input.reason, grantedById: capacity.personId, grantedBy: acting.label, createdAt: work.clock.now(),
    },
  });
  const row = await lockStandIn(work, capacity.congressId, id);
  await announceStandIn(work, acting, capacity, 'granted', row);
  return row;
}

function refuse(path: string, message: string): never {
  throw new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);
}

function requireDates(work: Work, { startsOn, endsOn }: SubstituteInput, postFrom: string): void {
  const day = today(work.clock);
  if (startsOn < day) refuse('startsOn', '开始日期不得早于今天');
  if (startsOn < postFrom) refuse('startsOn', '开始日期不得早于该任职的开始日期');
  if (endsOn < startsOn) refuse('endsOn', '结束日期不得早于开始日期');
  if (daysBetween(startsOn, endsOn) >= longestSubstitution) refuse('endsOn', `代班不超过 ${longestSubstitution} 天，更长的请办理任职手续`);
}

async function requireSubstitute(work: Work, capacity: Capacity, personId: string, post: { personId: string; organId: string }): Promise<void> {
  if (personId === post.personId) refuse('personId', '代班人员不能是本人');
  // Who grants must not give themselves the power of another post.
  if (personId === capacity.personId) refuse('personId', '不能由自己为自己办理代班，请由其他有权人员办理');
  const within = capacity.roles.includes('system_administrator') ? undefined : post.organId;
  if (!(await holdsPost(work, capacity.congressId, personId, within))) {
    refuse('personId', within === undefined ? '代班人员应当是本级在任的工作人员，请先办理任职' : '代班人员应当是本机构在任的工作人员');
  }
}

async function refuseOverlap(work: Work, { appointmentId, personId, startsOn, endsOn }: SubstituteInput): Promise<void> {
  const rows = await work.sql(
    `SELECT 1 FROM stand_in WHERE appointment_id = $1 AND person_id = $2 AND refused_at IS NULL AND starts_at < $4 AND ends_at > $3`,
    [appointmentId, personId, startOfDayShanghai(startsOn), startOfDayShanghai(addDays(endsOn, 1))],
  );
  if (rows.length > 0) throw new DomainError('common.conflict', { reason: '该人员在这段时间已经代班这一职务' });
}
