// One function per command; each returns the exit code.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { runChecks } from './checks.mjs';
import { at, build, fail, install, keepOutputClean, node, run, say } from './workspace.mjs';

/** Why this process cannot listen there; undefined when it can. */
const portProblem = (port, host) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });

/** The address to listen on, probed before any work is done. */
async function freeAddress() {
  const port = Number(process.env.PORT || 8080);
  const host = process.env.HOST || '127.0.0.1';
  if (!Number.isInteger(port) || port < 1 || port > 65535) fail(`PORT=${process.env.PORT} is not a port: choose a number from 1 to 65535. PORT 应为 1 到 65535 之间的整数。`);
  const problem = await portProblem(port, host);
  if (problem === 'EADDRINUSE') fail(`Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start    端口 ${port} 已被占用：请停止占用它的程序，或另选端口。`);
  if (problem === 'EACCES') fail(`Port ${port} needs special rights. Choose one above 1023: PORT=8080 npm start    端口 ${port} 需要特殊权限：请选用大于 1023 的端口。`);
  if (problem) fail(`Cannot listen on ${host}:${port} (${problem}). Check HOST and PORT. 无法监听该地址：请检查 HOST 和 PORT。`);
  return { port, host };
}

export async function start() {
  await freeAddress();
  await install();
  await build('generate', 'build');
  say('starting');
  return run(node(), ['apps/server/src/main.ts']);
}

export async function dev() {
  const { port } = await freeAddress();
  await install();
  await build('generate', 'build'); // the public site's pages are rendered by the server, from what was built
  say('starting the server (restarts on change) and the apps (reload on change)');
  const codes = await Promise.all([
    run(node(), ['--watch', '--watch-preserve-output', 'apps/server/src/main.ts']),
    run(node(), ['scripts/dev-apps.mjs', String(port)]),
  ]);
  return Math.max(...codes);
}

/** Sums up vitest's report: a file that could not even be loaded counts as one failure. */
function summary(file, code) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  const unloaded = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((result) => result.status === 'failed')).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + unloaded;
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}

export async function test(args) {
  await install();
  await ensureBrowser();
  await build('generate', 'build');
  say('testing');
  const folder = mkdtempSync(join(tmpdir(), 'smart-report-'));
  const report = join(folder, 'report.json');
  const code = await run(node(), [at('node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args]);
  const { passed, failed, skipped } = summary(report, code);
  rmSync(folder, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return code === 0 && failed === 0 ? 0 : 1;
}

export async function check(args) {
  await install();
  await build('generate');
  return runChecks(args);
}

export async function bench([name, ...args]) {
  const known = existsSync(at('apps/bench/src')) ? readdirSync(at('apps/bench/src')).filter((file) => /^[a-z-]+\.ts$/.test(file)).map((file) => file.slice(0, -3)) : [];
  if (!name || !known.includes(name)) fail(`Say which: ${known.map((one) => `pnpm bench ${one}`).join(', ')}`);
  await install();
  await build('generate', 'build');
  return run(node(), [`apps/bench/src/${name}.ts`, ...args]);
}

/** Prints nothing but the command's own output to stdout. */
export async function smart(args) {
  keepOutputClean();
  await install();
  // What needs no database does not load it.
  if (['classify', 'train'].includes(args[0])) return run(node(), ['apps/server/src/topics.ts', ...args], { stdio: 'inherit' });
  if (!existsSync(at('packages/platform/database/src/generated/prisma/client.ts'))) await build('generate');
  return run(node(), ['apps/server/src/smart.ts', ...args], { stdio: 'inherit' });
}

export async function newDomain(args) {
  await install();
  return run(node(), ['scripts/new-domain.mjs', ...args]);
}
