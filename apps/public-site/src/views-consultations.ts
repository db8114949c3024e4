// What the pages of consultations on drafts are made from. Types only.
import type { FollowedComment, PublicComment, PublicConsultation, PublicConsultationRow } from '@smart/content/consultations/model-views-public';
import type { SiteFace } from '@smart/content/sites/fields';
import type { SiteLink } from './views-site.ts';

export type ConsultationsView = {
  readonly page: 'consultations';
  /** Null: of all congresses. */
  readonly face: SiteFace | null;
  readonly filters: { readonly q: string; readonly division: string; readonly phase: string };
  /** The filters as an address carries them. */
  readonly address: string;
  readonly rows: readonly PublicConsultationRow[];
  readonly total: number;
  readonly pageNumber: number;
  readonly pages: number;
  readonly places: readonly SiteLink[];
  readonly problem: string | null;
};

export type ConsultationPageView = { readonly page: 'consultation'; readonly face: SiteFace; readonly one: PublicConsultation; /** For paper: the text without what is to be pressed. */ readonly print: boolean };

/** The released comments on one article, on the whole draft, or all. */
export type ConsultationCommentsView = {
  readonly page: 'consultation-comments';
  readonly face: SiteFace;
  readonly one: PublicConsultation;
  /** An article's id, `whole`, or '' for all. */
  readonly about: string;
  readonly rows: readonly PublicComment[];
  readonly total: number;
  readonly pageNumber: number;
  readonly pages: number;
};

export type ConsultationFormView = {
  readonly page: 'consultation-form';
  readonly face: SiteFace;
  readonly one: PublicConsultation;
  /** `about`: an article's id, or '' for the whole. */
  readonly typed: { readonly about: string; readonly content: string };
  /** By field; `form` for the whole. */
  readonly problems: Readonly<Record<string, string>>;
  readonly pass: string;
};

/** 回执 of a comment. */
export type CommentFollowView = { readonly page: 'comment-follow'; readonly found: FollowedComment; readonly secret: string; /** Just handed in: the page is the receipt. */ readonly fresh: boolean };

export type ConsultationPages = ConsultationsView | ConsultationPageView | ConsultationCommentsView | ConsultationFormView | CommentFollowView;
