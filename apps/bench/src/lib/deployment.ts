// Seeded deployments to measure on, kept between runs as long as the seed stays the same.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@smart/kernel/config';

export type Scale = 'province' | 'county';

/** Migrations do not count: they are applied to what is there, as in any deployment. */
const sources = ['apps/server/src/scale'];

/** Changes when what is seeded may look different. */
function version(): string {
  const hash = createHash('sha256');
  for (const folder of sources) {
    for (const entry of readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && !one.name.endsWith('.test.ts')).sort((a, b) => (a.parentPath + a.name < b.parentPath + b.name ? -1 : 1))) {
      hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

/** The data folder of a seeded deployment; seeds it first when there is none yet (minutes, with progress). */
export async function seeded(scale: Scale): Promise<string> {
  const dataDir = join(repositoryRoot, '.data/bench', `${scale}-${version()}`);
  const mark = join(dataDir, 'seeded');
  if (existsSync(mark)) return dataDir;
  mkdirSync(dataDir, { recursive: true });
  const smart = join(repositoryRoot, 'apps/server/src/smart.ts');
  const code = await new Promise<number | null>((resolve) =>
    spawn(process.execPath, [smart, 'seed', '--scale', scale], { env: { ...process.env, DATA_DIR: dataDir, DEMO: '0' }, stdio: ['ignore', 'ignore', 'inherit'] }).once('exit', resolve),
  );
  if (code !== 0) throw new Error(`seeding at ${scale} scale failed (${code})`);
  writeFileSync(mark, new Date().toISOString());
  return dataDir;
}
