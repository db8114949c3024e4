// From the events of motions and of the examination to notices.
import { registerConsumer } from '@smart/jobs/registry';
import { motionEventPayload, motionEvents, type MotionEventPayload } from '@smart/suggestions/motions/events';
import { takenOver } from '@smart/suggestions/review/events';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { deliver } from './deliver.ts';
import { motionRules, type MotionAudience } from './motion-rules.ts';
import { officersOf, type Recipient, servingDeputies, staffOf } from './recipients.ts';

/** Tells whom an event of a motion concerns, except the one who did it. @throws Error when the event has no rule: a fault of the program */
export async function noticeMotionEvent(work: Work, event: DomainEvent): Promise<void> {
  const rule = motionRules[event.type];
  if (!rule) throw new Error(`no rule says who is told of ${event.type}`);
  if (rule.to.length === 0 || event.matterId === null) return;
  const payload = motionEventPayload.parse(event.payload);
  const organs = rule.to.flatMap((audience) => (audience === 'committee' && payload.committee ? [payload.committee.organId] : audience === 'handling' && payload.handling ? [payload.handling.organId] : []));
  const found = [
    ...(await servingDeputies(work, event.congressId, rule.to.flatMap((audience) => deputiesOf(audience, payload, event.congressId)))),
    ...(organs.length > 0 ? await staffOf(work, event.matterId, organs) : []),
    ...(rule.to.includes('officers') ? await officersOf(work, event.congressId) : []),
  ];
  const recipients = [...new Map(found.map((one) => [one.personId, one])).values()].filter(({ personId }) => personId !== event.personId);
  await deliver(work, event, event.matterId, recipients, { title: rule.title, body: rule.body(payload), section: 'motions' });
}

function deputiesOf(audience: MotionAudience, payload: MotionEventPayload, congressId: string): Recipient[] {
  const deputy = (personId: string, capacityId: string): Recipient => ({ personId, capacityId, congressId, app: 'deputy' });
  if (audience === 'lead') return [deputy(payload.leadPersonId, payload.leadMandateId)];
  if (audience === 'cosigners') return payload.cosigners.filter(({ state }) => state === 'confirmed').map(({ personId, mandateId }) => deputy(personId, mandateId));
  if (audience !== 'named') return [];
  return (payload.facts.personIds ?? []).flatMap((personId, at) => {
    const mandateId = payload.facts.mandateIds?.[at];
    return mandateId === undefined ? [] : [deputy(personId, mandateId)];
  });
}

/** The clerk whose examination was taken over is told by whom. */
export async function noticeTakeOver(work: Work, event: DomainEvent): Promise<void> {
  if (event.matterId === null) return;
  const { title, confidential, fromPersonId, fromCapacityId, actorLabel } = takenOver.payloadOf(event);
  await deliver(work, event, event.matterId, [{ personId: fromPersonId, capacityId: fromCapacityId, congressId: event.congressId, app: 'office' }], {
    title: '审查已由同志接手', body: `${actorLabel}接手审查${confidential ? '一件保密件' : `《${title}》`}，您已填写的意见仍保留在本机`,
  });
}

/** Once per process, before the jobs start. */
export function registerMotionNotices(): void {
  registerConsumer('motion-notices', [...motionEvents.keys()], noticeMotionEvent);
  registerConsumer('examination-notices', [takenOver.name], noticeTakeOver);
}
