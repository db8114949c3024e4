import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/prisma/client.ts';

/**
 * A Prisma client for a library that manages its own tables and transactions (sign-in). Its connections act as `smart_app` in the
 * realm `identity` from the start, and in no congress: behind the wall they see accounts, sessions and who holds which capacity.
 * Everything else goes through units of work.
 */
export function createIdentityClient(serverUrl: string, size = 4): { prisma: PrismaClient; close: () => Promise<void> } {
  const pool = new pg.Pool({ connectionString: serverUrl, max: size, options: '-c role=smart_app -c app.realm=identity', connectionTimeoutMillis: 5000 });
  pool.on('error', () => {}); // an idle connection that breaks is replaced
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { prisma, close };
}
