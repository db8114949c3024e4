// A browser without JavaScript for tests: keeps cookies by host, follows our redirects and refreshes, fills in forms.
import { z } from 'zod';

export type Page = { readonly status: number; readonly url: string; readonly html: string };

export class Visitor {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #stopAt: (url: string) => boolean;

  /** @param stopAt addresses of other systems, which are not opened */
  constructor(stopAt: (url: string) => boolean = () => false) {
    this.#stopAt = stopAt;
  }

  cookie(url: string): string {
    return [...(this.#cookies.get(new URL(url).host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Opens an address and goes on until a page stays. */
  async open(url: string, init: RequestInit = {}): Promise<Page> {
    if (this.#stopAt(url)) return { status: 0, url, html: '' };
    const headers = new Headers(init.headers);
    headers.set('accept', 'text/html');
    const cookie = this.cookie(url);
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    this.#keep(url, response.headers.getSetCookie());
    const html = await response.text();
    const to = response.headers.get('location') ?? /^0;url=(.*)$/.exec(response.headers.get('refresh') ?? '')?.[1];
    return to === undefined ? { status: response.status, url, html } : this.open(new URL(to, url).toString());
  }

  /** Sends the form of a page with these fields. */
  submit(page: Page, fields: Readonly<Record<string, string>>, action?: string): Promise<Page> {
    const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]);
    const to = action ?? /<form[^>]* action="([^"]+)"/.exec(page.html)?.[1] ?? page.url;
    return this.open(new URL(unescaped(to), page.url).toString(), {
      method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }).toString(),
    });
  }

  #keep(url: string, lines: readonly string[]): void {
    const { host } = new URL(url);
    const kept = this.#cookies.get(host) ?? new Map<string, string>();
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(line)) kept.delete(pair.slice(0, at));
      else kept.set(pair.slice(0, at), pair.slice(at + 1));
    }
    this.#cookies.set(host, kept);
  }
}

const unescaped = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>');

/** A free port, for servers whose public address must be known before they listen. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  await new Promise((done) => server.close(done));
  return port;
}
