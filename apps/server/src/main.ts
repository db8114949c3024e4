/** Starts the server of this deployment: one process that serves every app, the API and the jobs. */
import { exitBecause, StartupError } from '@smart/database';
import { ConfigurationError, readConfig, type Config } from '@smart/kernel/config';
import { buildServer } from './app.ts';
import { demonstrates, loadDemo } from './demo.ts';
import { openDeployment } from './deployment.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { assertPortFree, explainListenError } from './listen.ts';
import { createServices } from './services.ts';

/** Running requests get 2 s, running jobs 10 s; whatever then still hangs is left behind. */
const STOP_WITHIN_MS = 15_000;

const started = Date.now();
const say = (line: string) => console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${line}`);

async function start(): Promise<void> {
  const config = configuration();
  const { opened, close, closing } = createLifecycle((error) => console.error(error));
  stopOnSignals(close);
  let explain = (error: unknown) => error;
  try {
    await assertPortFree(config);
    say(config.databaseUrl === null ? `starting the database in ${config.dataDir}` : 'connecting to the database');
    const deployment = await opened(openDeployment(config, say, 'server'));
    explain = deployment.explain;
    const services = await opened(createServices(deployment, { log: say }));
    if (demonstrates(config)) await (await loadDemo())?.seedDemo(services, deployment.adminUrl, say);
    const app = await opened(buildServer(services));
    await services.startJobs();
    await app.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
      throw explainListenError(error, config);
    });
    const address = app.server.address();
    welcome(typeof address === 'object' && address !== null ? address.port : config.port, config);
  } catch (error) {
    // Told to stop while starting: what fails now fails because everything is being closed.
    if (closing()) return;
    const explained = explain(error);
    await close();
    exitBecause(explained);
  }
}

function configuration(): Config {
  try {
    return readConfig();
  } catch (error) {
    return exitBecause(error instanceof ConfigurationError ? new StartupError(error.message) : error);
  }
}

/** Whatever ends the process, the embedded database is ended with it. */
function stopOnSignals(close: Lifecycle['close']): void {
  const stop = (code: number) => {
    setTimeout(() => {
      console.error('stopped without waiting any longer for running work');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    void close().then(() => process.exit(code));
  };
  // The terminal was interrupted, the service manager asks, the terminal was closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  process.on('uncaughtException', (error) => {
    console.error(error);
    stop(1);
  });
}

function welcome(port: number, config: Config): void {
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  const origin = config.publicUrl ?? `http://${host}:${port}`;
  say('ready');
  console.log(`
智慧人大 Smart Congress

  人大网站（公众）      ${origin}/
  代表履职服务平台      ${origin}/deputy/
  机关工作台            ${origin}/office/
  登录                  ${origin}/sign-in
  接口说明              ${origin}/api/v1/openapi.json
`);
  if (demonstrates(config)) {
    console.log(`演示账号（密码均为 Demo-2026-Yueyang，全部账号见登录页）：
  deputy.city 市人大代表    city.office 市人大代表工委    city.government 市政府办公室    city.transport 市交通运输局
`);
  }
  console.log('按 Ctrl-C 停止。 Press Ctrl-C to stop.');
}

await start();
