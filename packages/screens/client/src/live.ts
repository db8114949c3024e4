import { onMounted, onScopeDispose } from 'vue';

/** What a tRPC `subscribe` call takes. */
export interface LiveHandlers<Change> {
  onData: (change: Change) => void;
  onError: (error: unknown) => void;
  onComplete: () => void;
}

export type Subscribe<Change> = (handlers: LiveHandlers<Change>) => { unsubscribe(): void };

const firstDelay = 2_000;
const longestDelay = 60_000;
/** A guided operation announces hundreds of changes; a page that asked again for each would keep the server busy with itself. */
const gatherFor = 1_000;

/**
 * Keeps a page current: `useLive((handlers) => trpc.live.changes.subscribe(undefined, handlers), invalidate)`.
 * Stops while the page is hidden (a phone in the pocket), comes back when it is seen, reconnects with growing pauses.
 * `onChange(null)` means: something may have been missed, refresh what is shown; it also comes when the server says so.
 * The first change is passed on at once; those of the next second are told together, as the last of them.
 */
export function useLive<Change>(subscribe: Subscribe<Change>, onChange: (change: Change | null) => void): void {
  let live: { stop(): void } | undefined;
  onMounted(() => (live = startLive(subscribe, onChange, document)));
  onScopeDispose(() => live?.stop());
}

/** The same outside a component; `page` is the document. */
export function startLive<Change>(
  subscribe: Subscribe<Change>,
  onChange: (change: Change | null) => void,
  page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>,
): { stop(): void } {
  let subscription: { unsubscribe(): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delay = firstDelay;
  let missed = false;
  let stopped = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let held: { change: Change | null } | undefined;

  function tell(change: Change | null): void {
    if (resting !== undefined) {
      held = { change };
      return;
    }
    resting = setTimeout(() => {
      resting = undefined;
      const last = held;
      held = undefined;
      if (last) tell(last.change);
    }, gatherFor);
    onChange(change);
  }

  function connect(): void {
    if (missed) tell(null);
    missed = true;
    let over = false;
    const end = () => {
      // Both an error and the end of the stream may be reported for one connection.
      if (over) return;
      over = true;
      again();
    };
    const handlers: LiveHandlers<Change> = {
      onData: (change) => {
        delay = firstDelay;
        tell(change);
      },
      onError: end,
      onComplete: end,
    };
    subscription = subscribe(handlers);
    if (over) subscription.unsubscribe();
  }

  function again(): void {
    disconnect();
    if (stopped || page.visibilityState === 'hidden') return;
    timer = setTimeout(connect, delay);
    delay = Math.min(delay * 2, longestDelay);
  }

  function disconnect(): void {
    clearTimeout(timer);
    const open = subscription;
    subscription = undefined;
    open?.unsubscribe();
  }

  function onVisibility(): void {
    disconnect();
    delay = firstDelay;
    if (!stopped && page.visibilityState !== 'hidden') connect();
  }

  page.addEventListener('visibilitychange', onVisibility);
  if (page.visibilityState !== 'hidden') connect();
  return {
    stop() {
      stopped = true;
      page.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(resting);
      disconnect();
    },
  };
}
