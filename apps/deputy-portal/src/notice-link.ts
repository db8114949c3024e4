const base = '/deputy';

/** The link of a notice as an address inside this portal; a link to another app stays as it is. */
export function portalAddress(link: string): string {
  return link === base || link.startsWith(`${base}/`) ? link.slice(base.length) || '/' : link;
}
