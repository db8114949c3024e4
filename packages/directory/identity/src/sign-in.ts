// What a sign-in stands for: the person, the account and every capacity the person can act in. Pure type; the browser uses it too.
import type { Capacity } from './capacity.ts';

export type SignIn = {
  readonly sessionId: string;
  readonly userId: string;
  readonly username: string;
  readonly personId: string;
  readonly personName: string;
  /** The password was set by an administrator: only changing it is possible until the person has done so. */
  readonly mustChangePassword: boolean;
  /** The password is older than one of the person's congresses allows: as above. */
  readonly passwordExpired: boolean;
  /** The person's posts demand a second factor and there is none yet: only setting it up is possible. */
  readonly mustEnrolTotp: boolean;
  /** Whether the posts demand it: then it cannot be switched off. */
  readonly totpRequired: boolean;
  /** ISO instant until which sensitive acts need no new proof of who it is. */
  readonly steppedUpUntil: string | null;
  /** ISO instant at which this sign-in ends unless it is used before. */
  readonly expiresAt: string;
  /** Active mandates first, then appointments in force, upper tiers first. */
  readonly capacities: readonly Capacity[];
  readonly lastCapacityId: string | null;
};
