// What each page of the public site is made from. The server collects it, the pages only show it. Types only.
import type { PublicMotion, PublicMotionRow } from '@smart/suggestions/motions/inputs';
import type { PublicReportRow, ReportContent } from '@smart/suggestions/reports/model';
import type { PublicBookView } from '@smart/suggestions/feedback/model';
import type { PublicRankingView } from '@smart/suggestions/ranking/model';
import type { PublicMeetingsView } from '@smart/suggestions/supervising/contracts';
import type { OversightKind } from '@smart/suggestions/supervising/model';
import type { PublicConsultationRow } from '@smart/content/consultations/model-views-public';
import type { PublicCall } from '@smart/suggestions/calls/model-views-public';
import type { NumberMatch } from '@smart/suggestions/publication/number';
import type { PublicDetailView, PublicRow } from '@smart/suggestions/model-views-public';
import type { SiteFace } from '@smart/content/sites/fields';
import type { PublicOpinionRow } from '@smart/opinions/publishing/public';
import type { PublicArticleRow } from '@smart/content/articles/model-views-public';
import type { ActivityPages } from './views-activities.ts';
import type { CallsPages } from './views-calls.ts';
import type { ConsultationPages } from './views-consultations.ts';
import type { OpinionPages } from './views-opinions.ts';
import type { SiteLink, SitePages } from './views-site.ts';
import type { StationPages } from './views-stations.ts';

export type CongressChoice = { readonly id: string; readonly name: string; readonly tier: string; readonly divisionCode: string; readonly published: number };

export type Figures = { readonly published: number; readonly replied: number; readonly evaluated: number; readonly satisfied: number };

export type HomeView = {
  readonly page: 'home';
  readonly figures: Figures;
  readonly latest: readonly PublicRow[];
  /** Calls for topics that run today. */
  readonly calls: readonly PublicCall[];
  readonly consultations: readonly PublicConsultationRow[];
  readonly today: string;
  /** What citizens said last, with the reply. */
  readonly opinions: readonly PublicOpinionRow[];
  /** The newest articles of all congresses. */
  readonly news: readonly PublicArticleRow[];
  /** Congresses whose site has something to read. */
  readonly sites: readonly (SiteLink & { readonly tier: string })[];
};

/** Something to choose in a form. */
export type Choice = { readonly key: string; readonly label: string };

export type ListFilters = {
  readonly q: string;
  readonly division: string;
  readonly session: string;
  readonly topic: string;
  readonly organ: string;
  readonly deputy: string;
  readonly grade: string;
  readonly replied: string;
  readonly year: string;
};

export type ListView = {
  readonly page: 'list';
  readonly filters: ListFilters;
  /** The filters as an address carries them: for the next page, the feed and the data. */
  readonly address: string;
  readonly rows: readonly PublicRow[];
  readonly total: number;
  /** There are more than `total`. */
  readonly atLeast: boolean;
  readonly pageNumber: number;
  readonly pages: number;
  readonly congresses: readonly CongressChoice[];
  /** Of the congress that is chosen. */
  readonly sessions: readonly Choice[];
  readonly organs: readonly Choice[];
  readonly topics: readonly Choice[];
  readonly grades: readonly Choice[];
  readonly years: readonly number[];
  /** Why the filters could not be used as they are; they are shown again. */
  readonly problem: string | null;
};

export type CommitmentFilters = { readonly division: string; readonly organ: string; readonly year: string; readonly light: string };

export type CommitmentsView = PublicBookView & {
  readonly page: 'commitments';
  readonly filters: CommitmentFilters;
  readonly pageNumber: number;
  readonly pages: number;
  readonly congresses: readonly CongressChoice[];
  readonly years: readonly number[];
  readonly problem: string | null;
};

export type RankingPageView = { readonly page: 'ranking'; readonly data: PublicRankingView };

/** 询问、专题询问 and 满意度测评 of the standing committees, as made public. */
export type VotesView = PublicMeetingsView & { readonly page: 'votes'; readonly kind: OversightKind | ''; readonly pageNumber: number; readonly pages: number };

export type PublicFile = { readonly id: string; readonly name: string; readonly size: number };

export type DetailPage = { readonly page: 'detail'; readonly suggestion: PublicDetailView; readonly files: readonly PublicFile[]; readonly today: string; /** For paper: nothing but the matter. */ readonly print: boolean };

/** 办理查询 by number; `matches` is null before anything was asked. */
export type NumberView = {
  readonly page: 'number';
  readonly congresses: readonly Choice[];
  readonly congress: string;
  readonly number: string;
  readonly problem: string | null;
  readonly matches: readonly NumberMatch[] | null;
};

type DataField = { readonly name: string; readonly label: string; readonly type: string; readonly about: string };
export type OpenDataView = { readonly page: 'open-data'; readonly fields: readonly DataField[]; readonly opinionFields: readonly DataField[]; readonly congresses: readonly CongressChoice[] };

/** 议案. */
export type MotionsView = { readonly page: 'motions'; readonly q: string; readonly rows: readonly PublicMotionRow[]; readonly total: number; readonly pageNumber: number; readonly pages: number };
export type MotionPageView = { readonly page: 'motion'; readonly motion: PublicMotion };

export type AnchorRow = { readonly day: string; readonly rows: number; readonly hash: string };

export type ReceiptResult =
  | { readonly found: false }
  | { readonly found: true; readonly unchanged: boolean; readonly sealed: boolean; readonly day: string; readonly subjectLabel: string; readonly actionLabel: string; readonly at: string };

export type LogView = {
  readonly page: 'log';
  readonly anchors: readonly AnchorRow[];
  /** The next page begins before this day; null when this is the last one. */
  readonly before: string | null;
  readonly code: string;
  readonly result: ReceiptResult | null;
};

export type ReportsPageView = { readonly page: 'reports'; readonly reports: readonly PublicReportRow[] };
export type ReportPageView = { readonly page: 'report'; readonly id: string; readonly report: ReportContent };

export type AboutView = { readonly page: 'about' };

export type DemoChoice = { readonly username: string; readonly name: string; readonly capacities: readonly string[] };

export type SignInWay = 'password' | 'sms';

export type SignInView = {
  readonly page: 'sign-in';
  /** `start`: by which way; `sms-code`: a code is under way to the phone; `second`: the code of the authenticator. */
  readonly step: 'start' | 'sms-code' | 'second';
  readonly way: SignInWay;
  readonly next: string;
  /** What was typed, shown again; never the password. */
  readonly typed: { readonly username: string; readonly phone: string; readonly code: string; readonly rememberMe: boolean };
  /** What went wrong as a whole; what belongs to one field stands in `fields`, by its name. */
  readonly problem: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** Seconds until another SMS may be asked for. */
  readonly wait: number;
  /** The notice after signing out or when a session ended. */
  readonly notice: string | null;
  /** Whether codes can be sent by SMS here. */
  readonly sms: boolean;
  /** The province's unified sign-in, when one is configured. */
  readonly upstream: { readonly name: string } | null;
  /** Demonstration accounts; null outside demonstrations. */
  readonly demo: { readonly password: string; readonly accounts: readonly DemoChoice[] } | null;
};

/** An invited administrator sets the password. */
export type InvitationView = {
  readonly page: 'invitation';
  readonly congressName: string;
  readonly title: string;
  readonly username: string;
  /** Until when the link is good, as a person writes it. */
  readonly until: string;
  readonly problem: string | null;
};

export type ProblemView = { readonly page: 'problem'; readonly status: number; readonly title: string; readonly hint: string; readonly requestId: string };

export type ActReply = { readonly organName: string; readonly letterNumber: string | null; readonly grade: string | null; readonly body: readonly string[] };

/** What a link in a notice opens: one act, and only what is needed for it. */
export type ActView = {
  readonly page: 'act';
  readonly act: 'evaluate' | 'cosign' | 'contact';
  /** Who is asked, in which capacity. */
  readonly addressee: { readonly name: string; readonly capacity: string };
  readonly title: string;
  readonly numberLabel: string | null;
  readonly leadName: string;
  /** The last day of the act's limit, in words. */
  readonly due: string | null;
  readonly background: string;
  readonly proposal: string;
  /** Evaluation: the answers of this round. */
  readonly replies: readonly ActReply[];
  /** Evaluation: what follows when the deputy is not satisfied. */
  readonly unhappy: string;
  /** Contact: what the organ noted. */
  readonly contact: { readonly organName: string; readonly facts: string; readonly content: string } | null;
  /** What was sent and could not be taken; typed text stays. */
  readonly draft: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
};

export type ActDoneView = { readonly page: 'act-done'; readonly heading: string; readonly next: string; readonly numberLabel: string | null; readonly receipt: string | null };

/** A link that opens nothing: why, and what to do. `open` leads through signing in to the very thing. */
export type ActRefusedView = { readonly page: 'act-refused'; readonly reason: string; readonly open: string | null };

/** Demonstration: the SMS that would have been sent. */
export type MessagesView = { readonly page: 'messages'; readonly messages: readonly { readonly at: string; readonly to: string; readonly text: string; readonly link: string | null }[] };

/** Another system asks for the person: who asks, and what it would learn. `query` is the signed request, handed back with the decision. */
export type ConsentView = {
  readonly page: 'consent';
  readonly client: string;
  readonly person: string;
  readonly capacities: readonly string[];
  readonly scopes: readonly ('openid' | 'profile' | 'phone' | 'capacities' | 'offline_access')[];
  readonly query: string;
};

/** On the way to another address; `host` when it is another system's. */
export type LeavingView = { readonly page: 'leaving'; readonly to: string; readonly host: string | null };

/** Another system has signed the person out and asks whether we do so, too. */
export type SignOutView = { readonly page: 'sign-out'; readonly client: string | null; readonly query: string; readonly back: string | null };

export type View = SitePages | ActivityPages | ConsultationPages | NumberView | OpenDataView | StationPages | CallsPages | OpinionPages | ReportsPageView | ReportPageView | CommitmentsView | RankingPageView | VotesView | MotionsView | MotionPageView | ConsentView | LeavingView | SignOutView | ActView | ActDoneView | ActRefusedView | MessagesView | HomeView | ListView | DetailPage | LogView | AboutView | SignInView | InvitationView | ProblemView;

/** What stands around every page. */
export type Frame = {
  readonly styles: readonly string[];
  readonly script: string | null;
  /** The reader chose double-size text (适老化). */
  readonly largeText: boolean;
  /** White on black, for weak eyes. */
  readonly highContrast: boolean;
  /** Scheme and host under which the site is known, without a slash at the end. */
  readonly origin: string;
  /** The site of the congress that the page belongs to; null: the page is of all congresses. */
  readonly site: SiteFace | null;
  /** What the foot of a page of all congresses says. */
  readonly portal: SiteFace | null;
  /** The address of this page, for links that come back here. */
  readonly path: string;
  readonly demo: boolean;
};

/** The server-side build's only export. */
export type Render = (view: View, frame: Frame) => Promise<string>;
