// What a deputy fills in, how it travels, and what is still missing before it can be handed in.
import type { StoredFile } from '@smart/client/uploads';
import { fewest, limits, type Topic } from '@smart/suggestions/model';
import type { DraftView } from '@smart/suggestions/model-views';

export interface SuggestionForm {
  title: string;
  background: string;
  proposal: string;
  topic: Topic | null;
  researched: boolean;
  proposedOrganIds: string[];
  publishConsent: boolean;
  confidential: boolean;
  confidentialReason: string;
  files: StoredFile[];
}

/** An empty sheet; publication is the rule (公开为原则), the deputy may say no. */
export function emptyForm(): SuggestionForm {
  return {
    title: '',
    background: '',
    proposal: '',
    topic: null,
    researched: false,
    proposedOrganIds: [],
    publishConsent: true,
    confidential: false,
    confidentialReason: '',
    files: [],
  };
}

/** The server's draft as the form holds it. */
export function formOf(draft: DraftView): SuggestionForm {
  return {
    title: draft.title,
    background: draft.background,
    proposal: draft.proposal,
    topic: draft.topic,
    researched: draft.researched,
    proposedOrganIds: draft.proposedOrganIds,
    publishConsent: draft.publishConsent,
    confidential: draft.confidential,
    confidentialReason: draft.confidentialReason ?? '',
    files: draft.files.map(({ id, name, size }) => ({ id, name, size })),
  };
}

/** The form as the server takes it. */
export function inputOf({ files, confidentialReason, ...fields }: SuggestionForm) {
  return { ...fields, confidentialReason: confidentialReason.trim() === '' ? null : confidentialReason, fileIds: files.map((file) => file.id) };
}

export type FormField = 'title' | 'background' | 'proposal' | 'confidentialReason';

const lengthOf = (text: string): number => text.trim().length;

function lengthProblem(text: string, label: string, min: number, max: number): string | undefined {
  const length = lengthOf(text);
  if (length === 0) return `请填写${label}`;
  if (length < min) return `${label}至少写 ${min} 个字，现在有 ${length} 个字`;
  return length > max ? `${label}最多 ${max} 个字，请删减 ${length - max} 个字` : undefined;
}

/** What keeps the form from being handed in, by field; the same limits the server holds. Empty when it is complete. */
export function problemsOf(form: SuggestionForm): Partial<Record<FormField, string>> {
  const problems: Partial<Record<FormField, string | undefined>> = {
    title: lengthProblem(form.title, '标题', fewest.title, limits.title),
    background: lengthProblem(form.background, '情况和问题', fewest.background, limits.background),
    proposal: lengthProblem(form.proposal, '具体建议', fewest.proposal, limits.proposal),
    confidentialReason: form.confidential && lengthOf(form.confidentialReason) === 0 ? '请写明不宜公开的理由' : undefined,
  };
  const found: Partial<Record<FormField, string>> = {};
  for (const field of ['title', 'background', 'proposal', 'confidentialReason'] as const) {
    const problem = problems[field];
    if (problem !== undefined) found[field] = problem;
  }
  return found;
}
