// A Prisma generator that writes Kysely's table types, with the names of the database and the values that the unit of work
// returns: civil dates as 'YYYY-MM-DD', instants as Date, big integers as number. (The published generators know neither
// the native type of a column nor these values.)
// Prisma speaks JSON-RPC with a generator: requests come on stdin, one a line; answers go to stderr.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const manifest = { defaultOutput: '../src/generated/kysely', prettyName: 'Kysely table types' };

const scalars = {
  String: 'string',
  Boolean: 'boolean',
  Int: 'number',
  BigInt: 'number',
  Float: 'number',
  Decimal: 'string',
  Json: 'Json',
  Bytes: 'Buffer',
};

/** The type as selected, inserted and updated. */
function columnType(field) {
  if (field.kind === 'enum') return `'${field.enumValues.join("' | '")}'`;
  if (field.type === 'DateTime') {
    if (field.nativeType?.[0] === 'Date') return 'string';
    return 'Timestamp';
  }
  const type = scalars[field.type];
  if (!type) throw new Error(`no Kysely type for ${field.type}`);
  return type;
}

/** A value that the database itself supplies may be left out of an insert; Prisma's own defaults (uuid, now) are not the database's. */
const suppliedByDatabase = (field) =>
  field.hasDefaultValue && (typeof field.default !== 'object' || Array.isArray(field.default) || ['autoincrement', 'now', 'dbgenerated'].includes(field.default.name));

function column(field, enums) {
  let type = columnType({ ...field, enumValues: enums.get(field.type) });
  if (field.isList) type = type.includes('|') ? `(${type})[]` : `${type}[]`;
  if (!field.isRequired) type += ' | null';
  if (suppliedByDatabase(field)) type = `Generated<${type}>`;
  return `  ${field.dbName ?? field.name}: ${type};`;
}

function render({ models, enums }) {
  const values = new Map(enums.map(({ name, values: members }) => [name, members.map((member) => member.dbName ?? member.name)]));
  const tables = models.map((model) => {
    const columns = model.fields.filter((field) => field.kind !== 'object').map((field) => column(field, values));
    return `export type ${model.name}Table = {\n${columns.join('\n')}\n};\n`;
  });
  const list = models.map((model) => `  ${model.dbName ?? model.name}: ${model.name}Table;`);
  return [
    '// Generated from prisma/schema; do not edit.',
    "import type { ColumnType } from 'kysely';",
    '',
    'export type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;',
    '/** An instant: a Date when read; a Date or an ISO string when written. */',
    'export type Timestamp = ColumnType<Date, Date | string, Date | string>;',
    '/** Read as parsed JSON of unknown shape; written as JSON text. */',
    'export type Json = ColumnType<unknown, string, string>;',
    '',
    ...tables,
    'export type DB = {',
    ...list,
    '};',
    '',
  ].join('\n');
}

function generate({ dmmf, generator }) {
  const folder = generator.output.value;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'types.ts'), render(dmmf.datamodel));
  return null;
}

const handlers = { getManifest: () => ({ manifest }), generate };

createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  try {
    process.stderr.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: handlers[method](params) })}\n`);
  } catch (error) {
    process.stderr.write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code: 1, message: error.message, data: { stack: error.stack } } })}\n`);
  }
});
