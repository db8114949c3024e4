/** The demonstration is a part that a deployment may leave out: it is loaded only where it is there and wanted. */
import { existsSync } from 'node:fs';
import type { Config } from '@smart/kernel/config';
import type { Log } from './deployment.ts';
import type { Services } from './services.ts';

export type DemoAccount = { username: string; password: string; name: string; capacities: readonly string[] };

/** Whether this deployment shows invented people: never in production, whatever DEMO says. */
export const demonstrates = ({ demo, production }: Pick<Config, 'demo' | 'production'>): boolean => demo && !production;

/** What `demo/seed.ts` exports. */
export type Demo = {
  /** Fills an empty database, or completes what was interrupted; does nothing to any other. Divisions are written past the wall. */
  readonly seedDemo: (services: Services, adminUrl: string, log: Log) => Promise<void>;
  readonly demoAccounts: (services: Services) => Promise<readonly DemoAccount[]>;
};

const module = new URL('./demo/seed.ts', import.meta.url);

/** The demonstration's own module; null in a deployment without it. */
export async function loadDemo(): Promise<Demo | null> {
  if (!existsSync(module)) return null;
  const demo: Demo = await import(module.href);
  return demo;
}
