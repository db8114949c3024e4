// What every task needs: paths, environment, child processes, installing and building.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** A path inside the checkout. */
export const at = (...parts) => join(root, ...parts);

const { packageManager } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const started = Date.now();
let progress = process.stdout;
/** From here on progress goes to the terminal's error channel: the output belongs to the command's result. */
export const keepOutputClean = () => (progress = process.stderr);
export const say = (line) => progress.write(`[${((Date.now() - started) / 1000).toFixed(0).padStart(3)} s] ${line}\n`);

/** One clear sentence, and the end. */
export function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

const env = {
  ...process.env,
  PATH: [at('node_modules/.bin'), process.env.PATH].join(delimiter), // the pinned Node comes first
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
  npm_config_update_notifier: 'false',
};
// npm hands its own settings to what it runs; pnpm and npx would read them as theirs.
for (const name of Object.keys(env)) {
  if (/^npm_(config_(?!registry|cache|userconfig|update_notifier|https?_proxy|proxy|noproxy|cafile)|package_|lifecycle_)/i.test(name)) delete env[name];
}

/** Runs a program in the checkout to its end; signals are passed on. Returns its exit code. */
export function run(command, args, { quiet = false, ...options } = {}) {
  return new Promise((resolve) => {
    const output = progress === process.stderr && !options.stdio ? 2 : 'inherit';
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', quiet ? 'ignore' : output, quiet ? 'ignore' : 'inherit'], ...options, ...(options.env ? { env: { ...env, ...options.env } } : {}) });
    const pass = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    const done = (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      done(127);
    });
    child.once('exit', (code, signal) => done(signal ? 1 : (code ?? 1)));
  });
}

/** Runs a program and collects what it prints. */
export function collect(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}` }));
    child.once('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

const must = async (what, command, args) => {
  const code = await run(command, args);
  if (code !== 0) fail(`${what} failed (exit code ${code}); the reason stands above.`);
};

/** Installing takes seconds even when there is nothing to do, so remember what was installed. */
function installation() {
  const hash = createHash('sha256').update(process.platform + process.arch);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) hash.update(readFileSync(at(file)));
  const stamp = at('node_modules/.installed');
  const wanted = hash.digest('hex');
  return {
    done: existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(at('node_modules/.bin/turbo')),
    record: () => {
      mkdirSync(at('node_modules'), { recursive: true });
      writeFileSync(stamp, wanted);
    },
  };
}

// --prefer-offline: without it npx asks the registry each time, and hangs where there is no network.
const pnpm = (...args) => ['npx', ['--yes', '--prefer-offline', packageManager, ...args]];

export async function install() {
  const state = installation();
  if (state.done) return;
  say(`installing dependencies with ${packageManager} (the first time: about a minute)`);
  await must('Installing', ...pnpm('install', '--frozen-lockfile', '--reporter=append-only'));
  state.record();
}

export async function build(...tasks) {
  say('building what changed');
  await must('Building', ...pnpm('exec', 'turbo', 'run', ...tasks, '--output-logs=errors-only'));
}

/** The Node that the back end runs on: the pinned one, or (where no package of it exists) the installed one when it is new enough. */
export function node() {
  const pinned = at('node_modules/.bin/node');
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(`There is no packaged Node.js 24 for ${process.platform}-${process.arch}: install Node.js 24 and run this with it.`);
}
