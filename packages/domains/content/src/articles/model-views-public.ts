// What anybody reads. Types only.
import type { DocumentFacts } from './documents.ts';
import type { ArticleKind } from './model.ts';

type Segment = { readonly text: string; readonly match: boolean };

export type PublicArticleRow = {
  readonly id: string;
  readonly congressName: string;
  readonly divisionCode: string;
  readonly kind: ArticleKind;
  readonly columnKey: string;
  readonly columnName: string;
  readonly title: string;
  readonly summary: string;
  readonly publishedAt: string;
  /** Of documents and issues of the gazette. */
  readonly facts: DocumentFacts | null;
  /** Where the words that were asked for stand; null when nothing was asked. */
  readonly excerpt: readonly Segment[] | null;
};

/** A document in the contents of an issue of the gazette. */
export type GazetteEntry = { readonly id: string; readonly title: string; readonly number: string };

export type PublicArticle = Omit<PublicArticleRow, 'excerpt'> & {
  readonly source: string;
  /** Of an issue of the gazette: the documents that stand in it. */
  readonly contents: readonly GazetteEntry[];
  /** Of a document: the issue of the gazette it stands in, when that is on the site. */
  readonly issueId: string | null;
  /** Clean HTML (`cleanHtml`). */
  readonly body: string;
  /** The beginning of the text in one line. */
  readonly description: string;
  readonly files: readonly { readonly id: string; readonly name: string; readonly size: number; readonly picture: boolean }[];
};
