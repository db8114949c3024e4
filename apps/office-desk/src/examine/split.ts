// The parts of a split as they are filled in. Pure.
import { splitParts, type SplitPart } from '@smart/suggestions/review/model';
import { fewest, type Topic, topics } from '@smart/suggestions/model';

export type PartForm = { title: string; background: string; proposal: string; topic: string };
type Source = { readonly title: string; readonly background: string; readonly proposal: string; readonly topic: Topic | null };

/** Two parts that both begin with the whole text: the clerk takes out what does not belong, and nothing is typed anew. */
export const partsOf = (source: Source): PartForm[] => [
  { title: source.title, background: source.background, proposal: source.proposal, topic: source.topic ?? 'other' },
  { title: '', background: source.background, proposal: source.proposal, topic: source.topic ?? 'other' },
];

/** What is still missing, as a sentence; null when the parts can be proposed. */
export function splitProblem(parts: readonly PartForm[]): string | null {
  if (parts.length < splitParts.least) return '至少分成两件';
  for (const [at, part] of parts.entries()) {
    const name = `第 ${at + 1} 件`;
    if (part.title.trim().length < fewest.title) return `请填写${name}的标题`;
    if (part.background.trim().length < fewest.background) return `${name}的情况和问题至少写 ${fewest.background} 个字`;
    if (part.proposal.trim().length < fewest.proposal) return `${name}的具体建议至少写 ${fewest.proposal} 个字`;
  }
  const titles = parts.map((part) => part.title.trim());
  return new Set(titles).size < titles.length ? '各件的标题不能相同' : null;
}

export const splitRequest = (parts: readonly PartForm[]): SplitPart[] => parts.map((part) => ({ title: part.title.trim(), background: part.background.trim(), proposal: part.proposal.trim(), topic: topics.find((one) => one === part.topic) ?? 'other' }));
