import type { UnitOfWork } from '@smart/database/unit-of-work';
import type { Calendar } from '@smart/kernel/calendar';
import type { Clock } from '@smart/kernel/clock';

/** Reads a parameter as it is in force for one congress (its own value, else the tier's above, else the default). */
export type ParameterReader = (congressId: string, key: string) => Promise<unknown>;

/** The world around a unit of work. */
export type World = {
  readonly clock: Clock;
  readonly calendar: Calendar;
  readonly parameter: ParameterReader;
  /** Goes into logs and error messages. */
  readonly requestId: string;
};

/**
 * What every service function works with: one unit of work (one connection, one transaction) and the world around it.
 * Services take it as their first argument; nothing else opens a connection or asks for the time.
 */
export type Work = UnitOfWork & World;

/** Puts a unit of work into the world. (A plain spread would make Prisma's client for every list that never asks for it.) */
export function workOn(unit: UnitOfWork, world: World): Work {
  const { db, sql, attempt, settings, beforeCommit, afterCommit } = unit;
  return {
    ...world,
    get prisma() {
      return unit.prisma;
    },
    db, sql, attempt, settings, beforeCommit, afterCommit,
  };
}
