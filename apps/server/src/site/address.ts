/** Reading addresses and forms of the public site. */

/** Scheme and host under which the site is known: as the deployment says, else as it was asked for. */
export const originOf = ({ config }: { readonly config: { readonly publicUrl: string | null } }, request: { readonly protocol: string; readonly host: string }): string =>
  config.publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`;

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
