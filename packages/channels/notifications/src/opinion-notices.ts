// 群众意见: who is told what when an opinion moves. Staff, organs and deputies by notice; the citizen, who left a number, by SMS with the link of the
// receipt. Of who spoke nothing is said; an event that concerns nobody anew says so.
import { registerConsumer } from '@smart/jobs/registry';
import { tokenOf } from '@smart/identity/receipt-codes';
import { eraseContact, openContact } from '@smart/opinions/contact';
import { opinionSecret } from '@smart/opinions/entering';
import { opinionEventPayload, opinionEvents, type OpinionEventPayload } from '@smart/opinions/events';
import { today } from '@smart/kernel/dates';
import { appendEvents, defineEvent, type DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { deliver } from './deliver.ts';
import { deputyOf, officersOf, type Recipient, staffOf } from './recipients.ts';
import { smsChannel } from './sms.ts';
import { smsWords } from './sms-texts.ts';

/** `handler`: staff of the organ that has it now; without one the congress's office. */
type Audience = 'officers' | 'organ' | 'handler' | 'addressed' | 'lead';
type Rule = { readonly to: readonly Audience[]; readonly title: string; readonly body: (payload: OpinionEventPayload) => string; /** What fits in the gap of an SMS; the matter is not named. */ readonly stage?: string; /** What the staff of the station it was brought to are told instead. */ readonly desk?: { readonly title: string; readonly body: (payload: OpinionEventPayload) => string }; readonly when?: (payload: OpinionEventPayload) => boolean };

const name = ({ number, title }: OpinionEventPayload): string => `${number}《${title}》`;
const because = ({ reason }: OpinionEventPayload): string => (reason ? `。说明：${reason}` : '');
const organ = ({ organName }: OpinionEventPayload): string => organName ?? '承办单位';
const tellPeople = (p: OpinionEventPayload): string => `${organ(p)}已反馈${name(p)}的办理情况，请在期限内告知群众`;
const nobody: Rule = { to: [], title: '', body: () => '' };
const rule = (to: readonly Audience[], title: string, body: Rule['body'], stage?: string): Rule => ({ to, title, body, ...(stage === undefined ? {} : { stage }) });

export const opinionRules: Readonly<Record<string, Rule>> = {
  // What the word filter holds back is told to its deputy once staff have looked at it.
  'opinion.registered': { ...rule(['addressed'], '有群众向您反映意见', (p) => `${name(p)}，可以一键转为建议`), when: ({ held }) => !held, desk: { title: '联络站收到群众意见', body: (p) => `${name(p)}，请在期限内受理` } },
  'opinion.accepted': { ...rule(['addressed'], '有群众向您反映意见', (p) => `${name(p)}，可以一键转为建议`), when: ({ held }) => held },
  'opinion.sorted': nobody,
  'opinion.redirected': rule(['addressed'], '群众意见已告知分流', (p) => `${name(p)}不属于本渠道处理，已告知群众向有关机关提出`, '已告知应向哪里提出'),
  'opinion.assigned': rule(['organ', 'addressed'], '群众意见已交办', (p) => `${name(p)}交由${organ(p)}办理${because(p)}`, '已交有关单位办理'),
  'opinion.handed_on': rule(['organ'], '收到转交的群众意见', (p) => `${name(p)}转交${organ(p)}办理${because(p)}`),
  'opinion.returned_up': rule(['organ'], '所属部门退回群众意见', (p) => `${name(p)}需要重新转交${because(p)}`),
  'opinion.gathered': nobody,
  'opinion.let_go': nobody,
  'opinion.merged': { ...nobody, stage: '与同类意见合并办理' },
  'opinion.unmerged': nobody,
  'opinion.handling': nobody,
  'opinion.given_back': rule(['officers'], '承办单位退回群众意见', (p) => `${organ(p)}退回${name(p)}，请重新交办${because(p)}`),
  'opinion.answered': { ...rule(['officers'], '群众意见已反馈，请告知群众', tellPeople), desk: { title: '群众意见已反馈，请告知群众', body: tellPeople } },
  'opinion.replied': rule(['addressed', 'lead'], '群众意见已答复', (p) => `${name(p)}已答复群众，等待评价`, '已答复，请评价'),
  'opinion.taken_up': rule(['officers'], '代表将群众意见转为建议', (p) => `${name(p)}由代表据此形成建议，进展和答复自动告知群众`, '代表将据此提出建议'),
  'opinion.progressed': nobody,
  'opinion.released': rule(['officers'], '代表撤回，请重新交办', (p) => `${name(p)}不再由代表提出建议，请在期限内交办`),
  'opinion.added': rule(['handler'], '群众补充了内容', (p) => `${name(p)}的反映人补充了内容，请查看`),
  'opinion.reopened': rule(['handler'], '群众不满意，请重新办理', (p) => `${name(p)}的反映人对结果不满意，请重新办理一次`),
  'opinion.closed': nobody,
};

async function peopleOf(work: Work, event: DomainEvent, matterId: string, payload: OpinionEventPayload, audience: Audience): Promise<Recipient[]> {
  const { organId, deputyPersonId, leadPersonId } = payload;
  switch (audience) {
    case 'officers':
      return officersOf(work, event.congressId);
    case 'handler':
      return organId === null ? officersOf(work, event.congressId) : staffOf(work, matterId, [organId]);
    case 'organ':
      return organId === null ? [] : staffOf(work, matterId, [organId]);
    case 'addressed':
      return deputyPersonId === null ? [] : deputyOf(work, deputyPersonId, event.congressId);
    case 'lead':
      return leadPersonId === null ? [] : deputyOf(work, leadPersonId, event.congressId);
  }
}

/** Those at the desk of the station it was brought to, who hold their post now. */
async function deskOf(work: Work, opinionId: string): Promise<Recipient[]> {
  const rows = await work.sql<Omit<Recipient, 'app'>>(
    `SELECT a.person_id AS "personId", a.id AS "capacityId", a.congress_id AS "congressId" FROM opinion o JOIN station_desk x ON x.station_id = o.station_id JOIN appointment a ON a.id = x.appointment_id
     WHERE o.id = $1 AND 'station_clerk' = ANY (a.roles) AND a.starts_on <= $2::date AND (a.ends_on IS NULL OR a.ends_on > $2::date)`,
    [opinionId, today(work.clock)],
  );
  return rows.map((row) => ({ ...row, app: 'office' }));
}

const smsDue = defineEvent('notice.opinion_due', z.object({ opinionId: z.string(), stage: z.string(), /** The event that is told of: it is told once. */ eventId: z.string() }));
const smsSent = defineEvent('notice.opinion_sent', z.object({ opinionId: z.string(), reference: z.string() }));
const smsRefused = defineEvent('notice.opinion_refused', z.object({ opinionId: z.string(), code: z.string() }));

/** What the site told the citizen in the same moment is no task of staff. */
async function stillSo(work: Work, type: string, opinionId: string): Promise<boolean> {
  if (type !== 'opinion.answered') return true;
  return (await work.sql(`SELECT 1 FROM opinion WHERE id = $1 AND state = 'answered'`, [opinionId])).length > 0;
}

/** Has a citizen who left a number told of a stage, once for each event. */
export async function queueForCitizen(work: Work, event: DomainEvent, matterId: string, stage: string): Promise<void> {
  if (smsChannel() === null || (await openContact(work, matterId)) === null) return;
  // Behind the event itself: a few rows, unless it is delivered anew long afterwards.
  const [told] = await work.sql(
    `SELECT 1 FROM domain_event WHERE congress_id = $1 AND position > (SELECT position FROM domain_event WHERE id = $4) AND matter_id = $2 AND type = $3 AND payload->>'eventId' = $4::text`,
    [event.congressId, matterId, smsDue.name, event.id],
  );
  if (told) return;
  await appendEvents(work, [{ congressId: event.congressId, matterId, type: smsDue.name, subjectType: 'notice', subjectId: matterId, personId: null, payload: { opinionId: matterId, stage, eventId: event.id } }]);
}

/**
 * Tells whom an event of an opinion concerns, except the one who did it. Repeating it tells nobody twice.
 * @throws Error when the event has no rule: a fault of the program
 */
export async function noticeOpinionEvent(work: Work, event: DomainEvent): Promise<void> {
  const found = opinionRules[event.type];
  if (!found) throw new Error(`no rule says who is told of ${event.type}`);
  if (event.matterId === null) return;
  const { matterId } = event;
  const payload = opinionEventPayload.parse(event.payload);
  const now = await stillSo(work, event.type, matterId);
  const desk = found.desk && now ? (await deskOf(work, matterId)).filter(({ personId }) => personId !== event.personId) : [];
  if (found.desk) await deliver(work, event, matterId, desk, { title: found.desk.title, body: found.desk.body(payload), section: 'opinions' });
  if ((found.when?.(payload) ?? true) && now) {
    const people: Recipient[] = [];
    for (const audience of found.to) people.push(...(await peopleOf(work, event, matterId, payload, audience)));
    const recipients = [...new Map(people.map((one) => [one.personId, one])).values()].filter(({ personId }) => personId !== event.personId && !desk.some((one) => one.personId === personId));
    await deliver(work, event, matterId, recipients, { title: found.title, body: found.body(payload), section: 'opinions' });
  }
  if (found.stage !== undefined) await queueForCitizen(work, event, matterId, found.stage);
}

/**
 * Sends one message to the citizen; a number that does not take messages, and one to which nothing more will be told, is forgotten.
 * @throws SmsTrouble when the provider did not take it: the job is repeated
 */
export async function sendOpinionDue(work: Work, event: DomainEvent): Promise<void> {
  const channel = smsChannel();
  const { opinionId, stage } = smsDue.payloadOf(event);
  const contact = channel === null ? null : await openContact(work, opinionId);
  if (channel === null || contact === null) return;
  const params = { stage, token: tokenOf(contact.number, opinionSecret(opinionId)) };
  const result = await channel.provider.send({ id: event.id, phone: contact.phone, template: 'opinion', params, text: smsWords.opinion(params, channel.origin) });
  if (contact.over || !result.accepted) await eraseContact(work, opinionId);
  const about = { congressId: event.congressId, matterId: event.matterId, subjectType: 'notice', subjectId: opinionId, personId: null };
  await appendEvents(work, [result.accepted ? { ...about, type: smsSent.name, payload: { opinionId, reference: result.reference } } : { ...about, type: smsRefused.name, payload: { opinionId, code: result.code } }]);
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerOpinionNotices(): void {
  registerConsumer('opinion-notices', [...opinionEvents.keys()], noticeOpinionEvent);
  registerConsumer('opinion-sms', [smsDue.name], sendOpinionDue);
}
