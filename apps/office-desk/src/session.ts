// Who is signed in, and in which capacity this desk acts. Deputies have their own portal; a mandate is never chosen here.
import { createSession, type Session, type SessionCapacity, type SessionInfo } from '@smart/client/session';
import { computed, shallowRef } from 'vue';
import type { Role } from '@smart/identity/capacity';
import { capacityChoice, queryClient, trpc } from './api.ts';

const capacityInLink = (): string | null => new URLSearchParams(window.location.search).get('capacity');

export const session: Session = createSession({
  me: (): Promise<SessionInfo> => trpc.session.me.query(),
  capacity: capacityChoice,
  begin: ({ capacities, current }, remembered) => {
    const asked = capacityInLink();
    const staff = capacities.filter(isStaff);
    return (staff.find(({ id }) => id === asked) ?? staff.find(({ id }) => id === remembered) ?? staff.find(({ id }) => id === current) ?? staff[0] ?? capacities[0])?.id ?? null;
  },
  onSwitch: () => queryClient.clear(),
});

/** Whether a capacity belongs in this desk at all. */
export const isStaff = (capacity: { readonly kind: string; readonly roles: readonly string[] }): boolean => capacity.kind === 'appointment' && !capacity.roles.includes('deputy_assistant');

/** The appointments of whoever is signed in. */
export const appointments = computed<readonly SessionCapacity[]>(() => (session.info.value?.capacities ?? []).filter(isStaff));

/** Whether the current capacity carries at least one of these roles. */
export const hasRole = (...wanted: readonly Role[]): boolean =>
  wanted.some((role) => session.capacity.value?.roles.includes(role) === true);

/** Whether the current capacity is of a congress that has none above it. */
export const atTheTop = (): boolean => session.info.value?.highest?.includes(session.capacity.value?.id ?? '') === true;

/** A link was opened that is made for a capacity of another app (`label`), or of another person (null). */
export const linked = shallowRef<{ readonly capacityId: string; readonly label: string | null } | null>(null);

/** Loads the session; an appointment is chosen before a mandate, and a link's `?capacity=` before both. */
export async function startSession(): Promise<SessionInfo> {
  const info = await session.load();
  const asked = capacityInLink();
  const found = info.capacities.find((one) => one.id === asked);
  if (asked !== null && !(found && isStaff(found))) linked.value = { capacityId: asked, label: found?.label ?? null };
  return info;
}
