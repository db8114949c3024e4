import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'smart-new-domain-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Runs code in a Node of its own: what it loads must not come through the test runner. */
function inNode(code: string) {
  const script = `import { drawStates, layOut, namesFor } from ${JSON.stringify(join(root, 'scripts/new-domain.mjs'))};\nconst root = ${JSON.stringify(copy)};\n${code}`;
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

test('a new room has all the furniture, its wall and its table, and its rules pass their test', () => {
  const database = 'packages/platform/database';
  cpSync(join(root, database, 'prisma/schema'), join(copy, database, 'prisma/schema'), { recursive: true });
  mkdirSync(join(copy, database, 'src'), { recursive: true });
  cpSync(join(root, database, 'src/wall-tables.ts'), join(copy, database, 'src/wall-tables.ts'));
  symlinkSync(join(root, 'packages/platform/workflow'), join(copy, 'packages/platform/workflow'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const room = join(copy, 'packages/domains/field-visits');
  mkdirSync(room, { recursive: true });
  symlinkSync(join(root, 'packages/domains/suggestions/node_modules'), join(copy, 'packages/domains/node_modules'));

  rmSync(room, { recursive: true });
  expect(inNode(`layOut(root, namesFor('field-visits', 'field_visit', '视察')); await drawStates(root, namesFor('field-visits', 'field_visit', '视察'));`)).toEqual({ status: 0, output: '' });
  for (const file of ['package.json', 'README.md', ...['model', 'workflow', 'policy', 'store', 'service', 'router', 'statistics', 'rules.test', 'service.test'].map((name) => `src/${name}.ts`)]) {
    expect(existsSync(join(room, file))).toBe(true);
    expect(readFileSync(join(room, file), 'utf8')).not.toContain('{{');
  }
  expect(readFileSync(join(copy, database, 'src/wall-tables.ts'), 'utf8')).toContain(`  field_visit: { kind: 'tenant' },`);
  expect(readFileSync(join(copy, database, 'prisma/schema/field-visits.prisma'), 'utf8')).toContain('model FieldVisit {');
  expect(readFileSync(join(room, 'README.md'), 'utf8')).toContain('state "已登记" as registered');

  const { status, stdout } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', room, 'src/rules.test.ts'], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  expect(stdout).toContain('3 passed');
  expect(status).toBe(0);
});

test('it does not overwrite, and refuses names that are none', () => {
  expect(inNode(`layOut(root, namesFor('field-visits', 'field_visit'))`).output).toContain('There is a room "field-visits" already');
  expect(inNode(`layOut(root, namesFor('others', 'suggestion'))`).output).toContain('There is a table "suggestion" already');
  expect(inNode(`namesFor('Meetings')`).output).toContain('is no name for a room');
});
