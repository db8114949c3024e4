// What the pages of calls for topics are made from. Types only.
import type { Followed, PublicCall, PublicTopic } from '@smart/suggestions/calls/model-views-public';

export type CallsView = {
  readonly page: 'calls';
  readonly rows: readonly PublicCall[];
  readonly total: number;
  readonly pageNumber: number;
  readonly pages: number;
  readonly division: string;
  readonly places: readonly { readonly divisionCode: string; readonly name: string }[];
};

export type CallView = {
  readonly page: 'call';
  readonly call: PublicCall;
  readonly topics: readonly (PublicTopic & { readonly supported: boolean })[];
  readonly total: number;
  readonly pageNumber: number;
  readonly pages: number;
  /** What the last act came to. */
  readonly notice: string | null;
};

export type CallFormView = {
  readonly page: 'call-form';
  readonly call: PublicCall;
  readonly typed: Readonly<Record<'title' | 'situation' | 'wish' | 'place', string>>;
  /** By field; `form` for the whole. */
  readonly problems: Readonly<Record<string, string>>;
  readonly pass: string;
};

export type FollowFormView = { readonly page: 'follow-form'; readonly typed: { readonly number: string; readonly code: string }; readonly problem: string | null };

export type FollowView = {
  readonly page: 'follow';
  readonly found: Followed;
  readonly token: string;
  readonly secret: string;
  /** Just handed in: the page is the receipt. */
  readonly fresh: boolean;
  /** Messages can be sent here. */
  readonly sms: boolean;
  /** A number is being confirmed. */
  readonly asking: { readonly phone: string; readonly step: 'phone' | 'code' } | null;
  readonly problem: string | null;
};

export type CallsPages = CallsView | CallView | CallFormView | FollowFormView | FollowView;
