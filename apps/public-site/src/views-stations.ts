// What the pages of stations and deputies are made from. Types only.
import type { DeputyField } from '@smart/content/sites/fields';
import type { PublicReport } from '@smart/duty/own-report/public';
import type { PublicDuty } from '@smart/duty/public';
import type { DirectoryRow } from '@smart/stations/deputy-directory';
import type { Item } from '@smart/stations/rating/model';
import type { Tiles } from '@smart/stations/tiles';
import type { Place, PlaceWithStations, PublicBooking, PublicDeputy, PublicDeputyRow, PublicReception, PublicStation, PublicStationRow } from '@smart/stations/model-views-public';

/** A published rating of one year. */
export type PublicRating = { readonly year: number; readonly provisions: number; readonly stars: number; readonly opinion: string; readonly publishedOn: string; readonly items: readonly Item[] };

export type StationsView = { readonly page: 'stations'; readonly q: string; readonly division: string; readonly places: readonly Place[]; /** Where to look, as a picture: null where there is nothing to draw. */ readonly tiles: Tiles<PlaceWithStations> | null; readonly rows: readonly PublicStationRow[]; readonly total: number; readonly pageNumber: number; readonly pages: number };

/** `speak`: where somebody can say something to them; null when this deployment has no such page. */
export type StationPageView = { readonly page: 'station'; readonly station: PublicStation; readonly suggestions: number; /** Opinions with their replies that staff published. */ readonly published: number; /** Opinions that came in at the station this year, and those answered. */ readonly opinions: { readonly opinions: number; readonly answered: number }; /** Published ratings, the latest year first. */ readonly ratings: readonly PublicRating[]; readonly speak: string | null; /** On a reception day: where the receiving deputy signs in with one tap. */ readonly signIn: string | null };

export type DeputyPageView = {
  readonly page: 'deputy';
  readonly deputy: PublicDeputy;
  /** Published suggestions the person leads, by congress. */
  readonly suggestions: readonly { readonly congressName: string; readonly divisionCode: string; readonly count: number }[];
  /** What was done in a year, as often as the congress publishes it. */
  readonly duty: readonly PublicDuty[];
  /** What became of public suggestions, the latest change first. */
  readonly impact: readonly {
    readonly congressName: string; readonly sums: { readonly said: number; readonly replied: number; readonly kept: number };
    readonly rows: readonly { readonly id: string; readonly title: string; readonly number: string | null; readonly saidOn: string; readonly changes: readonly { readonly on: string; readonly text: string; readonly proof: string }[] }[];
  }[];
  /** 述职报告 that anybody may read, the newest year first. */
  readonly reports: readonly { readonly year: number; readonly givenOn: string; readonly congressName: string }[];
  readonly speak: string | null;
};

/** What a deputy reported of a year, to each congress in which they are deputy. */
export type DeputyReportView = {
  readonly page: 'deputy-report';
  readonly name: string; readonly code: string; readonly year: number;
  /** Other years there are. */
  readonly years: readonly number[];
  readonly reports: readonly (PublicReport & { readonly congressName: string })[];
};

export type FindView = {
  readonly page: 'find';
  readonly q: string; readonly code: string; readonly division: string;
  /** An address that was typed and fits no division, or several: those are offered. */
  readonly address: string; readonly candidates: readonly Place[];
  readonly tiles: Tiles<PlaceWithStations> | null;
  readonly path: readonly Place[]; readonly below: readonly Place[];
  readonly rows: readonly PublicDeputyRow[]; readonly total: number; readonly pageNumber: number; readonly pages: number;
  readonly problem: string | null;
};

/** For paper: `poster` fills a page, `card` is of the size of a visiting card. */
export type PrintCodeView = { readonly page: 'print-code'; readonly kind: 'poster' | 'card'; readonly heading: string; readonly lines: readonly string[]; readonly code: string; readonly path: string; readonly address: string };

/** 代表名录 of one congress; `congress` is null before one is chosen. `fields` is what that congress tells. */
export type DeputiesView = {
  readonly page: 'deputies'; readonly q: string; readonly division: string; readonly congress: string | null; readonly congresses: readonly { readonly key: string; readonly label: string }[];
  readonly rows: readonly DirectoryRow[]; readonly fields: readonly DeputyField[]; readonly total: number; readonly pageNumber: number; readonly pages: number;
};

/** Booking a reception day: what they will ask and how to call them, both optional. */
export type BookingFormView = {
  readonly page: 'booking-form'; readonly reception: PublicReception; readonly typed: Readonly<Record<'question' | 'name', string>>;
  /** By field; `form` for the whole. */
  readonly problems: Readonly<Record<string, string>>;
  readonly pass: string;
};

/** The receipt of a booking; `problem` says why it could not be cancelled. */
export type BookingView = { readonly page: 'booking'; readonly booking: PublicBooking; readonly token: string; readonly fresh: boolean; readonly problem: string | null };

export type StationPages = DeputiesView | BookingFormView | BookingView | StationsView | StationPageView | DeputyPageView | DeputyReportView | FindView | PrintCodeView;
