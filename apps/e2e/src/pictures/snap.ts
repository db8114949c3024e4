// One picture of the manual: what is in the window, small enough to be sent around.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@smart/kernel/config';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import type { Person } from '../harness/person.ts';

const folder = join(repositoryRoot, 'docs/manual/pictures');
const MOST_BYTES = 150_000;

/**
 * Draws the window of this person into `docs/manual/pictures`, scrolled to `at` when given.
 * @throws Error when the picture is larger than the manual allows
 */
export async function snap({ page }: Person, name: string, at?: Locator): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // Messages at the edge cover what the picture is about.
  for (const close of await page.getByRole('button', { name: '关闭提示' }).all()) await close.click({ timeout: 1000 }).catch(() => undefined);
  if (at) await at.evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 90));
  await page.waitForTimeout(300);
  // A page has few colours: 64 of them draw it, in a third of the size.
  const { size } = await sharp(await page.screenshot())
    .png({ palette: true, colours: 64, compressionLevel: 9 })
    .toFile(join(folder, `${name}.png`));
  if (size > MOST_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${MOST_BYTES}`);
}
