// 我说的话变成了什么: what a deputy said, and what changed. Built from events only. Pure; runs in the browser too.
import { dateInShanghai } from '@smart/kernel/dates';
import type { DomainEvent } from '@smart/workflow/events';
import { z } from 'zod';

/** What may become of something that was said. */
export const changeKinds = { replied: '答复', evaluated: '代表评价', kept: '承诺落实', answered: '答复群众', reopened: '群众不满意，重新办理' } as const;
export type ChangeKind = keyof typeof changeKinds;
export const isChangeKind = (value: unknown): value is ChangeKind => typeof value === 'string' && Object.hasOwn(changeKinds, value);

/** How the grade of a reply reads for who asked (the national marks of 办理结果). */
const gradeWords: Readonly<Record<string, string>> = { A: 'A 类，已经解决或者基本解决', B: 'B 类，列入计划逐步解决', C: 'C 类，因条件限制留作参考', D: 'D 类，留作参考' };
const scores: Readonly<Record<string, string>> = { satisfied: '满意', mostly_satisfied: '基本满意', not_satisfied: '不满意' };

/** What one event changed, in words that stand by themselves. */
export type Change = { readonly eventId: string; readonly matterId: string; readonly kind: ChangeKind; /** YYYY-MM-DD, Asia/Shanghai. */ readonly on: string; readonly text: string; /** What proves it, as the organ wrote it; else empty. */ readonly proof: string };

const suggestionFacts = z.object({
  organ: z.object({ organName: z.string() }).nullish(), reason: z.string().nullish(),
  facts: z.object({ grade: z.string().nullish(), attitude: z.string().optional(), result: z.string().optional(), text: z.string().optional(), letterNumber: z.string().nullish() }).default({}),
});
const opinionFacts = z.object({ organName: z.string().nullish(), reason: z.string().nullish() });

type Says = { readonly kind: ChangeKind; readonly text: string; readonly proof: string };
const ofSuggestion = (say: (facts: z.output<typeof suggestionFacts>) => Says) => (payload: unknown): Says | null => { const { data } = suggestionFacts.safeParse(payload); return data === undefined ? null : say(data); };
const ofOpinion = (say: (facts: z.output<typeof opinionFacts>) => Says) => (payload: unknown): Says | null => { const { data } = opinionFacts.safeParse(payload); return data === undefined ? null : say(data); };

const readers: Readonly<Record<string, (payload: unknown) => Says | null>> = {
  'assignment.replied': ofSuggestion(({ organ, facts: { grade, letterNumber } }) => ({ kind: 'replied', text: `${organ?.organName ?? '承办单位'}答复${grade == null ? '' : `：${gradeWords[grade] ?? grade}`}`, proof: letterNumber ?? '' })),
  'suggestion.evaluated': ofSuggestion(({ facts: { attitude = '', result = '' } }) => ({ kind: 'evaluated', text: `对办理态度${scores[attitude] ?? '未评'}，对办理结果${scores[result] ?? '未评'}`, proof: '' })),
  'suggestion.commitment_kept': ofSuggestion(({ facts: { text = '' }, reason }) => ({ kind: 'kept', text: `承诺已经落实：${text}`, proof: reason ?? '' })),
  'opinion.replied': ofOpinion(({ organName }) => ({ kind: 'answered', text: `${organName ?? '承办单位'}答复了群众`, proof: '' })),
  'opinion.reopened': ofOpinion(() => ({ kind: 'reopened', text: '群众不满意，重新办理', proof: '' })),
};
export const changeEventTypes = Object.keys(readers);

/** What an event changed; null for an event of no concern or of another shape. */
export function changeOf(event: DomainEvent): Change | null {
  const says = readers[event.type]?.(event.payload) ?? null;
  return says === null ? null : { ...says, eventId: event.id, matterId: event.matterId ?? event.subjectId, on: dateInShanghai(event.at) };
}
