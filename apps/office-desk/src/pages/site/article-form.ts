// The editor's form: what is typed, kept on this computer as text, and what is sent.
import { type DocumentFacts, documentKinds, noFacts, validities } from '@smart/content/articles/documents';
import type { ArticleView } from '@smart/content/articles/model-views';
import { dateInShanghai, formatDateTime } from '@smart/kernel/dates';

type FormFile = { readonly id: string; readonly name: string; readonly size: number };
const texts = ['columnKey', 'title', 'summary', 'source', 'body', 'publishOn', 'publishTime'] as const;

export type ArticleForm = Record<(typeof texts)[number], string> & {
  facts: DocumentFacts;
  files: readonly FormFile[];
  /** What the form is based on: of the article as it was read. */
  revision: number;
};

export const emptyForm = (columnKey: string, source: string): ArticleForm => ({ columnKey, title: '', summary: '', source, body: '', publishOn: '', publishTime: '08:00', facts: noFacts, files: [], revision: 0 });

export function formOf(article: ArticleView): ArticleForm {
  const { columnKey, title, summary, source, body, files, revision, publishAt, facts } = article;
  const at = publishAt === null ? null : new Date(publishAt);
  return { columnKey, title, summary, source, body, facts, files, revision, publishOn: at ? dateInShanghai(at) : '', publishTime: at ? formatDateTime(at).slice(-5) : '08:00' };
}

const field = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined);

function fileOf(value: unknown): FormFile[] {
  const [id, name, size] = [field(value, 'id'), field(value, 'name'), field(value, 'size')];
  return typeof id === 'string' && typeof name === 'string' && typeof size === 'number' ? [{ id, name, size }] : [];
}

function factsOf(value: unknown): DocumentFacts {
  const [text, year, issue, on] = [(key: string): string => { const own = field(value, key); return typeof own === 'string' ? own : ''; }, field(value, 'gazetteYear'), field(value, 'gazetteIssue'), field(value, 'adoptedOn')];
  return {
    documentKind: documentKinds.find((one) => one === field(value, 'documentKind')) ?? null, number: text('number'), issuer: text('issuer'), adoptedOn: typeof on === 'string' ? on : null,
    validity: validities.find((one) => one === field(value, 'validity')) ?? 'in_force', validityNote: text('validityNote'), gazetteYear: typeof year === 'number' ? year : null, gazetteIssue: typeof issue === 'number' ? issue : null,
  };
}

/** What this computer kept; null when there is nothing, or nothing that can be read. */
export function keptForm(text: string): ArticleForm | null {
  try {
    const kept: unknown = JSON.parse(text);
    const [files, revision] = [field(kept, 'files'), field(kept, 'revision')];
    if (!Array.isArray(files) || typeof revision !== 'number') return null;
    const form = { ...emptyForm('', ''), facts: factsOf(field(kept, 'facts')), files: files.flatMap(fileOf), revision };
    for (const name of texts) {
      const value = field(kept, name);
      if (typeof value !== 'string') return null;
      form[name] = value;
    }
    return form;
  } catch {
    return null;
  }
}

/** Half hours of the day: articles appear at these times. */
export const halfHours = Array.from({ length: 48 }, (_none, at) => `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}`);

/** What is sent; `id` when the article is there already. */
export const inputOf = (id: string | null, { columnKey, title, summary, source, body, facts, files, revision, publishOn, publishTime }: ArticleForm) => ({
  ...(id === null ? {} : { id, revision }), columnKey, title, summary, source, body, facts, fileIds: files.map((one) => one.id), publishAt: publishOn === '' ? null : `${publishOn}T${publishTime}:00+08:00`,
});
