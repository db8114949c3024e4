// A change of title or duties of an appointment: the former one ends, the new one begins on the same day, so that both stay on record.
import { civil } from '@smart/divisions/civil';
import { date, id } from '@smart/divisions/model';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { type Act, act, capacitiesHeld, difference } from './abilities.ts';
import { addAppointment, type AppointmentRecord, endAppointment } from './appointments.ts';
import { appointmentInput } from './model.ts';
import { administratorRoles } from './service.ts';
import { carrySubstitutes } from './substitute-succession.ts';

export const appointmentChange = z.strictObject({ id, title: appointmentInput.shape.title, roles: appointmentInput.shape.roles, on: date });
export const abilityPreview = z.object({ gains: z.array(act), losses: z.array(act), kept: z.number().int() });

type Before = { id: string; personId: string; organId: string; title: string; roles: string[]; startsOn: Date; endsOn: Date | null };

/** @throws DomainError common.not_found when it is not in force in this congress */
async function inForce(work: Work, congressId: string, appointmentId: string): Promise<Before> {
  const row = await work.prisma.appointment.findFirst({ where: { id: appointmentId, congressId, endsOn: null } });
  if (!row) throw new DomainError('common.not_found', { what: '任职' });
  return row;
}

/**
 * What new duties would give and take away in the congress, counting what the person holds besides.
 * @param input.id the appointment that is changed; null for a new one
 * @throws DomainError common.not_found
 */
export async function previewAbilities(work: Work, congressId: string, input: { personId: string; id: string | null; roles: readonly string[] }): Promise<{ gains: Act[]; losses: Act[]; kept: number }> {
  const held = (await capacitiesHeld(work, congressId, input.personId)).flatMap((one) => one.roles);
  const changed = input.id === null ? [] : (await inForce(work, congressId, input.id)).roles;
  const rest = [...held];
  for (const role of changed) {
    const index = rest.indexOf(role);
    if (index >= 0) rest.splice(index, 1);
  }
  return difference(held, [...rest, ...input.roles]);
}

/**
 * Changes title and duties from a day on; who stands in for the post goes on in the new one. The offices of the three administrators are given and taken by two persons, never here.
 * @throws DomainError as `addAppointment` and `endAppointment`; common.conflict when nothing changes or an administrator's office would
 */
export async function changeAppointment(work: Work, acting: Acting, congressId: string, input: z.output<typeof appointmentChange>): Promise<AppointmentRecord> {
  const before = await inForce(work, congressId, input.id);
  const offices = (held: readonly string[]): string => administratorRoles.filter((role) => held.includes(role)).join();
  if (offices(before.roles) !== offices(input.roles)) throw new DomainError('common.conflict', { reason: '系统、安全、审计管理员（三员）的职责须经两人办理，不能在调整任职时增减' });
  const isSame = before.title === input.title && before.roles.toSorted().join() === input.roles.toSorted().join();
  if (isSame) throw new DomainError('common.conflict', { reason: '职务和职责都没有变化' });
  if (input.on <= civil(before.startsOn)) {
    const message = '调整日期应当晚于原任职的开始日期；当天登记有误的，请结束任职后重新登记';
    throw new DomainError('common.invalid_input', { problem: message }, [{ path: 'on', message }]);
  }
  const { personId, organId } = before;
  const after = await addAppointment(work, acting, congressId, { personId, organId, title: input.title, roles: input.roles, startsOn: input.on });
  await endAppointment(work, acting, congressId, { id: before.id, on: input.on, note: '调整职务、职责' });
  await carrySubstitutes(work, before, after, input.on);
  return after;
}
