// What the pages of the congresses' sites are made from. Types only.
import type { PublicArticle, PublicArticleRow } from '@smart/content/articles/model-views-public';
import type { PublicConsultationRow } from '@smart/content/consultations/model-views-public';
import type { SiteFace } from '@smart/content/sites/fields';
import type { PublicActivity } from '@smart/duty/activities/public';
import type { PublicOpinionRow } from '@smart/opinions/publishing/public';
import type { PublicDeputyRow, PublicStationRow } from '@smart/stations/model-views-public';
import type { PublicCall } from '@smart/suggestions/calls/model-views-public';
import type { PublicRow } from '@smart/suggestions/model-views-public';
import type { PublicMotionRow } from '@smart/suggestions/motions/inputs';

export type Headline = { readonly id: string; readonly title: string; readonly publishedAt: string };
export type SiteLink = { readonly divisionCode: string; readonly name: string };

/** The home page of one congress. */
export type SiteHomeView = {
  readonly page: 'site';
  readonly face: SiteFace;
  readonly columns: readonly { readonly key: string; readonly name: string; readonly rows: readonly Headline[] }[];
  readonly suggestions: readonly PublicRow[];
  readonly calls: readonly PublicCall[];
  /** What citizens said here and in the area below, with the reply. */
  readonly opinions: readonly PublicOpinionRow[];
  /** Open stations of the area. */
  readonly stations: number;
  /** Drafts that can be spoken about today. */
  readonly consultations: readonly PublicConsultationRow[];
  /** Activities of deputies that are laid open, ahead first. */
  readonly activities: readonly PublicActivity[];
  /** The congress above, and those below. */
  readonly above: SiteLink | null;
  readonly below: readonly SiteLink[];
};

export type ArticlesView = {
  readonly page: 'articles';
  /** Null: of all congresses. */
  readonly face: SiteFace | null;
  readonly filters: Readonly<Record<'q' | 'division' | 'column' | 'kind' | 'year' | 'type' | 'issuer' | 'validity', string>>;
  /** Documents are looked at: they can be chosen by what they are, who issued them and whether they hold. */
  readonly documents: boolean;
  readonly issuers: readonly string[];
  readonly heading: string;
  /** The filters as an address carries them. */
  readonly address: string;
  readonly rows: readonly PublicArticleRow[];
  readonly total: number;
  readonly atLeast: boolean;
  readonly pageNumber: number;
  readonly pages: number;
  readonly places: readonly SiteLink[];
  readonly years: readonly number[];
  readonly problem: string | null;
};

export type ArticlePageView = { readonly page: 'article'; readonly face: SiteFace; readonly article: PublicArticle; /** For paper: nothing but the text. */ readonly print: boolean };

export type SearchScope = 'all' | keyof SearchFound;
export type Found<Row> = { readonly rows: readonly Row[]; readonly total: number; readonly atLeast: boolean };

/** Every kind of thing that is public, in the order in which it is shown. */
export type SearchFound = {
  readonly deputies: Found<PublicDeputyRow>;
  readonly stations: Found<PublicStationRow>;
  readonly opinions: Found<PublicOpinionRow>;
  readonly articles: Found<PublicArticleRow>;
  readonly consultations: Found<PublicConsultationRow>;
  readonly suggestions: Found<PublicRow>;
  readonly motions: Found<PublicMotionRow>;
  readonly calls: Found<PublicCall>;
};

/** 全站搜索; `found` is null before anything was asked. */
export type SearchView = {
  readonly page: 'search';
  readonly q: string;
  readonly division: string;
  readonly scope: SearchScope;
  readonly found: SearchFound | null;
  readonly pageNumber: number;
  /** Of the one kind that is looked at. */
  readonly pages: number;
  readonly places: readonly SiteLink[];
  readonly problem: string | null;
};

export type SitePages = SiteHomeView | ArticlesView | ArticlePageView | SearchView;
