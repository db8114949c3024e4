import { inject, readonly, ref, type InjectionKey, type Ref } from 'vue';

/** In which capacity (身份) this tab acts, remembered per app. */
export interface CapacityChoice {
  readonly current: Readonly<Ref<string | null>>;
  /** Chooses and remembers; null forgets (sign-out). */
  choose(id: string | null): void;
}

export const capacityKey: InjectionKey<CapacityChoice> = Symbol('capacity');

/**
 * The choice for one app (`deputy`, `office`, …). A tab keeps its own choice, so that a second window in another
 * capacity does not turn this one around in the middle of a form; a new tab begins with the last choice.
 */
export function createCapacity(app: string): CapacityChoice {
  const key = `smart.capacity.${app}`;
  const current = ref(read('sessionStorage', key) ?? read('localStorage', key));
  return {
    current: readonly(current),
    choose(id) {
      current.value = id;
      write('sessionStorage', key, id);
      write('localStorage', key, id);
    },
  };
}

/** A link to a file or letter cannot send the capacity in a header: it names it in its address. */
export const addressAs = (path: string, capacityId: string | null): string => (capacityId === null ? path : `${path}${path.includes('?') ? '&' : '?'}capacity=${encodeURIComponent(capacityId)}`);

/** The app's choice; provided by `createSession(...).install`. */
export function useCapacity(): CapacityChoice {
  const choice = inject(capacityKey);
  if (!choice) throw new Error('useCapacity: the app has not installed a session');
  return choice;
}

function read(store: 'localStorage' | 'sessionStorage', key: string): string | null {
  try {
    return globalThis[store].getItem(key);
  } catch {
    // No storage (private mode, server): the server's choice is used.
    return null;
  }
}

function write(store: 'localStorage' | 'sessionStorage', key: string, value: string | null): void {
  try {
    if (value === null) globalThis[store].removeItem(key);
    else globalThis[store].setItem(key, value);
  } catch {
    // No storage: the choice holds until the page is closed.
  }
}
