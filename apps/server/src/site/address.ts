/** Reading addresses and forms of the public site. */

/** The text parameters of an address or form; anything else in it is left out. */
export function parameters(request: { readonly query: unknown }): Readonly<Record<string, string>> {
  const query = typeof request.query === 'object' && request.query !== null ? request.query : {};
  return Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

/** A path on this site to go on to, or null: nobody may use us to send people elsewhere. */
export function ownPath(next: string | undefined): string | null {
  if (next === undefined || !/^\/(?![/\\])[^\\\s]*$/.test(next)) return null;
  const base = 'http://own.invalid';
  return URL.canParse(next, base) && new URL(next, base).origin === base ? next : null;
}
