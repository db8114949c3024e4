// The browser tests need Chromium; Debian and Ubuntu have it as a package.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, run, say } from './workspace.mjs';

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
const found = () => (process.env.CHROMIUM ? existsSync(process.env.CHROMIUM) : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].some(onPath));
const packages = ['chromium', 'fonts-noto-cjk'];

/** Sees to it that there is a Chromium: installs it where that is possible, or says in one sentence what to do. */
export async function ensureBrowser() {
  if (found()) return;
  const advice = `The browser tests need Chromium: install it (Debian, Ubuntu: apt-get install ${packages.join(' ')}) or name one with CHROMIUM=/path. 浏览器测试需要 Chromium：请先安装，或用 CHROMIUM 指定其路径。`;
  if (!onPath('apt-get')) fail(advice);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && (!onPath('sudo') || (await run('sudo', ['-n', 'true'], { quiet: true })) !== 0)) fail(advice);
  const apt = (...args) => (isRoot ? run('apt-get', args, { env: { DEBIAN_FRONTEND: 'noninteractive' } }) : run('sudo', ['-n', 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]));
  say('installing Chromium and Chinese fonts for the browser tests');
  await apt('-qq', 'update');
  const code = await apt('-qq', '-y', '--no-install-recommends', 'install', ...packages);
  if (code !== 0 || !found()) fail(advice);
}
