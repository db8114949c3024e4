// What the pages of citizens' opinions are made from. Types only.
import type { FollowedOpinion } from '@smart/opinions/model-views-public';
import type { PublicOpinion, PublicOpinionRow } from '@smart/opinions/publishing/public';
import type { Figures, Ranked } from '@smart/opinions/statistics/model';
import type { Place } from '@smart/stations/model-views-public';

export type OpinionTyped = Readonly<Record<'division' | 'content' | 'place' | 'name' | 'latitude' | 'longitude', string>> & { readonly hideName: boolean; readonly sharePoint: boolean };

export type OpinionFormView = {
  readonly page: 'opinion-form';
  /** To whom one can speak; of one choice only its name is shown. */
  readonly congresses: readonly { readonly key: string; readonly label: string }[];
  /** The scanned code, and whose it is. */
  readonly station: { readonly code: string; readonly name: string } | null;
  readonly deputy: { readonly code: string; readonly name: string } | null;
  readonly typed: OpinionTyped;
  /** Pictures that were taken in already: a line each, which is also the key to its preview. */
  readonly kept: readonly string[];
  /** By field; `form` for the whole. */
  readonly problems: Readonly<Record<string, string>>;
  readonly pass: string;
};

export type OpinionFollowFormView = { readonly page: 'opinion-follow-form'; readonly typed: { readonly number: string; readonly code: string }; readonly problem: string | null };

export type OpinionFollowView = {
  readonly page: 'opinion';
  readonly found: FollowedOpinion;
  readonly token: string;
  readonly secret: string;
  /** Just handed in: the page is the receipt. */
  readonly fresh: boolean;
  /** What the last act came to. */
  readonly notice: string | null;
  /** Whether citizens can be told by SMS here, and how far leaving a number is. */
  readonly sms: boolean;
  readonly asking: { readonly phone: string; readonly step: 'phone' | 'code'; readonly problem: string | null } | null;
  /** What was sent and could not be taken. */
  readonly adding: string;
  readonly problems: Readonly<Record<string, string>>;
};

export type OpinionListFilters = Readonly<Record<'q' | 'division' | 'topic' | 'year' | 'station', string>>;

/** 意见和答复, as staff published them. */
export type OpinionListView = {
  readonly page: 'opinion-list';
  readonly filters: OpinionListFilters;
  /** The filters as an address carries them. */
  readonly address: string;
  readonly rows: readonly PublicOpinionRow[];
  readonly total: number;
  readonly pageNumber: number;
  readonly pages: number;
  readonly places: readonly { readonly key: string; readonly label: string }[];
  readonly topics: readonly { readonly key: string; readonly label: string }[];
  readonly years: readonly number[];
  /** Of the station whose opinions are asked for. */
  readonly stationName: string | null;
  readonly problem: string | null;
};
export type OpinionPublicView = { readonly page: 'opinion-public'; readonly opinion: PublicOpinion };

/** Figures of an area: places right below it and, within a county, its stations, ranked by the published formula. */
export type OpinionStatisticsView = {
  readonly page: 'opinion-statistics';
  readonly division: string;
  readonly placeName: string;
  /** From the province down to the place. */
  readonly path: readonly Place[];
  /** Null: all years. */
  readonly year: number | null;
  readonly years: readonly number[];
  readonly asOf: string;
  readonly totals: Figures;
  readonly areas: readonly Ranked[];
  readonly stations: readonly Ranked[];
  /** Of the chosen year; empty for all. */
  readonly months: readonly (Figures & { readonly period: string })[];
  readonly byYear: readonly (Figures & { readonly period: string })[];
  readonly formula: string;
  readonly problem: string | null;
};

export type OpinionPages = OpinionStatisticsView | OpinionFormView | OpinionFollowFormView | OpinionFollowView | OpinionListView | OpinionPublicView;
