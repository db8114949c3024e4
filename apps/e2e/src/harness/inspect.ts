// What a careful person would hold against a page, as far as a program can see it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Pictures of every inspected page, when somebody wants to look at them: `SCREENSHOTS=1`. */
const pictures = process.env['SCREENSHOTS'] ? join(import.meta.dirname, '../../.test/screens') : null;
if (pictures) mkdirSync(pictures, { recursive: true });

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Codes and words of the machine that no user should meet: snake_case, camelCase, what is missing, raw dates. */
const raw = /\b(undefined|null|NaN|Invalid Date|\[object [A-Z]\w*\])\b|\b[a-z]+_[a-z_]+\b|\b[a-z]+[a-z]\.[a-z]+_[a-z]+\b|\b\d{4}-\d{2}-\d{2}T/;

export type Looked = {
  readonly name: string;
  readonly size: string;
  /** JavaScript is off; axe needs it, and looks at the same pages elsewhere. */
  readonly plain: boolean;
  readonly complaints: string[];
};

/** A page is looked at once in each size and file; the journeys pass it more often. One that had findings is looked at again. */
const seen = new Set<string>();

/** @throws AssertionError that names the page and everything found on it */
export async function inspect(page: Page, { name, size, plain, complaints }: Looked): Promise<void> {
  if (seen.has(`${name}.${size}`)) return;
  if (!plain) await settled(page);
  if (pictures) {
    // A sticky bar is drawn where the page was scrolled to.
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: join(pictures, `${name}.${size}.png`), fullPage: true });
  }
  const violations = plain ? [] : (await new AxeBuilder({ page }).withTags(levels).analyze()).violations;
  const { words, wide, title } = await page.evaluate(() => ({
    // What stands in `code` is to be copied letter by letter: a key may hold anything.
    words: [...document.querySelectorAll('code')].reduce((text, { innerText }) => (innerText === '' ? text : text.replaceAll(innerText, '')), document.body.innerText),
    wide: document.documentElement.scrollWidth - window.innerWidth, title: document.title,
  }));
  const found = {
    axe: violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`),
    overflow: wide > 0 ? `${wide} px wider than the window` : null,
    raw: raw.exec(words)?.[0] ?? null,
    untitled: title.trim() === '',
    complaints: complaints.splice(0),
  };
  expect(found, `${name} (${size}), ${page.url()}`).toEqual({ axe: [], overflow: null, raw: null, untitled: false, complaints: [] });
  seen.add(`${name}.${size}`);
}

/** Nothing is loading or moving any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  // What lies below a modal dialog may wait for it.
  await page.waitForFunction(() => (document.querySelector('dialog:modal') ?? document).querySelector('[aria-busy="true"], .el-loading-mask') === null && document.getAnimations().every((one) => one.playState !== 'running'), undefined, { timeout: 10_000 });
}
