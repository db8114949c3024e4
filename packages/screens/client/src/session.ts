import { computed, inject, shallowRef, type App, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue';
import type { AccountDuties } from './account.ts';
import { capacityKey, type CapacityChoice } from './capacity.ts';

export interface SessionCapacity {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly congressId: string;
  readonly congressName: string;
  readonly tier: string;
  readonly organId?: string | undefined;
  readonly organName?: string | undefined;
  readonly roles: readonly string[];
  /** Set while one stands in for somebody, or beyond one's post. */
  readonly standIn?: { readonly kind: string; readonly forName?: string | undefined; readonly endsAt?: string | undefined } | undefined;
}

/** What `session.me` answers. */
export interface SessionInfo {
  readonly person: { readonly id: string; readonly name: string };
  readonly user: AccountDuties & { readonly username: string };
  readonly capacities: readonly SessionCapacity[];
  /** Capacity in which the server answered. */
  readonly current: string | null;
  /** Capacities of a congress that has none above it: what serves all congresses is kept there. */
  readonly highest?: readonly string[] | undefined;
  /** Sentences on years whose working days are not known yet. */
  readonly calendarWarnings?: readonly string[] | undefined;
}

export interface Session<Info extends SessionInfo = SessionInfo> {
  readonly info: Readonly<ShallowRef<Info | null>>;
  readonly capacity: ComputedRef<Info['capacities'][number] | null>;
  /** Asks the server who is signed in. Rejects like any call; a lost session is announced through `onSignedOut`. */
  load(): Promise<Info>;
  /** Acts in another capacity from now on; `onSwitch` then drops what was fetched in the old one. */
  switchTo(capacityId: string): void;
  /** Ends the session on the server and goes to the sign-in page. */
  signOut(): Promise<void>;
  install(app: App): void;
}

export interface SessionOptions<Info extends SessionInfo> {
  /** `() => trpc.session.me.query()` */
  readonly me: () => Promise<Info>;
  readonly capacity: CapacityChoice;
  /**
   * The capacity this app begins in, decided before any page may ask something in it. Unless given: the remembered one while the person has it,
   * else the server's.
   */
  readonly begin?: ((info: Info, remembered: string | null) => string | null) | undefined;
  /** Called after a switch; usually `() => queryClient.clear()` and a visit to the home page. */
  readonly onSwitch?: ((capacityId: string) => void) | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly leave?: ((address: string) => void) | undefined;
}

const sessionKey: InjectionKey<Session> = Symbol('session');

/** One per app: `app.use(createSession({ me, capacity }))`; components then call `useSession()` and `useCapacity()`. */
export function createSession<Info extends SessionInfo>(options: SessionOptions<Info>): Session<Info> {
  const info: ShallowRef<Info | null> = shallowRef(null);
  const capacity = computed(() => {
    const capacities: Info['capacities'] = info.value?.capacities ?? [];
    return capacities.find((one) => one.id === options.capacity.current.value) ?? null;
  });

  async function load(): Promise<Info> {
    const found = await meOrForget();
    const remembered = options.capacity.current.value;
    const known = found.capacities.find((one) => one.id === remembered)?.id;
    const beginning = options.begin ? options.begin(found, remembered) : (known ?? found.current ?? found.capacities[0]?.id ?? null);
    if (beginning !== remembered) options.capacity.choose(beginning);
    info.value = found;
    return found;
  }

  /** A remembered capacity may have ended or belong to whoever used this device before: forget it and ask again. */
  async function meOrForget(): Promise<Info> {
    try {
      return await options.me();
    } catch (error) {
      if (options.capacity.current.value === null || !isCapacityRefusal(error)) throw error;
      options.capacity.choose(null);
      return options.me();
    }
  }

  const session: Session<Info> = {
    info,
    capacity,
    load,
    switchTo(capacityId) {
      if (capacityId === options.capacity.current.value) return;
      options.capacity.choose(capacityId);
      options.onSwitch?.(capacityId);
    },
    async signOut() {
      const answer = await (options.fetch ?? fetch)('/api/auth/sign-out', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      // 401: there was nothing left to end. Anything else must not look like being signed out.
      if (!answer.ok && answer.status !== 401) throw new TypeError(`network: sign-out answered ${answer.status}`);
      options.capacity.choose(null);
      info.value = null;
      (options.leave ?? ((address) => window.location.assign(address)))('/sign-in');
    },
    install(app) {
      app.provide(sessionKey, session);
      app.provide(capacityKey, options.capacity);
    },
  };
  return session;
}

/** Who is signed in, in which capacity, and how to change or end that. */
export function useSession(): Session {
  const session = inject(sessionKey);
  if (!session) throw new Error('useSession: the app has not installed a session');
  return session;
}

function isCapacityRefusal(error: unknown): boolean {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : null;
  const code = typeof data === 'object' && data !== null && 'code' in data ? data.code : null;
  return code === 'identity.capacity_unknown' || code === 'identity.capacity_required';
}
