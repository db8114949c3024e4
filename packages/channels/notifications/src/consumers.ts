// From events to notices: once, to whom it concerns, with a link that opens the very thing.
import { registerOwnData } from '@smart/identity/own-data';
import { registerPersonColumns } from '@smart/identity/person-columns';
import { registerConsumer } from '@smart/jobs/registry';
import { deadlineEvents } from '@smart/jobs/reminders';
import { formatDate } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import { suggestionEventPayload, suggestionEvents } from '@smart/suggestions/events';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { type Recipient, deputyOf, officersOf, recipientsOf, staffOf } from './recipients.ts';
import { registerMotionNotices } from './motion-notices.ts';
import { type Anchor, rules } from './rules.ts';
import { registerFollowNotices } from './follow-notices.ts';
import { registerStandInNotices } from './stand-in-notices.ts';
import { registerSms } from './sms-consumers.ts';

export type Words = { readonly title: string; readonly body: string; readonly anchor?: Anchor | undefined; readonly section?: Section };

/**
 * Tells whom an event of the suggestions domain concerns, except the one who did it. Repeating it tells nobody twice.
 * @throws Error when the event has no rule: a fault of the program
 */
export async function noticeSuggestionEvent(work: Work, event: DomainEvent): Promise<void> {
  const rule = rules[event.type];
  if (!rule) throw new Error(`no rule says who is told of ${event.type}`);
  if (rule.to.length === 0 || event.matterId === null) return;
  const payload = suggestionEventPayload.parse(event.payload);
  const recipients = await recipientsOf(work, { congressId: event.congressId, matterId: event.matterId }, rule.to, payload);
  await deliver(work, event, event.matterId, recipients.filter(({ personId }) => personId !== event.personId), { title: rule.title(payload), body: rule.body(payload), anchor: rule.anchor });
}

const reminderTitles: Readonly<Record<string, string>> = { 'deadline.approaching': '期限将到', 'deadline.due': '今天到期', 'deadline.overdue': '已经超期' };
const anchorsOfKind: Readonly<Record<string, Anchor>> = { evaluation: 'evaluate', contact_confirmation: 'contact', reply: 'reply', second_reply: 'reply' };

/** Reminds the owner of a running limit; once it is overdue the congress's officers know it, too (责任督办). */
export async function noticeDeadline(work: Work, event: DomainEvent): Promise<void> {
  if (event.matterId === null) return;
  const payload = deadlineEvents.due.payloadOf(event);
  const owners = payload.ownerPersonId
    ? await deputyOf(work, payload.ownerPersonId, event.congressId)
    : payload.ownerOrganId
      ? await staffOf(work, event.matterId, [payload.ownerOrganId])
      : await officersOf(work, event.congressId);
  const watchers = event.type === 'deadline.overdue' ? await officersOf(work, event.congressId) : [];
  const recipients = [...new Map([...owners, ...watchers].map((one) => [one.personId, one])).values()];
  const { title, numberLabel } = payload.subject;
  const matter = [typeof numberLabel === 'string' ? numberLabel : '', typeof title === 'string' ? `《${title}》` : ''].join('');
  await deliver(work, event, event.matterId, recipients, {
    title: `${reminderTitles[event.type] ?? '期限提醒'}：${payload.label}`,
    body: `${matter}“${payload.label}”的期限为${formatDate(payload.dueOn)}，${payload.timeLeft}`,
    anchor: anchorsOfKind[payload.kind],
    section: event.subjectType === 'motion' ? 'motions' : 'suggestions',
  });
}

/** The pages on which the subjects of the suggestions domain are looked at. */
export type Section = 'suggestions' | 'motions';

/** Deputies open their portal, staff the desk; the capacity in the link saves them the switch. */
export function linkOf({ app, capacityId }: Recipient, matterId: string, anchor: Anchor | undefined, section: Section = 'suggestions'): string {
  return `/${app}/${section}/${matterId}?capacity=${capacityId}${anchor ? `#${anchor}` : ''}`;
}

/** Writes the notices of one event, once for each person, and refreshes what they have open. */
export async function deliver(work: Work, event: DomainEvent, matterId: string, recipients: readonly Recipient[], { title, body, anchor, section }: Words): Promise<void> {
  if (recipients.length === 0) return;
  const rows = recipients.map((recipient) => ({
    id: newId(), congress_id: recipient.congressId, person_id: recipient.personId, capacity_id: recipient.capacityId, event_id: event.id, kind: event.type,
    title, body: body.trim(), link: linkOf(recipient, matterId, anchor, section), matter_id: matterId, created_at: work.clock.now().toISOString(),
  }));
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
  for (const congressId of new Set(rows.map((row) => row.congress_id))) {
    const personIds = rows.filter((row) => row.congress_id === congressId).map((row) => row.person_id);
    await notifyChange(work, { congressId, subjectType: 'notice', matterId, personIds });
  }
}

let registered = false;

/** Has the events delivered here; once per process, before the jobs start. */
export function registerNotices(): void {
  if (registered) return;
  registered = true;
  registerPersonColumns('notifications', [
    { table: 'notice', column: 'person_id', key: 'id', label: '通知', unless: 'EXISTS (SELECT 1 FROM notice x WHERE x.event_id = t.event_id AND x.kind = t.kind AND x.person_id = $2)' },
    { table: 'notice_mute', column: 'person_id', key: 'congress_id', label: '短信设置', unless: 'EXISTS (SELECT 1 FROM notice_mute x WHERE x.congress_id = t.congress_id AND x.person_id = $2)' },
  ]);
  registerOwnData('收到的通知', (work, { personId }) =>
    work.sql(`SELECT to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS "时间", title AS "标题", body AS "内容" FROM notice WHERE person_id = $1 ORDER BY created_at DESC LIMIT 2000`, [personId]),
  );
  registerConsumer('notices', [...suggestionEvents.keys()], noticeSuggestionEvent);
  registerConsumer('deadline-notices', Object.values(deadlineEvents).map(({ name }) => name), noticeDeadline);
  registerMotionNotices();
  registerSms();
  registerStandInNotices();
  registerFollowNotices();
}
