// What goes out of stations, to desk and portal.
import { z } from 'zod';
import { bases, receptionForms, receptionStates, staffDuties, stationFunctions, stationKinds, stationStates, visitWays } from './model.ts';

export const stationReceipt = z.object({ id: z.string(), version: z.number(), next: z.string() });
export type StationReceipt = z.output<typeof stationReceipt>;

export const stationRow = z.object({
  id: z.string(), code: z.string(), version: z.number(), state: z.enum(stationStates), name: z.string(), kind: z.enum(stationKinds), label: z.string(), functions: z.array(z.enum(stationFunctions)),
  congressId: z.string(), congressName: z.string(), divisionCode: z.string(), divisionName: z.string(), address: z.string(), hours: z.string(), phone: z.string(),
  /** Deputies who are met there. */
  deputies: z.number(),
});
export type StationRow = z.output<typeof stationRow>;
export const stationListView = z.object({ rows: z.array(stationRow), total: z.number() });

/** Open stations in each division right below; the own division's code stands for those it set up directly. */
export const stationsBelowView = z.object({ division: z.string(), rows: z.array(z.object({ code: z.string(), label: z.string(), stations: z.int() })) });
export type StationsBelow = z.output<typeof stationsBelowView>;

export const stationPicture = z.object({ id: z.string(), /** What it shows. */ alt: z.string() });
export type StationPicture = z.output<typeof stationPicture>;

export const stationView = stationRow.extend({
  longitude: z.number().nullable(), latitude: z.number().nullable(), rules: z.string(), plan: z.string(), planYear: z.number().nullable(),
  openedOn: z.string(), closedOn: z.string().nullable(), closeReason: z.string().nullable(), mergedInto: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** May be changed by who asks. */
  own: z.boolean(),
  /** Who asks is of its own staff. */
  mine: z.boolean(),
  pictures: z.array(stationPicture),
  /** For those who run it; empty for others. */
  staff: z.array(z.object({ appointmentId: z.string(), name: z.string(), duty: z.enum(staffDuties) })),
  members: z.array(z.object({ mandateId: z.string(), name: z.string(), congressName: z.string(), basis: z.enum(bases), since: z.string() })),
});
export type StationView = z.output<typeof stationView>;

export const placeChoices = z.array(z.object({ code: z.string(), name: z.string() }));
export const staffChoices = z.array(z.object({ appointmentId: z.string(), name: z.string(), title: z.string() }));

export const deskChoices = z.array(z.object({ stationId: z.string(), name: z.string(), /** Null: not at this one. */ duty: z.enum(staffDuties).nullable() }));
export const deskReceipt = z.object({ next: z.string() });

const stationRefView = z.object({ stationId: z.string(), stationName: z.string() });
export const placingRow = z.object({
  mandateId: z.string(), name: z.string(), post: z.string(), congressName: z.string(), constituencyName: z.string().nullable(),
  placed: stationRefView.extend({ since: z.string(), own: z.boolean() }).nullable(),
  proposal: stationRefView.extend({ reason: z.string() }).nullable(),
});
export type PlacingRow = z.output<typeof placingRow>;
export const placingView = z.object({
  rows: z.array(placingRow), total: z.number(),
  counts: z.object({ deputies: z.number(), placed: z.number(), proposed: z.number(), withoutProposal: z.number() }),
  /** Open stations of the area; those without deputies are a gap. */
  stations: z.array(z.object({ id: z.string(), name: z.string(), members: z.number() })),
});
export type PlacingView = z.output<typeof placingView>;
/** Each congress right below with everything below it: how many of their deputies are at a station. */
export const placingBelowView = z.object({ rows: z.array(z.object({ congressId: z.string(), congressName: z.string(), deputies: z.int(), placed: z.int(), stations: z.int() })) });
export type PlacingBelowView = z.output<typeof placingBelowView>;
export const placingReceipt = z.object({ placed: z.number(), next: z.string() });

export const receptionRow = z.object({
  id: z.string(), version: z.number(), state: z.enum(receptionStates), stationId: z.string(), stationName: z.string(), heldOn: z.string(), startsAt: z.string(), endsAt: z.string(), place: z.string(), theme: z.string(),
  cancelReason: z.string().nullable(), visitors: z.number().nullable(), form: z.enum(receptionForms).nullable(), questions: z.string().nullable(), outcome: z.string().nullable(), recordedBy: z.string().nullable(),
  deputies: z.array(z.object({ mandateId: z.string(), name: z.string(), attended: z.boolean().nullable(), /** HH:MM, scanned on the spot. */ signedInAt: z.string().nullable() })),
  /** Who booked, first come first: what they will ask. How to call them is told to the office only. */
  bookings: z.array(z.object({ question: z.string(), name: z.string().nullable() })),
  /** Pictures of the record. */
  pictures: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
  /** Waits for its record. */
  due: z.boolean(),
});
export type ReceptionRow = z.output<typeof receptionRow>;
export const receptionListView = z.object({ rows: z.array(receptionRow), total: z.number() });

export const myStationView = z.object({
  station: z.object({ id: z.string(), code: z.string(), name: z.string(), label: z.string(), address: z.string(), hours: z.string(), phone: z.string() }).nullable(),
  code: z.string().nullable(),
  ahead: z.array(receptionRow),
  behind: z.array(receptionRow),
  heldThisYear: z.number(),
  /** Least number of receptions in a year; null where none is set (deputies of cities and provinces). */
  wanted: z.number().nullable(),
});
export type MyStationView = z.output<typeof myStationView>;

export const signInReceipt = z.object({ stationName: z.string(), startsAt: z.string(), endsAt: z.string(), signedInAt: z.string(), bookings: z.number(), next: z.string() });

export const householdView = z.object({
  id: z.string(), name: z.string(), address: z.string(), phone: z.string(), note: z.string(),
  /** Null while the deputy keeps contact. */
  endedOn: z.string().nullable(), visits: z.number(), lastOn: z.string().nullable(),
});
export type HouseholdView = z.output<typeof householdView>;
export const visitView = z.object({
  id: z.string(), visitedOn: z.string(), way: z.enum(visitWays), text: z.string(),
  /** Null when it was nobody of the fixed households. */
  household: z.string().nullable(), householdId: z.string().nullable(), opinionId: z.string().nullable(), version: z.int(),
  /** It was entered a short while ago. */
  mayWithdraw: z.boolean(),
  /** What it said before, the latest first. */
  earlier: z.array(z.object({ visitedOn: z.string(), way: z.enum(visitWays), text: z.string(), household: z.string().nullable(), until: z.string() })),
});
export type VisitView = z.output<typeof visitView>;
/** Of the deputy alone: nobody else is ever given it. */
export const myVisitsView = z.object({ households: z.array(householdView), rows: z.array(visitView), total: z.number(), thisYear: z.number() });
export const visitReceipt = z.object({ id: z.string(), opinionNumber: z.string().nullable(), next: z.string() });
export const householdReceipt = z.object({ id: z.string(), next: z.string() });
