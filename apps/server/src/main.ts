/** Starts the server of this deployment: one process that serves every app, the API and the jobs. */
import { readConfig, ConfigurationError, type Config } from '@smart/kernel/config';
import { exitBecause, StartupError } from '@smart/database';
import { buildServer } from './app.ts';
import { openDeployment, type Deployment } from './deployment.ts';
import { createServices, type Services } from './services.ts';

const started = Date.now();
const say = (line: string) => console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${line}`);

/** How long running requests and jobs may take to finish when the server is told to stop. */
const GRACE_MS = 10_000;

async function start(): Promise<void> {
  const config = configuration();
  let deployment: Deployment | undefined;
  let services: Services | undefined;
  let app: Awaited<ReturnType<typeof buildServer>> | undefined;
  const close = once(async () => {
    // Each part is closed even when the one before it could not be.
    await app?.close().catch((error: unknown) => console.error(error));
    await services?.close().catch((error: unknown) => console.error(error));
    await deployment?.close();
  });
  stopOnSignals(close);
  try {
    say(config.databaseUrl === null ? `starting the database in ${config.dataDir}` : 'connecting to the database');
    deployment = await openDeployment(config, say, 'server');
    services = await createServices(deployment);
    if (config.demo) await seedWhenEmpty(services);
    app = await buildServer(services);
    await services.startJobs();
    await listen(app, config);
    welcome(app.server.address(), config);
  } catch (error) {
    await close().catch(() => undefined);
    exitBecause(error);
  }
}

function configuration(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (error instanceof ConfigurationError) exitBecause(new StartupError(error.message));
    throw error;
  }
}

async function seedWhenEmpty(services: Services): Promise<void> {
  const { seedDemo } = await import('./demo/seed.ts');
  await seedDemo(services, say);
}

async function listen(app: Awaited<ReturnType<typeof buildServer>>, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EADDRINUSE') {
      throw new StartupError(`端口 ${port} 已被占用：请停止占用它的程序，或换一个端口，例如 PORT=${port + 1} npm start。 Port ${port} is taken: stop what uses it, or choose another.`, { cause: error });
    }
    if (code === 'EACCES') {
      throw new StartupError(`没有权限使用端口 ${port}：请换用 1024 以上的端口，例如 PORT=8080 npm start。 No permission for port ${port}: choose one above 1024.`, { cause: error });
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartupError(`HOST=${host} 不是本机的地址：请改为 127.0.0.1 或 0.0.0.0。 HOST is not an address of this machine.`, { cause: error });
    }
    throw error;
  }
}

function stopOnSignals(close: () => Promise<void>): void {
  const stop = () => {
    setTimeout(() => {
      console.error('stopped without waiting any longer for running work');
      process.exit(1);
    }, GRACE_MS + 5000).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  // The terminal was interrupted, the service manager asks, the terminal was closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
}

function welcome(address: ReturnType<Awaited<ReturnType<typeof buildServer>>['server']['address']>, config: Config): void {
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  const origin = config.publicUrl ?? `http://${host}:${port}`;
  say('ready');
  console.log(`
智慧人大 Smart Congress

  人大网站（公众）      ${origin}/
  代表履职服务平台      ${origin}/deputy/
  机关工作台            ${origin}/office/
  登录                  ${origin}/sign-in
  接口文档              ${origin}/api/v1/openapi.json
`);
  if (config.demo) {
    console.log(`演示账号（密码均为 Demo-2026-Yueyang；全部账号见登录页）：
  deputy.city 市人大代表    city.office 市人大代表工委    city.government 市政府办公室    city.transport 市交通运输局
`);
  }
  console.log('按 Ctrl-C 停止。 Press Ctrl-C to stop.');
}

await start();
