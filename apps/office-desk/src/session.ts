// Who is signed in, and in which capacity this desk acts. Deputies have their own portal; a mandate is never chosen here.
import { createSession, type Session, type SessionCapacity, type SessionInfo } from '@smart/client/session';
import { computed } from 'vue';
import type { Role } from '@smart/identity/capacity';
import { capacityChoice, queryClient, trpc } from './api.ts';

export const session: Session = createSession({
  me: (): Promise<SessionInfo> => trpc.session.me.query(),
  capacity: capacityChoice,
  onSwitch: () => queryClient.clear(),
});

/** Whether a capacity belongs in this desk at all. */
export const isStaff = (capacity: { readonly kind: string }): boolean => capacity.kind === 'appointment';

/** The appointments of whoever is signed in. */
export const appointments = computed<readonly SessionCapacity[]>(() => (session.info.value?.capacities ?? []).filter(isStaff));

/** Whether the current capacity carries at least one of these roles. */
export const hasRole = (...wanted: readonly Role[]): boolean =>
  wanted.some((role) => session.capacity.value?.roles.includes(role) === true);

/** Loads the session; an appointment is chosen before a mandate, and a link's `?capacity=` before both. */
export async function startSession(): Promise<SessionInfo> {
  const info = await session.load();
  const linked = new URLSearchParams(window.location.search).get('capacity');
  const wanted = info.capacities.find((one) => one.id === linked && isStaff(one));
  const current = info.capacities.find((one) => one.id === capacityChoice.current.value);
  const first = appointments.value[0];
  if (wanted) capacityChoice.choose(wanted.id);
  else if (first && !(current && isStaff(current))) capacityChoice.choose(first.id);
  return info;
}
