const key = 'smart.deputy.reloaded';
const pause = 30_000;

/** True when loading `href` anew has not just been tried; remembers the try. */
export function reloadOnce(href: string, now = Date.now()): boolean {
  try {
    const [last, at] = (sessionStorage.getItem(key) ?? '').split('\n');
    if (last === href && now - Number(at) < pause) return false;
    sessionStorage.setItem(key, `${href}\n${now}`);
    return true;
  } catch {
    // Without storage a loop could not be told from a first try.
    return false;
  }
}
