// The editor's form: what is typed, kept on this computer as text, and what is sent.
import { type DraftKind, draftKinds } from '@smart/content/consultations/model';
import type { ConsultationView } from '@smart/content/consultations/model-views';
import type { DraftArticle } from '@smart/content/consultations/splitting';
import { addDays } from '@smart/kernel/dates';

const texts = ['title', 'explanation', 'drafter', 'startsOn', 'endsOn'] as const;
export type ConsultationForm = Record<(typeof texts)[number], string> & { kind: DraftKind; articles: DraftArticle[]; /** Of the draft as it was read. */ revision: number };

/** The last day, so that both ends counted there are `days`. */
export const lastDay = (startsOn: string, days: number): string => addDays(startsOn, days - 1);

export const emptyForm = (day: string, days: number, drafter: string): ConsultationForm => ({ kind: 'regulation', title: '', explanation: '', drafter, startsOn: day, endsOn: lastDay(day, days), articles: [], revision: 0 });

export function formOf({ kind, title, explanation, drafter, startsOn, endsOn, revision, articleRows }: ConsultationView): ConsultationForm {
  return { kind, title, explanation, drafter, startsOn, endsOn, revision, articles: articleRows.map(({ label, heading, text }) => ({ label, heading, text })) };
}

const field = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined);

function articleOf(value: unknown): DraftArticle[] {
  const [label, heading, text] = [field(value, 'label'), field(value, 'heading'), field(value, 'text')];
  return typeof label === 'string' && typeof heading === 'string' && typeof text === 'string' ? [{ label, heading, text }] : [];
}

/** What this computer kept; null when there is nothing, or nothing that can be read. */
export function keptForm(text: string): ConsultationForm | null {
  try {
    const kept: unknown = JSON.parse(text);
    const [articles, revision, kind] = [field(kept, 'articles'), field(kept, 'revision'), draftKinds.find((one) => one === field(kept, 'kind'))];
    if (!Array.isArray(articles) || typeof revision !== 'number' || kind === undefined) return null;
    const form: ConsultationForm = { ...emptyForm('2026-01-01', 1, ''), kind, articles: articles.flatMap(articleOf), revision };
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

/** What is sent; `id` when the draft is there already. */
export const inputOf = (id: string | null, { revision, ...form }: ConsultationForm) => ({ ...(id === null ? {} : { id, revision }), ...form });
