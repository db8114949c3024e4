// What the pages of handling organs read out of a suggestion's detail: parts, clocks, contacts, the reply of this round.
import type { DeadlineKind } from '@smart/suggestions/model';
import type { DetailView, ReplyView } from '@smart/suggestions/model-views';

export type Part = DetailView['assignments'][number];
export type Contact = DetailView['contacts'][number];
export type Clock = DetailView['deadlines'][number];

/** Which handling this is: 1, and one more for each time the deputy was not satisfied. */
export const roundOf = (detail: Pick<DetailView, 'evaluations'>): number => 1 + detail.evaluations.filter((one) => one.result === 'not_satisfied').length;

/** Parts of the viewer's own organ that were not given back, those still at work first. */
export const ownParts = (detail: DetailView): Part[] => detail.assignments.filter((one) => one.mine && one.state !== 'returned');

export const replyOf = (detail: DetailView, part: Part): ReplyView | undefined => detail.replies.find((one) => one.assignmentId === part.id && one.round === roundOf(detail));

/** Contacts of this part in this round, the latest last. */
export const contactsOf = (detail: DetailView, part: Part): Contact[] => detail.contacts.filter((one) => one.assignmentId === part.id && one.round === roundOf(detail));

/** Limits the organ itself must keep; the deputy's confirmation and others' decisions are not its clock. */
const ownKinds = ['acceptance', 'distribution', 'first_contact', 'opinion', 'reply', 'second_reply'] as const satisfies readonly DeadlineKind[];

/** The organ's own running limits, nearest first. */
export const clocksOf = (detail: DetailView, part: Part): Clock[] =>
  detail.deadlines.filter((one) => one.status === 'open' && one.organName === part.organName && ownKinds.some((kind) => kind === one.kind));

/** The deputy's total limit; it does not stop when a part is given back (代表法 51). */
export const totalClock = (detail: DetailView): Clock | undefined => detail.deadlines.find((one) => one.kind === 'reply_total' && one.status === 'open');

/** Assisting organs beside a lead whose opinion is not in yet; only the first reply waits for them. */
export function awaitedOpinions(detail: DetailView, part: Part): string[] {
  if (part.role !== 'lead' || roundOf(detail) > 1) return [];
  const waiting = ['assigned', 'in_handling', 'return_requested'];
  return detail.assignments.filter((one) => one.role === 'assisting' && one.parentId === part.parentId && waiting.includes(one.state)).map((one) => one.organName);
}

/** What has to be so before a reply may go to the head, as facts with a word on each. */
export function contactFact(contacts: readonly Contact[]): { done: boolean; words: string } {
  if (contacts.some((one) => one.state === 'confirmed')) return { done: true, words: '已与代表沟通，并经代表确认' };
  if (contacts.some((one) => one.state === 'waiting')) return { done: false, words: '沟通情况待代表确认；期限内没有异议的，系统自动确认' };
  if (contacts.some((one) => one.state === 'disputed')) return { done: false, words: '代表对沟通情况有异议，请再次联系代表并登记' };
  return { done: false, words: '还没有登记与代表的沟通（代表法第五十一条）' };
}

export const actionOf = (part: Part, action: string): Part['actions'][number] | undefined => part.actions.find((one) => one.action === action);
export const may = (part: Part, action: string): boolean => actionOf(part, action)?.allowed === true;
