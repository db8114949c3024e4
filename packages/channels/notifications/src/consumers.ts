// From events to notices: once, to whom it concerns, with a link that opens the very thing.
import { registerOwnData } from '@smart/identity/own-data';
import { registerPersonColumns } from '@smart/identity/person-columns';
import { registerConsumer, registerSweep } from '@smart/jobs/registry';
import { deadlineEvents, reminderEvents } from '@smart/jobs/reminders';
import { suggestionEventPayload, suggestionEvents } from '@smart/suggestions/events';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { deliver, linkOf, type Section } from './deliver.ts';
import { queueReminders, sendDigests } from './digest.ts';
import { deputyOf, officersOf, recipientsOf, staffOf } from './recipients.ts';
import { type Anchor, rules } from './rules.ts';
import { registerFollowNotices } from './follow-notices.ts';
import { registerMotionNotices } from './motion-notices.ts';
import { registerStandInNotices } from './stand-in-notices.ts';
import { registerSms } from './sms-consumers.ts';
import { registerSupervisionNotices } from './supervision-notices.ts';

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

/** Where other subjects than suggestions are looked at. */
const sections: Readonly<Record<string, Section>> = { motion: 'motions', opinion: 'opinions', opinion_supervision: 'opinions' };

const anchorsOfKind: Readonly<Record<string, Anchor>> = { evaluation: 'evaluate', contact_confirmation: 'contact', reply: 'reply', second_reply: 'reply' };

/** Reminds the owner of a running limit with the next digest; once it is overdue the congress's officers know it, too (责任督办). */
export async function noticeDeadline(work: Work, event: DomainEvent): Promise<void> {
  if (event.matterId === null) return;
  const payload = deadlineEvents.due.payloadOf(event);
  // A citizen's time to evaluate is nobody's task.
  if (event.subjectType === 'opinion' && payload.kind === 'evaluation') return;
  const [limit] = await work.sql<{ id: string }>(`SELECT id FROM deadline WHERE subject_id = $1 AND kind = $2 AND status = 'open' AND due_on = $3::date`, [event.subjectId, payload.kind, payload.dueOn]);
  if (!limit) return; // done or extended while the event was on its way
  const owners = payload.ownerPersonId
    ? await deputyOf(work, payload.ownerPersonId, event.congressId)
    : payload.ownerOrganId
      ? await staffOf(work, event.matterId, [payload.ownerOrganId])
      : await officersOf(work, event.congressId);
  // A letter of supervision is watched by the office that issued it, which may be of a tier above the congress that holds the matter.
  const issuer = z.string().safeParse(payload.subject['issuerOrganId']);
  const watchers = event.type === deadlineEvents.overdue.name ? [...(await officersOf(work, event.congressId)), ...(issuer.success ? await staffOf(work, event.matterId, [issuer.data]) : [])] : [];
  const recipients = [...new Map([...owners, ...watchers].map((one) => [one.personId, one])).values()];
  const { matterId } = event;
  await queueReminders(work, event, matterId, recipients, {
    deadlineId: limit.id, dueOn: payload.dueOn, title: payload.label, body: matterWords(payload.subject), link: (one) => linkOf(one, matterId, anchorsOfKind[payload.kind], sections[event.subjectType]),
  });
}

/** 第12号建议《关于…》. */
export const matterWords = ({ title, numberLabel }: { readonly [key: string]: unknown }): string =>
  [typeof numberLabel === 'string' ? numberLabel : '', typeof title === 'string' ? `《${title}》` : ''].join('');

let registered = false;

/** Has the events delivered here; once per process, before the jobs start. */
export function registerNotices(): void {
  if (registered) return;
  registered = true;
  registerPersonColumns('notifications', [
    { table: 'notice', column: 'person_id', key: 'id', label: '通知', unless: 'EXISTS (SELECT 1 FROM notice x WHERE x.event_id = t.event_id AND x.kind = t.kind AND x.person_id = $2)' },
    { table: 'reminder_entry', column: 'person_id', key: 'id', label: '待汇总的提醒', unless: 'EXISTS (SELECT 1 FROM reminder_entry x WHERE x.event_id = t.event_id AND x.kind = t.kind AND x.person_id = $2)' },
    { table: 'quiet_hours', column: 'person_id', key: 'congress_id', label: '免打扰时段', unless: 'EXISTS (SELECT 1 FROM quiet_hours x WHERE x.congress_id = t.congress_id AND x.person_id = $2)' },
    { table: 'notice_mute', column: 'person_id', key: 'congress_id', label: '短信设置', unless: 'EXISTS (SELECT 1 FROM notice_mute x WHERE x.congress_id = t.congress_id AND x.person_id = $2)' },
  ]);
  registerOwnData('收到的通知', (work, { personId }) =>
    work.sql(`SELECT to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS "时间", title AS "标题", body AS "内容" FROM notice WHERE person_id = $1 ORDER BY created_at DESC LIMIT 2000`, [personId]),
  );
  registerConsumer('notices', [...suggestionEvents.keys()], noticeSuggestionEvent);
  registerMotionNotices();
  registerConsumer('deadline-notices', reminderEvents.map(({ name }) => name), noticeDeadline);
  // Ten minutes after the hour: what the morning's reminders announced at eight is there, and quiet hours end with the hour.
  registerSweep('digests', '10 * * * *', async (work, congressId) => void (await sendDigests(work, congressId)));
  registerSms();
  registerSupervisionNotices();
  registerStandInNotices();
  registerFollowNotices();
}
