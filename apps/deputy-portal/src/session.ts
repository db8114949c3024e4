// Who is signed in, and in which of their mandates this portal acts.
import { createSession, type Session } from '@smart/client/session';
import { describeError } from '@smart/client/errors';
import { congressOfficeOf } from '@smart/suggestions/model';
import { computed } from 'vue';
import { capacityChoice, queryClient, trpc } from './api.ts';

const rememberedKey = 'smart.deputy.last-session';

/** What the server says about whoever is signed in. */
export type PortalSession = Awaited<ReturnType<typeof trpc.session.me.query>>;

/** The last known session lets the portal open without network, so that one can go on writing. It holds names, no secrets. */
async function me(): Promise<PortalSession> {
  try {
    const info = await trpc.session.me.query({});
    remember(info);
    return info;
  } catch (error) {
    const known = describeError(error).retryable ? remembered() : null;
    if (known) return known;
    throw error;
  }
}

export const session: Session<PortalSession> = createSession({
  me,
  capacity: capacityChoice,
  begin: beginIn,
  onSwitch: () => queryClient.clear(),
});

/** Ends the session here and on the server; what was remembered for opening without network goes with it. */
export async function signOut(): Promise<void> {
  await session.signOut();
  remember(null);
}

/** Whoever works here: deputies, and those who prepare for one. */
export const isDeputy = (capacity: { readonly roles: readonly string[] }): boolean => capacity.roles.includes('deputy') || capacity.roles.includes('deputy_assistant');

/** Whether the present capacity prepares for a deputy and sends nothing. */
export const assisting = computed(() => session.capacity.value?.roles.includes('deputy_assistant') === true);

/** Who works for the deputies of the present congress, in the words of its tier. */
export const congressOffice = computed(() => congressOfficeOf(session.capacity.value?.tier ?? 'county'));

/** The mandates of whoever is signed in. */
export const mandatesOf = (info: PortalSession) => info.capacities.filter(isDeputy);

/** What a link that names a capacity means for this person. */
export type LinkedCapacity = 'none' | 'current' | 'switched' | 'staff' | 'foreign';

/**
 * Turns to the mandate a link was made for. Opening the link is the choice; nobody should have to choose twice.
 * A staff capacity belongs to the office desk, somebody else's to nobody here.
 */
export function followLinkedCapacity(id: string | undefined): LinkedCapacity {
  const info = session.info.value;
  if (id === undefined || info === null) return 'none';
  const linked = info.capacities.find((one) => one.id === id);
  if (!linked) return 'foreign';
  if (!isDeputy(linked)) return 'staff';
  if (capacityChoice.current.value === id) return 'current';
  session.switchTo(id);
  return 'switched';
}

/** Loads the session; in this portal one acts as a deputy, so a mandate is chosen before a staff capacity. */
export async function startSession(): Promise<PortalSession> {
  return session.load();
}

/** The mandate in which the portal begins: the remembered one, else the server's, else the first; without any, whatever there is. */
function beginIn(info: PortalSession, remembered: string | null): string | null {
  const mandates = mandatesOf(info);
  return (mandates.find(({ id }) => id === remembered) ?? mandates.find(({ id }) => id === info.current) ?? mandates[0] ?? info.capacities[0])?.id ?? null;
}

function remember(info: PortalSession | null): void {
  try {
    if (info) localStorage.setItem(rememberedKey, JSON.stringify(info));
    else localStorage.removeItem(rememberedKey);
  } catch {
    // No storage on this device: the portal then needs the network to open.
  }
}

function remembered(): PortalSession | null {
  try {
    const text = localStorage.getItem(rememberedKey);
    return text === null ? null : readSession(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Only what this version of the portal wrote; anything else is as good as nothing. */
function readSession(value: PortalSession): PortalSession | null {
  return Array.isArray(value?.capacities) && Array.isArray(value.suspended) && typeof value.person?.id === 'string' ? value : null;
}
