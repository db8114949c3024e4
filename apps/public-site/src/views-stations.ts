// What the pages of stations and deputies are made from. Types only.
import type { Place, PublicDeputy, PublicDeputyRow, PublicStation, PublicStationRow } from '@smart/stations/model-views-public';

export type StationsView = { readonly page: 'stations'; readonly q: string; readonly division: string; readonly places: readonly Place[]; readonly rows: readonly PublicStationRow[]; readonly total: number; readonly pageNumber: number; readonly pages: number };

/** `speak`: where somebody can say something to them; null when this deployment has no such page. */
export type StationPageView = { readonly page: 'station'; readonly station: PublicStation; readonly suggestions: number; readonly speak: string | null };

export type DeputyPageView = {
  readonly page: 'deputy';
  readonly deputy: PublicDeputy;
  /** Published suggestions the person leads, by congress. */
  readonly suggestions: readonly { readonly congressName: string; readonly divisionCode: string; readonly count: number }[];
  readonly speak: string | null;
};

export type FindView = {
  readonly page: 'find';
  readonly q: string; readonly code: string; readonly division: string;
  readonly path: readonly Place[]; readonly below: readonly Place[];
  readonly rows: readonly PublicDeputyRow[]; readonly total: number; readonly pageNumber: number; readonly pages: number;
  readonly problem: string | null;
};

/** For paper: `poster` fills a page, `card` is of the size of a visiting card. */
export type PrintCodeView = { readonly page: 'print-code'; readonly kind: 'poster' | 'card'; readonly heading: string; readonly lines: readonly string[]; readonly code: string; readonly path: string; readonly address: string };

export type StationPages = StationsView | StationPageView | DeputyPageView | FindView | PrintCodeView;
