// What anybody reads of stations and deputies. Types only.
export type PublicReception = { readonly id: string; readonly state: 'announced' | 'held' | 'cancelled'; readonly heldOn: string; readonly startsAt: string; readonly endsAt: string; readonly place: string; readonly theme: string; readonly cancelReason: string | null; readonly stationCode: string; readonly stationName: string; readonly deputies: readonly string[];
  /** Announced, not begun yet, and the congress takes bookings at all. */
  readonly canBook: boolean;
  /** Set to 0 by the congress: people come as they are. */
  readonly bookable: boolean;
};

export type PublicStationRow = {
  readonly code: string; readonly name: string; readonly label: string; readonly congressName: string; readonly divisionName: string; readonly address: string; readonly hours: string; readonly phone: string; readonly deputies: number;
  /** The next announced reception day. */
  readonly nextOn: string | null;
};

export type PublicDeputyRow = {
  readonly name: string; readonly gender: string | null; readonly post: string; readonly congressId: string; readonly congressName: string; readonly constituencyName: string | null;
  /** Null while none has been given. */
  readonly code: string | null;
  readonly station: { readonly code: string; readonly name: string } | null;
};

export type PublicStation = PublicStationRow & {
  readonly id: string; readonly congressId: string; readonly kindLabel: string; readonly functionLabels: readonly string[]; readonly rules: string; readonly plan: string; readonly planYear: number | null; readonly longitude: number | null; readonly latitude: number | null;
  readonly members: readonly (PublicDeputyRow & { readonly personId: string })[];
  readonly ahead: readonly PublicReception[];
  readonly past: readonly PublicReception[];
  /** What it looks like, in the order of its staff. */
  readonly pictures: readonly { readonly id: string; readonly alt: string }[];
  /** This year: reception days held and how many people came. */
  readonly held: number; readonly visitors: number; readonly year: number;
  /** Closed: since when and why. */
  readonly closed: { readonly on: string; readonly reason: string } | null;
};

export type PublicMandate = {
  readonly personId: string; readonly congressId: string; readonly congressName: string; readonly divisionCode: string; readonly delegationName: string | null; readonly constituencyName: string | null;
  readonly station: { readonly code: string; readonly name: string; readonly address: string; readonly hours: string; readonly phone: string } | null;
};

export type PublicDeputy = {
  readonly code: string; readonly name: string; readonly gender: string | null; readonly employer: string | null; readonly position: string | null;
  /** As the office confirmed it; empty while there is none, or while the person does not want it shown. */
  readonly resume: string;
  readonly hasPhoto: boolean;
  /** The mandate of the code first, then those in other congresses. */
  readonly mandates: readonly PublicMandate[];
  readonly ahead: readonly PublicReception[];
};

/** A place with how many open stations lie in it. */
export type PlaceWithStations = Place & { readonly stations: number };

export type Place = { readonly code: string; readonly name: string };

/** What the holder of a booking's receipt sees: the day as it stands now. */
export type PublicBooking = {
  readonly number: string; readonly stateLabel: string; readonly question: string; readonly receptionId: string; readonly dayState: string; readonly heldOn: string; readonly startsAt: string; readonly endsAt: string;
  readonly place: string; readonly cancelReason: string | null; readonly stationCode: string; readonly stationName: string; readonly phone: string; readonly deputies: readonly string[];
  /** How many booked earlier. */
  readonly before: number;
  readonly canCancel: boolean;
};
