// `pnpm new:domain NAME [SUBJECT [LABEL]]`: lays out a room in packages/domains with a passing test, like all the others.
//   pnpm new:domain meetings meeting 会议
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const template = join(import.meta.dirname, 'domain-template');
const wallMark = '\n};\n\n/** Views that let through the wall';

const camel = (name) => name.replace(/[-_]([a-z])/g, (_, letter) => letter.toUpperCase());
const pascal = (name) => camel(`_${name}`);

/** Every name that the templates use; `subject` is the one thing the room is about, as its table is called. */
export function namesFor(room, subject = room.replaceAll('-', '_').replace(/s$/, ''), label = room) {
  if (!/^[a-z][a-z0-9-]*$/.test(room)) throw new Error(`"${room}" is no name for a room: small letters, digits and - (e.g. meetings).`);
  if (!/^[a-z][a-z0-9_]*$/.test(subject)) throw new Error(`"${subject}" is no name for a table: small letters, digits and _ (e.g. meeting).`);
  return { room, roomCamel: camel(room), subject, subjectCamel: camel(subject), Subject: pascal(subject), label };
}

/** `${ {{x}}Columns }` in a template is `${xColumns}` in the room: the braces must not touch. */
const fill = (text, names) => text.replace(/\{\{(\w+)\}\}/g, (_, key) => names[key]).replace(/\$\{ (\w+) \}/g, '${$1}');

function templateFiles(folder = template, path = '') {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? templateFiles(join(folder, entry.name), join(path, entry.name)) : [join(path, entry.name)],
  );
}

/** Writes the room, its schema file and its wall into the checkout at `root`; returns the paths it wrote. */
export function layOut(root, names) {
  const room = join('packages/domains', names.room);
  const schema = `packages/platform/database/prisma/schema/${names.room}.prisma`;
  const walls = join(root, 'packages/platform/database/src/wall-tables.ts');
  if (existsSync(join(root, room)) || existsSync(join(root, schema))) throw new Error(`There is a room "${names.room}" already.`);
  const written = readFileSync(walls, 'utf8');
  if (new RegExp(`^  ${names.subject}:`, 'm').test(written)) throw new Error(`There is a table "${names.subject}" already: name another subject.`);
  if (!written.includes(wallMark)) throw new Error('wall-tables.ts has lost the end of tableWalls; add the new table by hand.');
  const files = templateFiles().map((file) => {
    const target = file === 'schema.prisma.tmpl' ? schema : join(room, file.replace(/\.tmpl$/, ''));
    mkdirSync(dirname(join(root, target)), { recursive: true });
    writeFileSync(join(root, target), fill(readFileSync(join(template, file), 'utf8'), names));
    return target;
  });
  writeFileSync(walls, written.replace(wallMark, `\n\n  // domains/${names.room}\n  ${names.subject}: { kind: 'tenant' },${wallMark}`));
  return [...files, 'packages/platform/database/src/wall-tables.ts'];
}

/** Draws the workflow into the README. */
export async function drawStates(root, names) {
  const room = join(root, 'packages/domains', names.room);
  const workflow = (await import(join(room, 'src/workflow.ts')))[`${names.subjectCamel}Workflow`];
  const { updateReadme } = await import(join(root, 'packages/platform/workflow/src/mermaid.ts'));
  updateReadme(join(room, 'README.md'), workflow);
}

function must(command, args, options) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed; the reason stands above.`);
}

async function main([room, subject, label]) {
  const root = join(import.meta.dirname, '..');
  if (!room) throw new Error('Say which: pnpm new:domain NAME [SUBJECT [LABEL]], e.g. pnpm new:domain meetings meeting 会议');
  const names = namesFor(room, subject, label);
  for (const file of layOut(root, names)) console.log(`  ${file}`);
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const database = join(root, 'packages/platform/database');
  console.log('linking the package, generating types, writing the migration');
  must('npx', ['--yes', '--prefer-offline', packageManager, 'install', '--prefer-offline', '--reporter=append-only'], { cwd: root });
  must(process.execPath, ['scripts/generate.mjs'], { cwd: database, env: { ...process.env, PATH: `${join(database, 'node_modules/.bin')}:${process.env.PATH}` } });
  must(process.execPath, ['src/migrate-cli.ts', 'diff', names.room.replaceAll('-', '_')], { cwd: database });
  await drawStates(root, names);
  must(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', `packages/domains/${names.room}`], { cwd: root });
  console.log(`
The room stands. Next:
  1. docs/glossary.md: the words of the domain, before they enter the code.
  2. packages/platform/database/prisma/schema/${names.room}.prisma, then
     pnpm exec node packages/platform/database/src/migrate-cli.ts diff NAME && pnpm turbo run generate
  3. apps/server: compose ${names.roomCamel}Router in src/router.ts, load the store in src/domains.ts (import '@smart/${names.room}/store'),
     add '"@smart/${names.room}": "workspace:*"' to its package.json, and a row for each procedure to the permission matrix.
  4. README.md: every rule with its article.`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
