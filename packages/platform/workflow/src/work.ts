import type { UnitOfWork } from '@smart/database/unit-of-work';
import type { Calendar } from '@smart/kernel/calendar';
import type { Clock } from '@smart/kernel/clock';

/** Reads a parameter as it is in force for one congress (its own value, else the tier's above, else the default). */
export type ParameterReader = (congressId: string, key: string) => Promise<unknown>;

/**
 * What every service function works with: one unit of work (one connection, one transaction) and the world around it.
 * Services take it as their first argument; nothing else opens a connection or asks for the time.
 */
export type Work = UnitOfWork & {
  readonly clock: Clock;
  readonly calendar: Calendar;
  readonly parameter: ParameterReader;
  /** Goes into logs and error messages. */
  readonly requestId: string;
};
