// What the other rooms use every day; the rest is imported by its own file (`@smart/database/testing`, `/backup`, `/postgres` …).
export type { DB } from './generated/kysely/types.ts';
export type { PrismaClient } from './generated/prisma/client.ts';
export { type Database, openDatabase } from './open.ts';
export { isConnectionError, isRetryable, isUniqueViolation, sqlState, withRetry } from './pg-errors.ts';
export { createIdentityClient } from './realm-client.ts';
export { deriveSecret } from './secrets.ts';
export { exitBecause, StartupError } from './startup-error.ts';
export { createUnitsOfWork, type UnitOfWork, type UnitSettings, type UnitsOfWork, type UnitsStats } from './unit-of-work.ts';
