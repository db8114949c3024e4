// `pnpm check`: types, lint, boundaries, dead code. Two at a time, the longest first.
import { collect, node, say } from './workspace.mjs';

const tool = (...args) => [node(), args];
const checks = () => ({
  'types of the back end': tool('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'),
  'types of the screens': tool('node_modules/vue-tsc/bin/vue-tsc.js', '-p', 'tsconfig.web.json', '--noEmit'),
  'lint (eslint)': tool('node_modules/eslint/bin/eslint.js', '--cache', '--cache-location', 'node_modules/.cache/eslint/', '--max-warnings=0', '.'),
  'lint (oxlint)': ['node_modules/.bin/oxlint', ['--deny-warnings']],
  boundaries: tool('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', 'apps', 'packages'),
  'dead code': tool('node_modules/knip/bin/knip.js', '--no-progress'),
});

async function runOne([name, [command, args]]) {
  const began = Date.now();
  const { code, output } = await collect(command, args);
  say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - began) / 1000).toFixed(0)} s)`);
  return { name, code, output };
}

/** Runs all checks, or those whose name contains one of the given words; prints the output of those that failed. */
export async function runChecks(words) {
  const queue = Object.entries(checks()).filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
  const results = [];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results.push(await runOne(next));
  };
  await Promise.all([worker(), worker()]);
  const failed = results.filter(({ code }) => code !== 0);
  for (const { name, output } of failed) console.log(`\n--- ${name}\n${output.trim()}`);
  console.log(failed.length === 0 ? '\nall checks passed' : `\n${failed.length} of ${results.length} checks failed: ${failed.map(({ name }) => name).join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}
