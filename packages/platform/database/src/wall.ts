// The wall between congresses: row-level security on every table, made from one template.
// Every table has a permissive policy for the application (it may), a restrictive one named `wall` (but only this), one for the
// owner (functions and views that let something through on purpose), and where something is public, one for the reader.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { StartupError } from './startup-error.ts';
import { openViews, type TableWall, tableWalls } from './wall-tables.ts';

/** Evaluated once per statement (a sub-select), not once per row. After the end of a transaction a setting is '', not null. */
const congress = `(SELECT NULLIF(current_setting('app.congress', true), '')::uuid)`;
const inRealm = (realm: string) => `(SELECT current_setting('app.realm', true) = '${realm}')`;
const own = `congress_id = ${congress}`;

type Policy = { name: string; command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE'; role: string; restrictive: boolean; using?: string; check?: string };

const wall = (condition: string): Policy[] => [{ name: 'wall', command: 'ALL', role: 'smart_app', restrictive: true, using: condition, check: condition }];

/** Reading is free; each way of writing is walled, because a restrictive policy for ALL would wall reading, too. */
const writeWall = (condition: string): Policy[] => [
  { name: 'wall_insert', command: 'INSERT', role: 'smart_app', restrictive: true, check: condition },
  { name: 'wall_update', command: 'UPDATE', role: 'smart_app', restrictive: true, using: condition, check: condition },
  { name: 'wall_delete', command: 'DELETE', role: 'smart_app', restrictive: true, using: condition },
];

function walls({ kind, matter, readable }: TableWall): Policy[] {
  switch (kind) {
    case 'tenant':
      return wall(own);
    case 'shared':
      return wall(`${own} OR ${matter} IN (SELECT ms.matter_id FROM matter_share ms WHERE ms.congress_id = ${congress})`);
    case 'directory':
      return writeWall(own);
    case 'reference':
      return writeWall('false');
    case 'person':
      return wall(`congress_ids @> ARRAY[${congress}] OR ${inRealm('identity')}`);
    case 'capacity':
      return wall(`${own} OR ${inRealm('identity')}`);
    case 'identity':
      return wall(inRealm('identity'));
    case 'system':
      return readable ? writeWall(inRealm('system')) : wall(inRealm('system'));
    case 'share':
      return writeWall(`congress_id <> ${congress}`);
  }
}

/** The policies that a table must have, exactly. */
export function policiesOf(table: TableWall): Policy[] {
  const published: Policy[] = table.public ? [{ name: 'published', command: 'SELECT', role: 'smart_reader', restrictive: false, using: table.public.when }] : [];
  return [
    { name: 'app', command: 'ALL', role: 'smart_app', restrictive: false, using: 'true', check: 'true' },
    { name: 'owner', command: 'ALL', role: 'smart_owner', restrictive: false, using: 'true', check: 'true' },
    ...walls(table),
    ...published,
  ];
}

function grantsOf(name: string, table: TableWall): string[] {
  const acts = table.kind === 'reference' ? 'SELECT' : table.appendOnly ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE';
  const reading = table.public?.columns ? `SELECT (${table.public.columns.join(', ')})` : 'SELECT';
  return [
    `REVOKE ALL ON TABLE "${name}" FROM PUBLIC, smart_app, smart_reader`,
    `GRANT ${acts} ON TABLE "${name}" TO smart_app`,
    ...(table.public ? [`GRANT ${reading} ON TABLE "${name}" TO smart_reader`] : []),
  ];
}

function policySql(table: string, { name, command, role, restrictive, using, check }: Policy): string {
  const parts = [`CREATE POLICY ${name} ON "${table}" AS ${restrictive ? 'RESTRICTIVE' : 'PERMISSIVE'} FOR ${command} TO ${role}`];
  if (using) parts.push(`USING (${using})`);
  if (check) parts.push(`WITH CHECK (${check})`);
  return parts.join(' ');
}

function tableSql(name: string, table: TableWall): string[] {
  return [
    `ALTER TABLE "${name}" ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE "${name}" FORCE ROW LEVEL SECURITY`,
    ...policiesOf(table).map((policy) => policySql(name, policy)),
    ...grantsOf(name, table),
  ];
}

const sqlFolder = join(import.meta.dirname, 'sql');
const sqlFiles = () => readdirSync(sqlFolder).filter((file) => file.endsWith('.sql')).sort().map((file) => readFileSync(join(sqlFolder, file), 'utf8'));

/** Everything belongs to the owner role, whoever ran the migration; the migration engine's own table stays with the administrator. */
const ownershipSql = `
DO $$ DECLARE item record; BEGIN
  FOR item IN SELECT c.oid::regclass AS name, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'S') AND c.relname <> '_prisma_migrations'
      AND pg_get_userbyid(c.relowner) <> 'smart_owner'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i', 'e') AND d.classid = 'pg_class'::regclass)
  LOOP
    EXECUTE format('ALTER %s %s OWNER TO smart_owner', CASE item.relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, item.name);
  END LOOP;
  FOR item IN SELECT p.tablename, p.policyname FROM pg_policies p WHERE p.schemaname = 'public' LOOP
    EXECUTE format('DROP POLICY %I ON public.%I', item.policyname, item.tablename);
  END LOOP;
END $$`;

const schemaSql = [
  'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
  'GRANT USAGE ON SCHEMA public TO smart_app, smart_reader',
  'GRANT USAGE, CREATE ON SCHEMA public TO smart_owner',
];

/** The whole wall as one script; the same script every time, so its hash tells whether it was applied. */
function wallSql(): string {
  const tables = Object.entries(tableWalls).flatMap(([name, table]) => tableSql(name, table));
  const sequences = ['GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO smart_app'];
  return [...schemaSql, ownershipSql, 'SET LOCAL ROLE smart_owner', ...sqlFiles(), ...tables, ...sequences, 'RESET ROLE'].join(';\n');
}

const fingerprint = (sql: string) => `smart-congress wall ${createHash('sha256').update(sql).digest('hex')}`;

/**
 * Puts up the wall: ownership, views and functions of src/sql, row-level security, grants. Does nothing when this very wall stands.
 * @param admin a connection of the administrator, outside a transaction.
 */
export async function applyWall(admin: pg.ClientBase): Promise<void> {
  const sql = wallSql();
  const { rows } = await admin.query<{ mark: string | null }>(`SELECT obj_description('public'::regnamespace, 'pg_namespace') AS mark`);
  const missing = await wallProblems(admin);
  if (rows[0]?.mark === fingerprint(sql) && missing.length === 0) return;
  try {
    await admin.query(`BEGIN;\n${sql};\nCOMMENT ON SCHEMA public IS '${fingerprint(sql)}';\nCOMMIT`);
  } catch (error) {
    await admin.query('ROLLBACK');
    throw error;
  }
  const problems = await wallProblems(admin);
  if (problems.length > 0) throw new StartupError(`数据库的隔离规则不完整：${problems.join('；')}。 The wall between congresses is not complete.`);
}

type TableRow = { name: string; kind: string; secured: boolean; forced: boolean; invoker: boolean };

/** What is missing in the wall as it stands in the database: unsecured or undeclared tables, missing, extra or altered policies, views without a declaration. */
export async function wallProblems(client: pg.ClientBase): Promise<string[]> {
  const { rows: tables } = await client.query<TableRow>(`
    SELECT c.relname AS name, c.relkind AS kind, c.relrowsecurity AS secured, c.relforcerowsecurity AS forced,
      COALESCE('security_invoker=true' = ANY (c.reloptions), false) AS invoker
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname <> '_prisma_migrations'`);
  const { rows: policies } = await client.query<{ table: string; name: string; restrictive: boolean; role: string; command: string }>(`
    SELECT tablename AS table, policyname AS name, permissive = 'RESTRICTIVE' AS restrictive, array_to_string(roles, ',') AS role, cmd AS command
    FROM pg_policies WHERE schemaname = 'public'`);
  const problems = Object.keys(tableWalls).filter((name) => !tables.some((table) => table.name === name)).map((name) => `缺少表 ${name}`);
  for (const { name, kind, secured, forced, invoker } of tables) {
    if (kind === 'v') {
      if (!invoker && !openViews.includes(name)) problems.push(`视图 ${name} 绕过隔离规则（须 security_invoker 或在 openViews 中声明）`);
      continue;
    }
    const declared = tableWalls[name];
    if (!declared) problems.push(`表 ${name} 未在 wall-tables.ts 中声明隔离规则`);
    else if (!secured || !forced) problems.push(`表 ${name} 未启用行级安全`);
    else {
      const line = (policy: Omit<Policy, 'using' | 'check'>) => `${policy.name} ${policy.restrictive} ${policy.role} ${policy.command}`;
      const actual = policies.filter((policy) => policy.table === name).map((policy) => `${policy.name} ${policy.restrictive} ${policy.role} ${policy.command}`);
      const expected = policiesOf(declared).map(line);
      if ([...actual].sort().join() !== expected.sort().join()) problems.push(`表 ${name} 的隔离规则与声明不符`);
    }
  }
  return problems;
}

/**
 * Refuses to go on when the connected login could pass the wall: it, or a role it can assume, is a superuser, bypasses row-level
 * security, may create roles, belongs to a predefined role, owns a table, or may change the append-only tables.
 * @throws StartupError
 */
export async function assertWall(server: pg.ClientBase): Promise<void> {
  const { rows: roles } = await server.query<{ name: string; why: string }>(`
    SELECT r.rolname AS name, concat_ws(', ',
      CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolbypassrls THEN 'bypassrls' END, CASE WHEN r.rolcreaterole THEN 'createrole' END,
      CASE WHEN r.rolreplication THEN 'replication' END, CASE WHEN r.rolname LIKE 'pg\\_%' THEN 'predefined role' END,
      CASE WHEN EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relowner = r.oid) THEN 'owner of tables' END) AS why
    FROM pg_roles r WHERE pg_has_role(session_user, r.oid, 'MEMBER')`);
  const problems = roles.filter(({ why }) => why !== '').map(({ name, why }) => `${name} (${why})`);
  const appendOnly = Object.entries(tableWalls).filter(([, table]) => table.appendOnly).map(([name]) => name);
  const { rows: changeable } = await server.query<{ name: string }>(
    `SELECT t.name FROM unnest($1::text[]) AS t(name), unnest($2::text[]) AS r(name)
     WHERE has_table_privilege(r.name, format('public.%I', t.name), 'UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege(r.name, format('public.%I', t.name), 'UPDATE')`,
    [appendOnly, roles.map(({ name }) => name)],
  );
  problems.push(...changeable.map(({ name }) => `${name} can be changed`), ...(await wallProblems(server)));
  if (problems.length > 0) {
    throw new StartupError(`服务的数据库角色能够绕过各级人大之间的数据隔离，拒绝启动：${problems.join('；')}。 The server's database role could pass the wall between congresses; refusing to start.`);
  }
}
