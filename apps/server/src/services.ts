/** What the running server is made of. Made once at start from the deployment; closed in the reverse order. */
import type { UnitOfWork } from '@smart/database/unit-of-work';
import type { UnitsOfWork } from '@smart/database';
import { createFileStore, type FileStore } from '@smart/files/store';
import { createAuth, type Auth } from '@smart/identity/auth';
import type { Capacity } from '@smart/identity/capacity';
import { forgetIdentity, IDENTITY_CHANNEL } from '@smart/identity/changes';
import { DATA_KEYS_CHANNEL, loadDataKeys, readyDataKeys } from '@smart/identity/data-keys';
import { useDeploymentSecret } from '@smart/identity/keys';
import { oauthPlugins } from '@smart/identity/oauth-provider';
import { useUpstream } from '@smart/identity/upstream';
import { chooseCapacity, createSessionResolver } from '@smart/identity/session';
import type { SignIn } from '@smart/identity/sign-in';
import type { QueueFigure } from '@smart/jobs/dead-letters';
import { codeSender, createSmsBox, useSms, type SmsBox, type SmsProvider } from '@smart/notifications/sms';
import { createAliyunSms } from '@smart/notifications/sms-aliyun';
import { systemClock, type Clock } from '@smart/kernel/clock';
import type { Config } from '@smart/kernel/config';
import type { RpcServices } from '@smart/rpc/context';
import { createLiveHub } from '@smart/rpc/live';
import { createRateLimits, defaultRates, multiplied } from '@smart/rpc/rate-limit';
import type { Work } from '@smart/workflow/work';
import { createBackground } from './background.ts';
import { demonstrates, loadDemo, type DemoAccount } from './demo.ts';
import type { Deployment, Log } from './deployment.ts';
import { registerDomains } from './domains.ts';
import type { Readiness } from './http/health.ts';
import { countGuesses, type Guesses } from './http/guesses.ts';
import { createRefusals, type NoteRefusal } from './http/refusals.ts';
import { startListener } from './listener.ts';
import { createWorkOf, loadCalendar } from './world.ts';


export type Services = Omit<RpcServices<SignIn, Capacity, Work>, 'units'> & {
  readonly config: Config;
  readonly clock: Clock;
  readonly units: UnitsOfWork;
  readonly files: FileStore;
  /** Signing in and out, for `/api/auth/*` and the sign-in page. */
  readonly auth: Auth;
  /** Requests to `/api/auth/*` that one address may make in a minute. */
  readonly authAttemptsPerMinute: number;
  /** Writes an attack down that was refused before it came to a door of signing in. */
  readonly noteRefusal: NoteRefusal;
  /** Wrong codes of receipts, by number. */
  readonly guesses: Guesses;
  readonly readiness: () => Promise<Readiness>;
  readonly jobFigures: () => Promise<readonly QueueFigure[]>;
  readonly demoAccounts: () => Promise<readonly DemoAccount[]>;
  /** Where a demonstration's SMS go; null where messages are sent, or are not. */
  readonly smsBox: SmsBox | null;
  readonly startJobs: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type ServiceOptions = {
  readonly clock?: Clock;
  readonly log?: Log;
};

/** A shared office address signs in many people in the first minutes of a working day. */
const AUTH_PER_MINUTE = 120;

/** Builds the services on an open deployment. Closing them leaves the deployment open. */
export async function createServices(deployment: Deployment, options: ServiceOptions = {}): Promise<Services> {
  const { config, units, serverUrl } = deployment;
  const { clock = systemClock, log = console.error } = options;
  registerDomains();
  useDeploymentSecret(deployment.secret);
  const listener = await startListener(serverUrl, log);
  listener.on(IDENTITY_CHANNEL, forgetIdentity);
  const withKeys = (work: (unit: UnitOfWork) => Promise<void>) => units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, work);
  await withKeys((unit) => readyDataKeys({ ...unit, clock }, config.personalDataCipher));
  listener.on(DATA_KEYS_CHANNEL, () => void withKeys(loadDataKeys).catch((error: unknown) => log(`data keys: ${error instanceof Error ? error.message : String(error)}`)));
  const files = createFileStore(config.files);
  const sessions = createSessionResolver({ units, clock, requireTotp: !config.demo });
  const workOf = createWorkOf(clock, loadCalendar(config.dataDir));
  const background = createBackground({ serverUrl, units, workOf, clock, files, log, demonstration: demonstrates(config) });
  const publicUrl = publicUrlOf(config);
  const smsBox = config.sms === null && demonstrates(config) ? createSmsBox(clock) : null;
  const sms: SmsProvider | null = config.sms === null ? smsBox : createAliyunSms(config.sms, clock);
  useSms(sms === null ? null : { provider: sms, origin: publicUrl });
  useUpstream(config.upstream, `${publicUrl}/api/auth/upstream/callback`);
  const otherOrigins = [config.deputyUrl, config.officeUrl].flatMap((url) => (url === null ? [] : [new URL(url).origin]));
  const auth = createAuth({ units, clock, publicUrl, otherOrigins, plugins: oauthPlugins({ publicUrl, clock }), requireTotp: !config.demo, ...(sms === null ? {} : { sendCode: codeSender(sms, log) }) });
  const services: Services = {
    config,
    clock,
    units,
    workOf,
    files,
    resolveSession: sessions.resolveSession,
    chooseCapacity,
    limits: createRateLimits(multiplied(defaultRates, config.rateFactor), clock),
    live: createLiveHub(listener),
    auth,
    noteRefusal: createRefusals({ auth, clock, resolveSession: sessions.resolveSession }),
    guesses: countGuesses(clock, config.rateFactor),
    authAttemptsPerMinute: Math.ceil(AUTH_PER_MINUTE * config.rateFactor),
    readiness: async () => ({ database: await databaseState(units), migrations: 'ok', jobs: await background.state() }),
    jobFigures: background.figures,
    demoAccounts: async () => (await (await loadDemo())?.demoAccounts(services)) ?? [],
    smsBox,
    startJobs: background.start,
    close: async () => {
      await background.close();
      sessions.close();
      await listener.close();
    },
  };
  return services;
}

/** The address people sign in at, and the issuer of our tokens. */
export const publicUrlOf = ({ publicUrl, host, port }: Config): string => publicUrl ?? `http://${host}:${port}`;

/** Whether a unit of work can be done now. */
async function databaseState(units: UnitsOfWork): Promise<string> {
  try {
    await units.unitOfWork({ role: 'smart_reader' }, ({ sql }) => sql('SELECT 1'), { readOnly: true });
    return 'ok';
  } catch {
    return 'unreachable';
  }
}
