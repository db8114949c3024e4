// One person at a browser: counts taps, notes what the browser complains of, and looks at every page with care.
import type { TestApp } from '@smart/server/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inspect } from './inspect.ts';

/** The two sizes that are both first class. */
export const sizes = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1 },
  desk: { viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 },
} as const;
export type Size = keyof typeof sizes;

export type Arrival = {
  readonly size?: Size;
  /** Without JavaScript. */
  readonly plain?: boolean;
  /** Taken over from an earlier visit: cookies and what the device kept. */
  readonly device?: Awaited<ReturnType<BrowserContext['storageState']>>;
  /** Another address of the server than that of the test, such as one with a host name. */
  readonly origin?: string;
  /** What the browser may complain of in this test. */
  readonly tolerated?: RegExp;
};

export type Person = {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly size: Size;
  /** Opens an address of the server and waits until its page is there. */
  readonly open: (path: string) => Promise<void>;
  /** Taps and clicks since the last call, without those into fields that are typed into. */
  readonly taps: () => number;
  /** Nothing to hold against the page that is open: axe, width, words, the browser's own complaints. */
  readonly inspect: (name: string) => Promise<void>;
  /** What the browser complained of and nobody asked about yet. */
  readonly complaints: string[];
  readonly leave: () => Promise<void>;
};

/** Reports each press that is not the beginning of typing. */
const countPresses = `
  addEventListener('pointerdown', (event) => {
    const typed = event.target instanceof Element && event.target.closest('textarea, select, input:not([type=radio]):not([type=checkbox]):not([type=submit]):not([type=button]):not([type=file])');
    if (!typed) window.notePress?.();
  }, { capture: true });`;

/** A browser context for one person, signed in already when a user name is given. */
export async function arriveAs({ app, browser }: { app: TestApp; browser: Browser }, username: string | null, arrival: Arrival): Promise<Person> {
  const { size = 'desk', plain = false, device, tolerated, origin = app.origin } = arrival;
  const context = await browser.newContext({
    ...sizes[size],
    baseURL: origin,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    javaScriptEnabled: !plain,
    ...(device ? { storageState: device } : {}),
  });
  if (username !== null) {
    const { cookie } = await app.signIn(username);
    await context.addCookies(cookie.split('; ').map((line) => ({ name: line.slice(0, line.indexOf('=')), value: line.slice(line.indexOf('=') + 1), url: origin })));
  }
  let presses = 0;
  await context.exposeBinding('notePress', () => void (presses += 1));
  await context.addInitScript(countPresses);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  const note = (words: string) => tolerated?.test(words) !== true && complaints.push(words);
  page.on('console', (message) => message.type() === 'error' && note(`${message.text()} (${message.location().url})`));
  page.on('pageerror', (error) => note(error.stack ?? error.message));
  return {
    page,
    context,
    size,
    open: async (path) => {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
    },
    taps: () => {
      const counted = presses;
      presses = 0;
      return counted;
    },
    inspect: (name) => inspect(page, { name, size, plain, complaints }),
    complaints,
    leave: () => context.close(),
  };
}
