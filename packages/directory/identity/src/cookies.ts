// Cookies of signing in that are not the session's own: the second step and the trusted device.

/** The value of a cookie in a `Cookie` header; null when it is not there. */
export function cookieNamed(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    const key = part.slice(0, at).trim();
    if (key === name || key === `__Secure-${name}`) return part.slice(at + 1).trim();
  }
  return null;
}

/** A `Set-Cookie` line out of reach of scripts and of other sites; an empty value clears it. */
export function cookieLine(name: string, value: string, { secure, seconds }: { secure: boolean; seconds: number }): string {
  return `${secure ? '__Secure-' : ''}${name}=${value}; Max-Age=${value === '' ? 0 : seconds}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
