// The database roles. They belong to the whole cluster, so all databases in it (tests, several deployments) share them.
//   smart_owner   owns tables, views and functions; nobody logs in as it
//   smart_app     what the application may do; assumed for one unit of work
//   smart_reader  what the public may read; assumed for one unit of work
//   smart_server  the login of the server's connections; has no right of its own, may assume the two above
import pg from 'pg';
import { deriveSecret } from './secrets.ts';
import { StartupError } from './startup-error.ts';

/** The password of the server's login, derived from the deployment's secret. */
export const serverPassword = (secret: string): string => deriveSecret(secret, 'database login smart_server');

/** The address at which the server's own connections log in: the administrator's, with name and password of `smart_server`. */
export function serverAddress(adminUrl: string, secret: string): string {
  const url = new URL(adminUrl);
  url.username = 'smart_server';
  url.password = encodeURIComponent(serverPassword(secret));
  return url.href;
}

const rolesSql = `
DO $$ DECLARE role_name text; BEGIN
  FOREACH role_name IN ARRAY ARRAY['smart_owner', 'smart_app', 'smart_reader', 'smart_server'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I %s', role_name, CASE role_name WHEN 'smart_server' THEN 'LOGIN NOINHERIT' ELSE 'NOLOGIN' END);
    END IF;
  END LOOP;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper) AND NOT pg_has_role(current_user, 'smart_owner', 'USAGE') THEN
    EXECUTE format('GRANT smart_owner TO %I', current_user);
  END IF;
  IF NOT pg_has_role('smart_server', 'smart_app', 'MEMBER') THEN GRANT smart_app TO smart_server; END IF;
  IF NOT pg_has_role('smart_server', 'smart_reader', 'MEMBER') THEN GRANT smart_reader TO smart_server; END IF;
END $$`;

/** @throws StartupError when the administrator's role may not create roles and they do not exist yet. */
async function createRoles(admin: pg.ClientBase): Promise<void> {
  try {
    await admin.query(rolesSql);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42501') {
      throw new StartupError('DATABASE_URL 中的账户无权创建数据库角色：请使用具有 CREATEROLE 权限的管理账户。 The account in DATABASE_URL may not create roles: give it CREATEROLE (or let an administrator start once).', { cause: error });
    }
    throw error;
  }
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === '28P01' || error.code === '28000')) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Makes the roles when they are missing and sees to it that the server can log in.
 * @returns the address for the server's connections.
 */
export async function ensureRoles(admin: pg.ClientBase, adminUrl: string, secret: string): Promise<string> {
  await createRoles(admin);
  const url = serverAddress(adminUrl, secret);
  if (!(await canLogIn(url))) await admin.query(`ALTER ROLE smart_server LOGIN PASSWORD ${pg.escapeLiteral(serverPassword(secret))}`);
  return url;
}
