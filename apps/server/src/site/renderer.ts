/** The built public site: its one render function and the addresses of its styles and script. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '@smart/kernel/config';
import type { Frame, Render } from '@smart/public-site/views';
import { z } from 'zod';

const site = join(repositoryRoot, 'apps/public-site/dist');
export const siteAssets = join(site, 'client');

const manifest = z.record(z.string(), z.object({ file: z.string() }));
const built = z.object({ render: z.custom<Render>((value) => typeof value === 'function') });

export type Site = { readonly render: Render; readonly assets: Pick<Frame, 'styles' | 'script'> };

/** Loads the built site; null when it was not built (a test of something else). */
export async function loadSite(): Promise<Site | null> {
  const entry = join(site, 'server/entry.js');
  const listed = join(siteAssets, '.vite/manifest.json');
  if (!existsSync(entry) || !existsSync(listed)) return null;
  const files = manifest.parse(JSON.parse(readFileSync(listed, 'utf8')));
  const address = (name: string): string[] => (files[name] ? [`/assets/${files[name].file}`] : []);
  const { render } = built.parse(await import(pathToFileURL(entry).href));
  return { render, assets: { styles: address('style.css'), script: address('src/enhance.ts')[0] ?? null } };
}
