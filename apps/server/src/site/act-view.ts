/** What the page of a notice link shows: only what the act needs. */
import type { Capacity } from '@smart/identity/capacity';
import { isDomainError } from '@smart/kernel/errors';
import { formatDate } from '@smart/kernel/dates';
import { actDefinitions, type LinkAct, type LinkForm } from '@smart/notifications/act-link-acts';
import type { ActLink } from '@smart/notifications/act-links';
import type { Opened, Refusal } from '@smart/notifications/act-link-visit';
import { dissatisfiedTimes, type Matter } from '@smart/suggestions/matter';
import { congressOfficeOf, contactMethodLabels, type GradeSet } from '@smart/suggestions/model';
import { gradeLabelOf } from '@smart/suggestions/reply-view';
import type { ActRefusedView, ActReply, ActView } from '@smart/public-site/views';

const pages = { 'suggestion.evaluate': 'evaluate', 'suggestion.cosign': 'cosign', 'assignment.contact': 'contact' } as const satisfies Record<LinkAct, ActView['act']>;

export type Shown = Extract<Opened, { refusal: null }>;
export type Draft = { readonly form: LinkForm; readonly problems: Readonly<Record<string, string>> };
export const noDraft: Draft = { form: {}, problems: {} };

const linesOf = (text: string): string[] => text.split(/\n+/).map((line) => line.trim()).filter((line) => line !== '');

/** The signed answers of the newest round; of a merged suggestion those of the main one. */
function repliesOf({ replies }: Matter, grades: GradeSet): ActReply[] {
  const signed = replies.filter(({ state }) => state === 'signed');
  const round = Math.max(0, ...signed.map((one) => one.round));
  return signed.filter((one) => one.round === round).map(({ organName, letterNumber, grade, body }) => ({ organName, letterNumber, grade: grade === null ? null : `办理结果：${grade} ${gradeLabelOf(grades, grade) ?? '类'}`, body: linesOf(body) }));
}

function contactOf({ contacts }: Matter, { act, subjectId }: ActLink): ActView['contact'] {
  const found = act === 'assignment.contact' ? contacts.find(({ id }) => id === subjectId) : undefined;
  return found ? { organName: found.organName, facts: `${formatDate(found.contactedOn)}，${contactMethodLabels[found.method]}，登记人：${found.byName}`, content: found.content } : null;
}

export function actView(link: ActLink, capacity: Capacity, { matter, answered, grades }: Shown, { form, problems }: Draft): ActView {
  const { row } = matter;
  const dueOn = actDefinitions[link.act].dueOn(matter, link);
  return {
    page: 'act', act: pages[link.act], addressee: { name: capacity.personName, capacity: capacity.label }, title: row.title, numberLabel: row.numberLabel, leadName: row.leadName,
    due: dueOn === null ? null : formatDate(dueOn), background: row.background, proposal: row.proposal,
    replies: link.act === 'suggestion.evaluate' ? repliesOf(answered, grades) : [], contact: contactOf(matter, link), draft: form, problems,
    unhappy: dissatisfiedTimes(matter) > 0
      ? `对办理结果再次不满意的，请写明还希望解决什么，由${congressOfficeOf(row.congressTier)}组织承办单位与您当面协调。`
      : '对办理结果不满意的，请写明还希望解决什么，承办单位将重新办理并再次答复您。',
  };
}

/** What a form could not be taken for, by field; null for another kind of refusal. */
export function problemsOf(error: unknown): Draft['problems'] | null {
  if (!isDomainError(error) || error.code !== 'common.invalid_input') return null;
  const fields = error.fields ?? [];
  return fields.length === 0 ? { form: error.message } : Object.fromEntries(fields.map(({ path, message }) => [path, message]));
}

/** The way that remains: the same thing in the portal, in the same capacity. */
export function refusedView(link: Pick<ActLink, 'act' | 'matterId' | 'capacityId'>, { kind, reason }: Refusal): ActRefusedView {
  const target = `/deputy/suggestions/${link.matterId}?capacity=${link.capacityId}#${actDefinitions[link.act].anchor}`;
  return { page: 'act-refused', reason, open: kind === 'capacity' ? null : `/sign-in?next=${encodeURIComponent(target)}` };
}

export const unknownLink: ActRefusedView = { page: 'act-refused', reason: '没有这个办理链接。请核对短信中的链接是否完整，或者登录代表履职服务平台办理。', open: `/sign-in?next=${encodeURIComponent('/deputy/')}` };
