/** What the running server is made of. Made once at start from the deployment; closed in the reverse order. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UnitsOfWork } from '@smart/database';
import type { Capacity } from '@smart/identity/capacity';
import type { SignIn } from '@smart/identity/sign-in';
import type { Clock } from '@smart/kernel/clock';
import type { Config } from '@smart/kernel/config';
import type { RpcServices } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import type { Readiness } from './http/health.ts';

export type DemoAccount = { username: string; password: string; name: string; capacities: readonly string[] };

export type Services = Omit<RpcServices<SignIn, Capacity, Work>, 'units'> & {
  readonly config: Config;
  readonly clock: Clock;
  readonly units: UnitsOfWork;
  /** better-auth, for `/api/auth/*`. */
  readonly authHandler: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Requests to `/api/auth/*` that one address may make in a minute. */
  readonly authAttemptsPerMinute: number;
  readonly readiness: () => Promise<Readiness>;
  readonly jobFigures: () => Promise<readonly { queue: string; state: string; count: number }[]>;
  readonly demoAccounts: () => Promise<readonly DemoAccount[]>;
  readonly startJobs: () => Promise<void>;
  readonly close: () => Promise<void>;
};
