// 责任督办 told: a rung of the ladder with the day's digest, to whom the rung names; a letter of supervision at once.
import { registerConsumer } from '@smart/jobs/registry';
import { formatDate, today } from '@smart/kernel/dates';
import { suggestionEventPayload, type SuggestionEventPayload } from '@smart/suggestions/events';
import { letterEventPayload, letterEvents } from '@smart/suggestions/supervising/events';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { deliver, linkOf } from './deliver.ts';
import { queueReminders } from './digest.ts';
import { deputyOf, officersOf, type Recipient, staffInRoles, staffOf } from './recipients.ts';

/** The people of a congress who hold one of these roles today. */
async function leadersOf(work: Work, congressId: string): Promise<Recipient[]> {
  const rows = await work.sql<{ personId: string; capacityId: string }>(
    `SELECT person_id AS "personId", id AS "capacityId" FROM appointment WHERE congress_id = $1 AND 'congress_leader' = ANY (roles) AND starts_on <= $2::date AND (ends_on IS NULL OR ends_on >= $2::date)`,
    [congressId, today(work.clock)],
  );
  return rows.map((row) => ({ ...row, congressId, app: 'office' }));
}

/** Whom a rung tells or asks. A body without staff of its own is reached through who works for it: the deputies' affairs committee. */
async function ofRung(work: Work, congressId: string, matterId: string, { rung, rungOrganIds = [] }: SuggestionEventPayload['facts']): Promise<Recipient[]> {
  const own = rungOrganIds.length === 0 ? [] : await staffInRoles(work, matterId, rungOrganIds, rung === 'organ_head' ? ['handling_head'] : null);
  switch (rung) {
    case 'organ_head':
      return own.length > 0 ? own : staffOf(work, matterId, rungOrganIds);
    case 'government_office':
      return own;
    case 'council_of_chairpersons':
    case 'standing_committee':
      return [...(await leadersOf(work, congressId)), ...(await officersOf(work, congressId))];
    default:
      return own.length > 0 ? own : officersOf(work, congressId);
  }
}

const asks: Readonly<Record<string, string>> = {
  organ_head: '请主要负责人督促办理',
  government_office: '请督促承办单位办理',
  deputies_affairs: '请督办，可以发出督办单',
  presidium: '请督办，可以发出督办单',
  special_committee: '请对口督办',
  council_of_chairpersons: '提请主任会议督办，可以列为重点督办、听取汇报',
  standing_committee: '提请常委会督办，可以专题询问、满意度测评',
};

/** A rung of the ladder was reached. */
export async function noticeEscalation(work: Work, event: DomainEvent): Promise<void> {
  const { matterId, congressId } = event;
  if (matterId === null) return;
  const payload = suggestionEventPayload.parse(event.payload);
  const { facts } = payload;
  if (facts.deadlineId === undefined || facts.dueOn === undefined) return;
  const recipients = [...new Map((await ofRung(work, congressId, matterId, facts)).map((one) => [one.personId, one])).values()];
  await queueReminders(work, event, matterId, recipients, {
    deadlineId: facts.deadlineId, dueOn: facts.dueOn, title: `逐级督办：${facts.rungLabel ?? ''}`,
    body: `${payload.numberLabel ?? ''}《${payload.title}》由${facts.organNames?.join('、') ?? '承办单位'}承办，${asks[facts.rung ?? ''] ?? '请督办'}`, link: (one) => linkOf(one, matterId, 'supervision'),
  });
}

/** Who is told of a letter's step, and in which words. */
export async function noticeLetter(work: Work, event: DomainEvent): Promise<void> {
  const { matterId, congressId } = event;
  if (matterId === null) return;
  const p = letterEventPayload.parse(event.payload);
  const matter = `${p.numberLabel ?? ''}《${p.title}》`;
  const organ = () => staffOf(work, matterId, [p.organId]);
  const until = p.dueOn === null ? '' : `，请在${formatDate(p.dueOn)}前回复`;
  const told = await (async (): Promise<{ to: Recipient[]; title: string; body: string }> => {
    switch (event.type) {
      case 'supervision_letter.issued':
        return { to: await organ(), title: '收到督办单', body: `${p.letterLabel}：${matter}${until}。${p.text}` };
      case 'supervision_letter.answered':
        return { to: await officersOf(work, congressId), title: '督办单已回复', body: `${p.organName}回复了${p.letterLabel}（${matter}），请审核` };
      case 'supervision_letter.returned':
        return { to: await organ(), title: '督办单回复退回', body: `${p.letterLabel}（${matter}）请补充后重新回复。理由：${p.reason ?? ''}` };
      case 'supervision_letter.closed':
        return { to: await organ(), title: '督办单已办结', body: `${p.letterLabel}（${matter}）的回复已经审核，督办单办结` };
      default:
        return { to: await organ(), title: '督办单已撤回', body: `${p.letterLabel}（${matter}）已经撤回。理由：${p.reason ?? ''}` };
    }
  })();
  await deliver(work, event, matterId, told.to.filter(({ personId }) => personId !== event.personId), { title: told.title, body: told.body, anchor: 'supervision' });
  if (event.type === 'supervision_letter.issued') {
    await deliver(work, event, matterId, await deputyOf(work, p.leadPersonId, congressId), { title: '已发出督办单', body: `就您提出的${matter}，已向${p.organName}发出督办单${p.letterLabel}`, anchor: 'supervision' });
  }
}

/** Has the events delivered here; called with the notices. */
export function registerSupervisionNotices(): void {
  registerConsumer('escalation-notices', ['suggestion.escalated'], noticeEscalation);
  registerConsumer('supervision-letter-notices', [...letterEvents.keys()], noticeLetter);
}
