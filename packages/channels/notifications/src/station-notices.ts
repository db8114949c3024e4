// 选民接待日: the deputies who receive are told when it is announced, moved or cancelled, reminded the day before, and asked for the record.
import { registerConsumer } from '@smart/jobs/registry';
import { formatDate } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { officersOf } from './recipients.ts';

const payloadSchema = z.object({
  stationName: z.string(), heldOn: z.string(), startsAt: z.string(), reason: z.string().nullable(), announced: z.boolean().default(true), bookings: z.int().default(0),
  deputies: z.array(z.object({ mandateId: z.string(), personId: z.string(), mandateCongressId: z.string() })),
});
type Payload = z.output<typeof payloadSchema>;

const when = ({ heldOn, startsAt, stationName }: Payload): string => `${formatDate(heldOn)} ${startsAt}，${stationName}`;
const because = ({ reason }: Payload): string => (reason === null || reason === '' ? '' : `。原因：${reason}`);

/** What an event of a reception day says to those who receive; null: nobody is told. */
export function receptionTold(type: string, payload: Payload): { readonly title: string; readonly body: string } | null {
  switch (type) {
    case 'reception.announced':
      return { title: '请您接待选民', body: `${when(payload)}。已在网站公告，群众可以预约` };
    case 'reception.postponed':
      return { title: '接待日改期', body: `改到${when(payload)}${because(payload)}` };
    case 'reception.cancelled':
      return payload.announced ? { title: '接待日取消', body: `${when(payload)}的接待取消${because(payload)}` } : null;
    case 'reception.approaching':
      return { title: '明天接待选民', body: `${when(payload)}。${payload.bookings > 0 ? `已有 ${payload.bookings} 人预约，想反映的问题可以先看` : '到站后扫联络站的码签到'}` };
    case 'reception.unrecorded':
      return { title: '接待情况还没有记录', body: `${when(payload)}的接待还没有记录，请用手机记一下人数和问题` };
    default:
      return null;
  }
}

/** Told are deputies of every congress with which the day is shared, each in the mandate that receives. Repeating it tells nobody twice. */
async function noticeReceptionEvent(work: Work, event: DomainEvent): Promise<void> {
  const payload = payloadSchema.parse(event.payload);
  const told = receptionTold(event.type, payload);
  if (told === null) return;
  const serving = await work.sql<{ mandateId: string }>('SELECT mandate_id AS "mandateId" FROM deputy_public WHERE mandate_id = ANY ($1::uuid[])', [payload.deputies.map(({ mandateId }) => mandateId)]);
  const people = payload.deputies.filter(({ mandateId, personId }) => personId !== event.personId && serving.some((one) => one.mandateId === mandateId));
  if (people.length === 0) return;
  const rows = people.map(({ personId, mandateId, mandateCongressId }) => ({
    id: newId(), congress_id: mandateCongressId, person_id: personId, capacity_id: mandateId, event_id: event.id, kind: event.type, ...told,
    link: `/deputy/station?capacity=${mandateId}`, matter_id: event.subjectId, created_at: work.clock.now().toISOString(),
  }));
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
  for (const [congressId, theirs] of Map.groupBy(rows, (row) => row.congress_id)) await notifyChange(work, { congressId, subjectType: 'notice', personIds: theirs.map((row) => row.person_id) });
}

const ratingSchema = z.object({ stationName: z.string(), year: z.int(), auditorId: z.string(), stars: z.int().nullable(), reason: z.string().nullable() });

/** What an event of a rating says, and to whose office; null: nobody is told. */
export function ratingTold(type: string, { stationName, year, stars, reason }: z.output<typeof ratingSchema>): { readonly to: 'auditor' | 'keeper'; readonly title: string; readonly body: string } | null {
  switch (type) {
    case 'rating.submitted':
      return { to: 'auditor', title: '联络站评定待审核', body: `${stationName} ${year} 年评定已报送，请审核后公布或者退回` };
    case 'rating.given_back':
      return { to: 'keeper', title: '联络站评定退回', body: `${stationName} ${year} 年评定退回。理由：${reason ?? ''}` };
    case 'rating.published':
      return { to: 'keeper', title: '联络站评定已公布', body: `${stationName} ${year} 年评定为 ${stars ?? 0} 星，已在网站公布` };
    default:
      return null;
  }
}

async function noticeRatingEvent(work: Work, event: DomainEvent): Promise<void> {
  const payload = ratingSchema.parse(event.payload);
  const told = ratingTold(event.type, payload);
  if (told === null) return;
  const office = told.to === 'auditor' ? payload.auditorId : event.congressId;
  // Offices are read by all: who serves in another congress's is told when it audits.
  const people = (await officersOf(work, office)).filter(({ personId }) => personId !== event.personId);
  if (people.length === 0) return;
  const rows = people.map(({ personId, capacityId, congressId }) => ({
    id: newId(), congress_id: congressId, person_id: personId, capacity_id: capacityId, event_id: event.id, kind: event.type, title: told.title, body: told.body,
    link: `/office/stations/ratings?capacity=${capacityId}`, matter_id: event.subjectId, created_at: work.clock.now().toISOString(),
  }));
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
  await notifyChange(work, { congressId: office, subjectType: 'notice', personIds: people.map(({ personId }) => personId) });
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerStationNotices(): void {
  registerConsumer('station-rating-notices', ['rating.submitted', 'rating.given_back', 'rating.published'], noticeRatingEvent);
  registerConsumer('station-notices', ['reception.announced', 'reception.postponed', 'reception.cancelled', 'reception.approaching', 'reception.unrecorded'], noticeReceptionEvent);
}
