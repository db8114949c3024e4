// From events to SMS. First what waits for a deputy gets its link and a message that is due; then each message is sent on its own, so that
// one number's trouble is not another's. Phone numbers are opened in the moment of sending and stand in no job, event or log.
import { openField } from '@smart/identity/personal-data';
import { registerConsumer } from '@smart/jobs/registry';
import { deadlineEvents } from '@smart/jobs/reminders';
import { type Matter, loadMatter } from '@smart/suggestions/matter';
import { suggestionEventPayload } from '@smart/suggestions/events';
import { appendEvent, type DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { actDefinitions, type LinkAct, type LinkSubject } from './act-link-acts.ts';
import { smsDue, smsRefused, smsSent } from './act-link-events.ts';
import { tokenOf } from './act-link-token.ts';
import { type ActLink, linkById, openLink, revokeIdleLinks, revokeLinksOfMandate } from './act-links.ts';
import { smsChannel } from './sms.ts';
import { shortDate, smsWords } from './sms-texts.ts';

/** Events that ask a deputy to act, and the act. */
const asking: Readonly<Record<string, LinkAct>> = {
  'suggestion.cosigners_invited': 'suggestion.cosign',
  'assignment.contact_recorded': 'assignment.contact',
  'suggestion.replied': 'suggestion.evaluate',
};
/** Events after which an act that was asked for may be done or gone. */
const settling = [
  'suggestion.cosigner_removed', 'suggestion.cosigned', 'suggestion.cosign_declined', 'suggestion.submitted', 'suggestion.discarded', 'suggestion.withdrawn',
  'suggestion.evaluated', 'suggestion.closed_unevaluated', 'assignment.contact_confirmed', 'assignment.contact_disputed', 'assignment.cancelled',
];
const reminding: Readonly<Record<string, LinkAct>> = { evaluation: 'suggestion.evaluate', contact_confirmation: 'assignment.contact' };

/** Who is asked to do what by an event. */
function askedBy(event: DomainEvent, matterId: string): LinkSubject[] {
  const act = asking[event.type];
  if (act === undefined) return [];
  const { facts, leadPersonId, leadMandateId } = suggestionEventPayload.parse(event.payload);
  if (act === 'suggestion.cosign') {
    return (facts.personIds ?? []).flatMap((personId, at) => {
      const capacityId = facts.mandateIds?.[at];
      return capacityId === undefined ? [] : [{ act, personId, capacityId, matterId, subjectId: matterId }];
    });
  }
  const subjectId = act === 'assignment.contact' ? facts.contactId : matterId;
  return subjectId === undefined ? [] : [{ act, personId: leadPersonId, capacityId: leadMandateId, matterId, subjectId }];
}

/** An event of a suggestion: idle links end, and those who are asked are told. */
export async function linkSuggestionEvent(work: Work, event: DomainEvent): Promise<void> {
  if (event.matterId === null) return;
  const asked = askedBy(event, event.matterId);
  if (asked.length === 0) return revokeIdleLinks(work, event.matterId);
  const matter = await loadMatter(work, event.matterId);
  for (const one of asked) await tell(work, event, matter, one);
}

/** A limit of the deputy's comes near and the deputy was told in a digest: the same link again, and so outside the quiet hours, too. */
export async function linkReminder(work: Work, event: DomainEvent): Promise<void> {
  const { kind, ownerPersonId } = deadlineEvents.told.payloadOf(event);
  const act = reminding[kind];
  if (act === undefined || event.matterId === null || ownerPersonId === null) return;
  const matter = await loadMatter(work, event.matterId);
  const { leadMandateId: capacityId } = matter.row;
  const subjectId = act === 'suggestion.evaluate' ? event.matterId : matter.contacts.find((one) => one.assignmentId === event.subjectId && one.state === 'waiting')?.id;
  if (subjectId !== undefined) await tell(work, event, matter, { act, personId: ownerPersonId, capacityId, matterId: event.matterId, subjectId });
}

/** A mandate that is not exercised opens nothing. */
const endLinks = (work: Work, { subjectId }: DomainEvent): Promise<unknown> => revokeLinksOfMandate(work, subjectId);

/** Makes the link and queues the message, where the congress tells by SMS and the person wants it. What is confidential is only announced. */
async function tell(work: Work, event: DomainEvent, matter: Matter, subject: LinkSubject): Promise<void> {
  const { congressId } = event;
  const { act, personId, capacityId, matterId } = subject;
  if (smsChannel() === null || (await work.parameter(congressId, 'notices.sms')) !== true || !(await isReachable(work, congressId, subject))) return;
  const definition = actDefinitions[act];
  if (definition.over(matter, subject) !== null) return;
  const link = matter.row.confidential ? null : await openLink(work, congressId, subject, matter);
  await appendEvent(work, {
    congressId, matterId, type: smsDue.name, subjectType: 'notice', subjectId: link?.id ?? matterId, personId: null,
    payload: { personId, capacityId, template: link === null ? 'todo' : definition.template, linkId: link?.id ?? null, date: definition.dueOn(matter, subject) },
  });
}

async function isReachable(work: Work, congressId: string, { personId, capacityId }: LinkSubject): Promise<boolean> {
  const found = await work.sql(
    `SELECT 1 FROM person p JOIN mandate m ON m.id = $2 AND m.person_id = p.id AND m.status = 'active'
     WHERE p.id = $1 AND p.phone_cipher IS NOT NULL AND NOT EXISTS (SELECT 1 FROM notice_mute n WHERE n.congress_id = $3 AND n.person_id = p.id)`,
    [personId, capacityId, congressId],
  );
  return found.length > 0;
}

/**
 * Sends one message. Repeating it after a failure sends the same message with the same id.
 * @throws SmsTrouble when the provider did not take it: the job is repeated, and at last lies among the dead letters
 */
export async function sendDue(work: Work, event: DomainEvent): Promise<void> {
  const channel = smsChannel();
  const due = smsDue.payloadOf(event);
  const link = due.linkId === null ? null : await linkById(work, due.linkId);
  if (channel === null || (due.linkId !== null && !isGood(work, link))) return;
  const phone = await phoneOf(work, due.personId);
  if (phone === null) return;
  const { personId, capacityId, template } = due;
  const params: Record<string, string> = { ...(due.date ? { date: shortDate(due.date) } : {}), ...(link ? { token: tokenOf(link) } : {}) };
  const result = await channel.provider.send({ id: event.id, phone, template, params, text: smsWords[template](params, channel.origin) });
  const about = { congressId: event.congressId, matterId: event.matterId, subjectType: 'notice', subjectId: event.subjectId, personId: null };
  if (result.accepted) await appendEvent(work, { ...about, type: smsSent.name, payload: { personId, capacityId, template, reference: result.reference } });
  else await appendEvent(work, { ...about, type: smsRefused.name, payload: { personId, capacityId, template, code: result.code } });
}

/** What was done or revoked meanwhile needs no message. */
const isGood = (work: Work, link: ActLink | null): boolean => link !== null && link.usedAt === null && link.revokedAt === null && link.expiresAt > work.clock.now();

async function phoneOf(work: Work, personId: string): Promise<string | null> {
  const [row] = await work.sql<{ cipher: string | null }>('SELECT phone_cipher AS cipher FROM person WHERE id = $1', [personId]);
  return row?.cipher ? openField(work, personId, 'phone', row.cipher) : null;
}

/** Has the events delivered here; called with the notices. */
export function registerSms(): void {
  registerConsumer('act-links', [...Object.keys(asking), ...settling], linkSuggestionEvent);
  registerConsumer('act-link-reminders', [deadlineEvents.told.name], linkReminder);
  registerConsumer('act-link-mandates', ['mandate.ended', 'mandate.suspended'], async (work, event) => void (await endLinks(work, event)));
  registerConsumer('sms', [smsDue.name], sendDue);
}
