// Entry point of `npm start`, `npm test` and the other commands. Runs on any Node from 20.11 on, with no dependency installed yet:
// installs the workspace with the pinned pnpm, builds what changed, then runs the task on the pinned Node.
import { existsSync } from 'node:fs';
import { bench, check, dev, newDomain, smart, start, test } from './lib/tasks.mjs';
import { at, fail } from './lib/workspace.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 11)) fail(`Node.js ${process.versions.node} is too old: install Node.js 20.11 or newer. 请安装 Node.js 20.11 或更高版本。`);
if (!existsSync(at('pnpm-lock.yaml'))) fail('pnpm-lock.yaml is missing: run this in a complete checkout. 请在完整的代码目录中运行。');

const tasks = { start, test, dev, check, bench, smart, 'new:domain': newDomain };
const [task = '', ...args] = process.argv.slice(2);
const run = tasks[task];
if (!run) fail(`Unknown task "${task}". Known: ${Object.keys(tasks).join(', ')}.`);
process.exitCode = await run(args);
