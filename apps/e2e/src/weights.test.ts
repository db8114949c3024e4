// What a first visit loads on an old phone with little data left. Sizes as they travel (gzip); a change that adds more fails here.
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { useSystem } from './harness/system.ts';

const system = useSystem();

/** Bytes of script of a page that nothing is kept of yet. */
async function scriptsOf(username: string | null, path: string): Promise<number> {
  const { page, open, leave } = await system().arrive(username, { size: 'phone' });
  const sizes = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') sizes.set(new URL(response.url()).pathname, response.body().then((body) => gzipSync(body).length));
  });
  await open(path);
  await page.waitForLoadState('networkidle');
  const all = await Promise.all(sizes.values());
  await leave();
  return all.reduce((sum, size) => sum + size, 0);
}

it('首次打开：代表端脚本不超过 120 KB，网站页面不超过 30 KB', async () => {
  const portal = await scriptsOf('deputy.city', '/deputy/');
  expect(portal).toBeGreaterThan(50_000);
  expect(portal).toBeLessThanOrEqual(120_000);
  for (const path of ['/', '/suggestions', '/opinions/new', '/opinions/follow', '/find', '/sign-in']) {
    const bytes = await scriptsOf(null, path);
    expect(bytes, path).toBeGreaterThan(0);
    expect(bytes, path).toBeLessThanOrEqual(30_000);
  }
});
