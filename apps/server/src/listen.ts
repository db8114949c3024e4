/** Taking the port, with one clear sentence when it cannot be had. */
import { createServer } from 'node:net';
import { StartupError } from '@smart/database';
import type { Config } from '@smart/kernel/config';

type Address = Pick<Config, 'host' | 'port'>;

/**
 * Tries the port before any work is done, so that a taken one is told at once.
 * @throws StartupError when it is taken, not permitted, or the host is not of this machine
 */
export async function assertPortFree({ host, port }: Address): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => probe.once('error', reject).listen({ host, port, exclusive: true }, resolve));
  } catch (error) {
    throw explainListenError(error, { host, port });
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
}

/** The sentence for a port that cannot be had; other errors are returned as they are. */
export function explainListenError(error: unknown, { host, port }: Address): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') {
    return new StartupError(`端口 ${port} 已被占用：请停止占用它的程序，或换一个端口，例如 PORT=${port + 1} npm start。 Port ${port} is taken: stop what uses it, or choose another.`, { cause: error });
  }
  if (code === 'EACCES') {
    return new StartupError(`没有权限使用端口 ${port}：请换用 1024 以上的端口，例如 PORT=8080 npm start。 No permission for port ${port}: choose one above 1024.`, { cause: error });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new StartupError(`HOST=${host} 不是本机的地址：请改为 127.0.0.1 或 0.0.0.0。 HOST is not an address of this machine.`, { cause: error });
  }
  return error;
}
