// `pnpm dev`: one Vite server per app, each with its own port, in front of the running server.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';

const apps = join(import.meta.dirname, '../apps');
const serverPort = Number(process.argv[2]);
const target = `http://127.0.0.1:${serverPort}`;
const names = readdirSync(apps).filter((name) => existsSync(join(apps, name, 'vite.config.ts')));

for (const [i, name] of names.entries()) {
  const vite = await createServer({
    root: join(apps, name),
    configFile: join(apps, name, 'vite.config.ts'),
    server: { port: serverPort + 1 + i, strictPort: false, proxy: { '/api': { target, changeOrigin: false }, '/sign-in': { target } } },
  });
  await vite.listen();
  console.log(`${name}: ${vite.resolvedUrls?.local[0] ?? ''}`);
}
