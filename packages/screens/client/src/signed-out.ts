const handlers = new Set<() => void>();

/** Calls `handler` when the server no longer knows the session. Returns the function that stops listening. */
export function onSignedOut(handler: () => void): () => void {
  handlers.add(handler);
  return () => handlers.delete(handler);
}

/** Tells everyone that the session has ended. */
export function announceSignedOut(): void {
  for (const handler of handlers) handler();
}

/**
 * Where to sign in and come back to exactly this page: 「/sign-in?next=…」 with the full path, query and fragment.
 * `from` is the present address; only its local part is carried, so that nobody is sent to a foreign site.
 */
export function signInAddress(from: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  return `/sign-in?next=${encodeURIComponent(from.pathname + from.search + from.hash)}`;
}

let leaving = false;

/** The usual answer to a lost session: go and sign in, once, however many calls were refused. */
export function goToSignIn(): void {
  if (leaving) return;
  leaving = true;
  // A page restored from the back/forward cache may have to leave again.
  window.addEventListener('pageshow', () => (leaving = false), { once: true });
  window.location.assign(signInAddress(window.location));
}
