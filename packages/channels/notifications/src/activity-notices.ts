// 代表活动: whoever is invited is told, and told again of every change; the office is told who asks for leave and who missed a session.
import { registerConsumer } from '@smart/jobs/registry';
import { dateInShanghai, formatDate } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { officersOf } from './recipients.ts';

const payloadSchema = z.object({
  title: z.string().default(''), kindLabel: z.string().default('活动'), heldOn: z.string().default(''), startsAt: z.string().default(''), place: z.string().default(''), reason: z.string().nullable().default(null), announced: z.boolean().default(true), held: z.boolean().default(false),
  attended: z.array(z.string()).default([]), people: z.array(z.object({ mandateId: z.string(), personId: z.string() })).default([]), activityId: z.string().optional(), mandateId: z.string().optional(), personId: z.string().optional(), name: z.string().default(''), words: z.string().default(''), group: z.string().nullable().default(null),
  leader: z.object({ mandateId: z.string(), personId: z.string() }).nullable().default(null),
});
type Payload = z.output<typeof payloadSchema>;
type Words = { readonly title: string; readonly body: string };
type Told = { readonly deputies?: Words; readonly office?: Words; /** Who leads the group that arranged it. */ readonly leader?: Words; readonly page: 'activity' | 'list' };

const when = ({ heldOn, startsAt, place }: Payload): string => `${formatDate(heldOn)} ${startsAt}，${place}`;
const what = ({ title }: Payload): string => `“${title}”`;
const because = ({ reason }: Payload): string => (reason === null || reason === '' ? '' : `。原因：${reason}`);

/** The office is told what a group's leader arranges (代表法 27); of what it arranges itself it knows. */
const ofGroup = (payload: Payload, title: string, words: string): { office?: Words } => (payload.group === null ? {} : { office: { title, body: `${payload.group}：${what(payload)}${words}` } });

const askedLeave = (words: Words, { leader }: Payload): Told => ({ office: words, ...(leader === null ? {} : { leader: words }), page: 'activity' });

/** What an event says, to whom; null: nobody is told. Why somebody asks for leave stands in no notice. @param today what was over before it was published is no news */
export function activityTold(type: string, payload: Payload, today: string): Told | null {
  const past = payload.heldOn < today;
  switch (type) {
    case 'activity.published':
    case 'activity.invited':
      return past ? null : { deputies: { title: `请您参加${payload.kindLabel}`, body: `${what(payload)}，${when(payload)}。请回复参加或者请假` }, ...ofGroup(payload, '代表小组安排了活动', `，${when(payload)}，邀请 ${payload.people.length} 名代表`), page: 'activity' };
    case 'activity.changed':
      return { deputies: { title: '活动时间、地点有变化', body: `${what(payload)}改为${when(payload)}${because(payload)}` }, ...ofGroup(payload, '代表小组活动有变化', `改为${when(payload)}${because(payload)}`), page: 'activity' };
    case 'activity.cancelled':
      return payload.announced ? { deputies: { title: '活动取消', body: `${what(payload)}（${formatDate(payload.heldOn)}）取消${because(payload)}` }, ...ofGroup(payload, '代表小组活动取消', `（${formatDate(payload.heldOn)}）取消${because(payload)}`), page: 'activity' } : null;
    case 'activity.held':
      return payload.group === null ? null : { ...ofGroup(payload, '代表小组活动已记录', `（${formatDate(payload.heldOn)}）已经点名、记录，到场 ${payload.attended.length} 名代表。有出入的请补正记录`), page: 'activity' };
    case 'activity.approaching':
      return { deputies: { title: '明天有活动', body: `${what(payload)}，${when(payload)}。到场扫屏幕上的码签到` }, page: 'activity' };
    case 'activity.unrecorded':
      return { office: { title: '活动还没有记录', body: `${what(payload)}已经结束，请点名并记录情况，代表的履职档案随之记入` }, page: 'activity' };
    case 'activity.leave_asked':
      return askedLeave({ title: '代表请假待批复', body: `${payload.name}代表向${what(payload)}（${formatDate(payload.heldOn)}）请假，请批复` }, payload);
    case 'activity.leave_granted':
      return { deputies: { title: '请假已批准', body: `${what(payload)}（${formatDate(payload.heldOn)}）` }, page: 'activity' };
    case 'activity.leave_refused':
      return { deputies: { title: '请假没有批准', body: `${what(payload)}，${when(payload)}${because(payload)}` }, page: 'activity' };
    case 'activity.leave_revoked':
      return { deputies: { title: '准假已撤销', body: `${what(payload)}（${formatDate(payload.heldOn)}）${because(payload)}` }, page: 'activity' };
    case 'activity.uninvited':
      return { deputies: { title: '活动不用参加了', body: `${what(payload)}（${formatDate(payload.heldOn)}）不再邀请您参加` }, page: 'list' };
    case 'activity.absence_warned':
      return { deputies: { title: '出席会议提醒', body: payload.words }, office: { title: '代表出席会议提醒', body: `${payload.name}代表${payload.words}` }, page: 'list' };
    default:
      return null;
  }
}

/** Each in the mandate that is invited; a suspended mandate is told nothing of activities (代表法 61). Repeating it tells nobody twice. */
async function noticeActivityEvent(work: Work, event: DomainEvent): Promise<void> {
  const payload = payloadSchema.parse(event.payload);
  const told = activityTold(event.type, payload, dateInShanghai(event.at));
  if (told === null) return;
  const activityId = payload.activityId ?? event.subjectId;
  const page = told.page === 'list' ? 'activities' : `activities/${activityId}`;
  const named = payload.mandateId !== undefined && payload.personId !== undefined ? [{ mandateId: payload.mandateId, personId: payload.personId }] : payload.people;
  const serving = told.deputies === undefined ? [] : await work.sql<{ mandateId: string; personId: string }>(`SELECT id AS "mandateId", person_id AS "personId" FROM mandate WHERE id = ANY ($1::uuid[]) AND status = 'active'`, [named.map(({ mandateId }) => mandateId)]);
  const officers = told.office === undefined ? [] : await officersOf(work, event.congressId);
  const row = (words: Words | undefined, personId: string, capacityId: string, app: string, at = page) => (words === undefined || personId === event.personId ? [] : [{
    id: newId(), congress_id: event.congressId, person_id: personId, capacity_id: capacityId, event_id: event.id, kind: event.type, ...words, link: `/${app}/${at}?capacity=${capacityId}`, matter_id: activityId, created_at: work.clock.now().toISOString(),
  }]);
  const rows = [...serving.flatMap(({ personId, mandateId }) => row(told.deputies, personId, mandateId, 'deputy')), ...officers.flatMap(({ personId, capacityId }) => row(told.office, personId, capacityId, 'office'))];
  if (payload.leader !== null) rows.push(...row(told.leader, payload.leader.personId, payload.leader.mandateId, 'deputy', `group-activities/${activityId}`));
  if (rows.length === 0) return;
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
  await notifyChange(work, { congressId: event.congressId, subjectType: 'notice', personIds: rows.map((one) => one.person_id) });
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerActivityNotices(): void {
  registerConsumer('activity-notices', ['published', 'invited', 'changed', 'cancelled', 'held', 'approaching', 'unrecorded', 'leave_asked', 'leave_granted', 'leave_refused', 'leave_revoked', 'uninvited', 'absence_warned'].map((name) => `activity.${name}`), noticeActivityEvent);
}
