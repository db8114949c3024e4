// What anybody reads. Types only.
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
  /** Where the words that were asked for stand; null when nothing was asked. */
  readonly excerpt: readonly Segment[] | null;
};

export type PublicArticle = Omit<PublicArticleRow, 'excerpt'> & {
  readonly source: string;
  /** Clean HTML (`cleanHtml`). */
  readonly body: string;
  /** The beginning of the text in one line. */
  readonly description: string;
  readonly files: readonly { readonly id: string; readonly name: string; readonly size: number; readonly picture: boolean }[];
};
