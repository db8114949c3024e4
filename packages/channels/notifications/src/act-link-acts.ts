// The three acts a link can open: evaluate this reply, answer this co-signature, answer this contact. Each says whether it is still to be
// done, until when, and does it through the same services as the portal.
import type { Capacity } from '@smart/identity/capacity';
import { addDays, type DateString, startOfDayShanghai } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { parseInput } from '@smart/kernel/validation';
import { confirmContact, disputeContact } from '@smart/suggestions/contact';
import { answerCosign } from '@smart/suggestions/cosigning';
import { evaluate } from '@smart/suggestions/evaluation';
import type { Matter } from '@smart/suggestions/matter';
import { answerCosignInput, contactAnswerInput, disputeContactInput, evaluateInput } from '@smart/suggestions/model-inputs';
import type { Work } from '@smart/workflow/work';
import type { SmsTemplate } from './sms-texts.ts';

export const linkActs = ['suggestion.evaluate', 'suggestion.cosign', 'assignment.contact'] as const;
export type LinkAct = (typeof linkActs)[number];

export type LinkSubject = { readonly act: LinkAct; readonly personId: string; readonly capacityId: string; readonly matterId: string; readonly subjectId: string };

/** What a form sent, field by field; only the fields that the act knows are looked at. */
export type LinkForm = Readonly<Record<string, string>>;
export type LinkDone = { readonly heading: string; readonly receipt: string | null; readonly numberLabel: string | null; readonly next: string };

type Definition = {
  readonly template: SmsTemplate;
  /** Part of the page in the portal that opens the same thing. */
  readonly anchor: string;
  /** Null while the act waits for this person; otherwise why it does not (any more). */
  readonly over: (matter: Matter, link: LinkSubject) => string | null;
  /** The last day of the act's limit; null when it has none. */
  readonly dueOn: (matter: Matter, link: LinkSubject) => DateString | null;
  /** @throws DomainError as the service does; common.invalid_input with `fields` when the form is not complete */
  readonly perform: (work: Work, capacity: Capacity, link: LinkSubject, form: LinkForm) => Promise<LinkDone>;
};

function refuse(path: string, message: string): never {
  throw new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);
}

/** @throws DomainError common.invalid_input when neither is chosen */
function answerOf(form: LinkForm): 'yes' | 'no' {
  const { answer } = form;
  return answer === 'yes' || answer === 'no' ? answer : refuse('answer', '请先选择一项，再提交');
}

/** One grade for both scores, or each its own. */
function scoresOf({ grade, attitude, result }: LinkForm): { attitude: string; result: string } {
  if (grade === undefined || grade === '') refuse('grade', '请先选择评价，再提交');
  if (grade !== 'each') return { attitude: grade, result: grade };
  if (!attitude) refuse('attitude', '请选择办理态度');
  if (!result) refuse('result', '请选择办理结果');
  return { attitude, result };
}

const openLimit = (matter: Matter, kind: string, subjectId?: string): DateString | null =>
  matter.deadlines.find((one) => one.kind === kind && one.status === 'open' && (subjectId === undefined || one.subjectId === subjectId))?.dueOn ?? null;

const contactOf = (matter: Matter, { subjectId }: LinkSubject) => matter.contacts.find(({ id }) => id === subjectId);

export const actDefinitions: Readonly<Record<LinkAct, Definition>> = {
  'suggestion.evaluate': {
    template: 'evaluate',
    anchor: 'evaluate',
    over: ({ row }, { personId }) => {
      if (row.leadPersonId !== personId) return '这件建议已改由其他代表领衔。';
      if (row.state === 'replied') return null;
      return row.attitude === null ? '这件建议现在不需要评价。' : '您已经评价过这次答复，不需要再评。';
    },
    dueOn: (matter) => openLimit(matter, 'evaluation'),
    perform: async (work, capacity, { matterId }, form) => {
      const input = parseInput(evaluateInput, { id: matterId, ...scoresOf(form), comment: form['comment'] ?? '' });
      return { heading: '评价已提交', ...(await evaluate(work, capacity, input)) };
    },
  },
  'suggestion.cosign': {
    template: 'cosign',
    anchor: 'cosign',
    over: ({ row, cosigners }, { personId }) => {
      const mine = cosigners.find((one) => one.personId === personId);
      if (!mine) return '领衔代表已取消这次联名邀请。';
      if (mine.state !== 'invited') return '您已经答复过这次联名邀请。';
      return row.state === 'awaiting_cosigners' ? null : '这件建议现在不再征集联名。';
    },
    dueOn: () => null,
    perform: async (work, capacity, { matterId }, form) => {
      const agree = answerOf(form) === 'yes';
      return { heading: agree ? '已确认联名' : '已告知领衔代表您不参加联名', ...(await answerCosign(work, capacity, parseInput(answerCosignInput, { id: matterId, agree }))) };
    },
  },
  'assignment.contact': {
    template: 'contact',
    anchor: 'contact',
    over: (matter, link) => {
      if (matter.row.leadPersonId !== link.personId) return '这件建议已改由其他代表领衔。';
      return contactOf(matter, link)?.state === 'waiting' ? null : '这次沟通已经答复过，或者期限已过视为确认。';
    },
    dueOn: (matter, link) => openLimit(matter, 'contact_confirmation', contactOf(matter, link)?.assignmentId),
    perform: async (work, capacity, { subjectId: contactId }, form) => {
      if (answerOf(form) === 'yes') return { heading: '已确认沟通情况', ...(await confirmContact(work, capacity, parseInput(contactAnswerInput, { contactId }))) };
      const input = parseInput(disputeContactInput, { contactId, reason: form['reason'] ?? '' });
      return { heading: '异议已转承办单位', ...(await disputeContact(work, capacity, input)) };
    },
  },
};

export const isLinkAct = (act: string): act is LinkAct => linkActs.some((one) => one === act);

/** Longest life of a link, in days. */
const MOST_DAYS = 30;

/** A link lives to the end of the act's limit, and never longer than thirty days. */
export function expiryOf(now: Date, dueOn: DateString | null): Date {
  const most = new Date(now.getTime() + MOST_DAYS * 86_400_000);
  if (dueOn === null) return most;
  const end = startOfDayShanghai(addDays(dueOn, 1));
  return end < most ? end : most;
}
