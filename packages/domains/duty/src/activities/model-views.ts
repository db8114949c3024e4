// What leaves the room of activities.
import { z } from 'zod';
import { activityStates, invitationStates, signInWays } from './model.ts';
import { activityKindSchema, countsSchema, targetsSchema } from './schemas.ts';

const file = z.object({ id: z.string(), name: z.string(), size: z.number() });
export const activityReceipt = z.object({ id: z.string(), version: z.number(), /** What happens now, in words. */ next: z.string() });
export type ActivityReceipt = z.output<typeof activityReceipt>;

const facts = {
  id: z.string(), version: z.number(), state: z.enum(activityStates), kind: activityKindSchema, kindLabel: z.string(), theme: z.string(), place: z.string(), organiser: z.string(),
  heldOn: z.string(), endsOn: z.string(), startsAt: z.string(), endsAt: z.string(), sessionLabel: z.string().nullable(), cancelReason: z.string().nullable(), /** 代表小组 whose leader arranged it. */ groupName: z.string().nullable(),
};
export const activityRow = z.object({ ...facts, shown: z.boolean(), counts: countsSchema, invited: z.number(), /** The day is over and nothing is recorded. */ due: z.boolean() });
export type ActivityRow = z.output<typeof activityRow>;
export const activityListView = z.object({ rows: z.array(activityRow), total: z.number(), leaveWaiting: z.number(), years: z.array(z.number()) });

export const activityView = activityRow.extend({
  details: z.string(), sessionId: z.string().nullable(), countsElsewhere: z.boolean(), targets: targetsSchema, seen: z.string().nullable(), results: z.string().nullable(), recordedBy: z.string().nullable(), recordedAt: z.string().nullable(),
  publicWords: z.string(), planItem: z.object({ id: z.string(), title: z.string(), year: z.number() }).nullable(),
  materials: z.array(file), pictures: z.array(file), sheets: z.array(file),
  actions: z.array(z.object({ action: z.string(), label: z.string(), allowed: z.boolean(), reason: z.string().optional(), remedy: z.string().optional() })),
});
export type ActivityView = z.output<typeof activityView>;

export const invitationRow = z.object({
  id: z.string(), version: z.number(), mandateId: z.string(), name: z.string(), unit: z.string().nullable(), employer: z.string().nullable(), state: z.enum(invitationStates), reason: z.string().nullable(), decision: z.string().nullable(), decidedBy: z.string().nullable(),
  signedInAt: z.string().nullable(), signInWay: z.enum(signInWays).nullable(),
  /** Not in force any more or for now: neither invited nor expected (代表法 61). */
  inForce: z.boolean(),
});
export type InvitationRow = z.output<typeof invitationRow>;
export const invitationListView = z.object({ rows: z.array(invitationRow) });

export const choicesView = z.object({
  deputies: z.number(), suspended: z.number(),
  delegations: z.array(z.object({ id: z.string(), name: z.string(), deputies: z.number() })),
  groups: z.array(z.object({ id: z.string(), name: z.string(), deputies: z.number() })),
  stations: z.array(z.object({ id: z.string(), name: z.string(), deputies: z.number() })),
  sessions: z.array(z.object({ id: z.string(), label: z.string() })),
  found: z.array(z.object({ mandateId: z.string(), name: z.string(), unit: z.string().nullable() })),
  organiser: z.string(),
});
export type Choices = z.output<typeof choicesView>;
const outsider = z.object({ name: z.string(), congressName: z.string() });
export const targetCountView = z.object({ invited: z.number(), /** Members of the groups named who are deputies of other tiers: not on the list of this congress, and not invited. */ outsiders: z.array(outsider), /** Named, but their duties are suspended (代表法 61). */ suspended: z.number() });

export const signInCodeView = z.object({ code: z.string(), secondsLeft: z.number(), attended: z.number(), invited: z.number() });
export const signInReceipt = z.object({ id: z.string(), theme: z.string(), place: z.string(), signedInAt: z.string(), next: z.string() });
export const rollCallReceipt = z.object({ changed: z.number(), failed: z.array(z.object({ name: z.string(), problem: z.string() })), next: z.string() });

export const sheetView = z.object({
  rows: z.array(z.object({
    line: z.number(), name: z.string(), unit: z.string(), mark: z.enum(['attended', 'absent', 'on_leave']),
    /** matched: this deputy; several: who of these; unknown: nobody invited is called so. */
    match: z.enum(['matched', 'several', 'unknown']), invitationId: z.string().nullable(), candidates: z.array(z.object({ invitationId: z.string(), label: z.string() })),
    /** What the system has so far, where the sheet says otherwise. */
    differs: z.string().nullable(),
  })),
  /** Invited and not in the sheet. */
  missing: z.array(z.object({ invitationId: z.string(), name: z.string(), unit: z.string().nullable(), state: z.enum(invitationStates) })),
});
export type SheetView = z.output<typeof sheetView>;

export const myActivity = z.object({
  ...facts, invitationId: z.string(), invitationState: z.enum(invitationStates), reason: z.string().nullable(), decision: z.string().nullable(), signedInAt: z.string().nullable(), today: z.boolean(),
  /** What the deputy may do now. */
  may: z.object({ join: z.boolean(), askLeave: z.boolean(), signIn: z.boolean() }),
});
export type MyActivity = z.output<typeof myActivity>;
export const myActivitiesView = z.object({ rows: z.array(myActivity), total: z.number(), /** Sessions missed without leave, in words. */ warning: z.string().nullable() });
export const myActivityView = myActivity.extend({ details: z.string(), materials: z.array(file), pictures: z.array(file), seen: z.string().nullable(), results: z.string().nullable() });
export type MyActivityView = z.output<typeof myActivityView>;

export const ledGroupsView = z.object({
  groups: z.array(z.object({ id: z.string(), name: z.string(), /** Deputies in force who will be invited. */ deputies: z.number(), outsiders: z.array(outsider) })),
  rows: z.array(z.object({ id: z.string(), version: z.number(), theme: z.string(), kindLabel: z.string(), groupName: z.string(), state: z.enum(activityStates), heldOn: z.string(), endsOn: z.string(), startsAt: z.string(), endsAt: z.string(), place: z.string(), counts: countsSchema, invited: z.number(), may: z.object({ change: z.boolean(), cancel: z.boolean() }) })),
  total: z.number(),
});
export type LedGroups = z.output<typeof ledGroupsView>;
export const ledActivityView = z.object({ people: z.array(z.object({ name: z.string(), state: z.enum(invitationStates) })) });

export const ledActivityDetailView = z.object({
  id: z.string(), version: z.number(), theme: z.string(), kindLabel: z.string(), groupName: z.string(), state: z.enum(activityStates), heldOn: z.string(), endsOn: z.string(), startsAt: z.string(), endsAt: z.string(), place: z.string(),
  /** The day has come and nothing is recorded: the roll may be called. */
  rollCall: z.boolean(),
  /** Whether the activity may be recorded now; null when it is over with. */
  record: z.object({ allowed: z.boolean(), reason: z.string().nullable(), remedy: z.string().nullable() }).nullable(),
  seen: z.string().nullable(), results: z.string().nullable(), pictures: z.array(file),
  people: z.array(z.object({
    id: z.string(), version: z.number(), name: z.string(), state: z.enum(invitationStates), signedInAt: z.string().nullable(),
    /** Only while it waits to be decided. */
    reason: z.string().nullable(),
    /** The own leave is decided by the office. */
    mine: z.boolean(),
  })),
});
export type LedActivityDetail = z.output<typeof ledActivityDetailView>;

export const warningsView = z.object({ rows: z.array(z.object({ mandateId: z.string(), name: z.string(), delegation: z.string().nullable(), sessions: z.array(z.string()), words: z.string() })) });
