// What happens when a link in a notice is opened and used. Opening changes nothing of the matter: mail and SMS scanners open links, too.
import { type Bearer, bearerOf } from '@smart/identity/act-link-bearer';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { formatDateTime } from '@smart/kernel/dates';
import { type Matter, loadMatter } from '@smart/suggestions/matter';
import type { GradeSet } from '@smart/suggestions/model';
import { gradesOf } from '@smart/suggestions/reply';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { actDefinitions, type LinkDone, type LinkForm } from './act-link-acts.ts';
import { actLinkUsed } from './act-link-events.ts';
import { type ActLink, linkById, linkByToken } from './act-links.ts';

export type RefusalKind = 'used' | 'expired' | 'revoked' | 'capacity' | 'over';
export type Refusal = { readonly kind: RefusalKind; readonly reason: string };

export type Holder = { readonly link: ActLink; readonly bearer: Bearer };

/** Whose link a token is; null when there is no such link. In the realm of identity: the wall is chosen by the answer. */
export async function holderOf(work: Work, token: string): Promise<Holder | null> {
  const link = await linkByToken(work, token);
  if (link === null) return null;
  const bearer = await bearerOf(work, link);
  return bearer === null ? null : { link, bearer };
}

/** Why the link opens nothing, as far as the link itself tells. */
export function refusalOf({ usedAt, expiresAt }: ActLink, capacity: Capacity | null, now: Date): Refusal | null {
  if (usedAt !== null) return { kind: 'used', reason: `您已于${formatDateTime(usedAt)}用这个链接办理完毕，一个链接只能办理一次。` };
  if (capacity === null) return { kind: 'capacity', reason: '这个链接对应的代表资格现已终止或者暂停执行，或者账号已停用。' };
  if (expiresAt <= now) return { kind: 'expired', reason: `这个链接已于${formatDateTime(expiresAt)}到期。` };
  return null;
}

/** Why the link opens nothing, as far as the matter tells. What was done another way is named before what was revoked. */
function overOf(link: ActLink, matter: Matter): Refusal | null {
  const over = actDefinitions[link.act].over(matter, link);
  if (over !== null) return { kind: 'over', reason: over };
  return link.revokedAt === null ? null : { kind: 'revoked', reason: '这个链接已经撤销。' };
}

export type Opened = { readonly refusal: Refusal } | { readonly refusal: null; readonly matter: Matter; /** Whose replies are shown: a merged suggestion is answered with the main one's. */ readonly answered: Matter; readonly grades: GradeSet };

/** What the page shows; in the capacity's unit of work. `noted` is false for those who only look ahead (HEAD, prefetch). */
export async function open(work: Work, link: ActLink, noted: boolean): Promise<Opened> {
  const matter = await loadMatter(work, link.matterId);
  const refusal = overOf(link, matter);
  if (refusal) return { refusal };
  if (noted && link.openedAt === null) await work.sql('UPDATE act_link SET opened_at = $2 WHERE id = $1 AND opened_at IS NULL', [link.id, work.clock.now()]);
  const { mergedIntoId } = matter.row;
  return { refusal: null, matter, answered: mergedIntoId === null ? matter : await loadMatter(work, mergedIntoId), grades: await gradesOf(work, link.congressId) };
}

/**
 * Does the act and marks the link used, in one transaction. Who presses twice waits at the lock and finds it used.
 * @throws DomainError common.invalid_input with `fields` (the link stays good); what the service throws
 */
export async function perform(work: Work, capacity: Capacity, linkId: string, form: LinkForm, address: string): Promise<{ refusal: Refusal } | { refusal: null; done: LinkDone }> {
  const link = await linkById(work, linkId, true);
  if (link === null) throw new DomainError('common.not_found', { what: '办理链接' });
  const now = work.clock.now();
  const refusal = refusalOf(link, capacity, now) ?? overOf(link, await loadMatter(work, link.matterId));
  if (refusal) return { refusal };
  const done = await actDefinitions[link.act].perform(work, capacity, link, form);
  await work.sql('UPDATE act_link SET used_at = $2, used_address = $3 WHERE id = $1', [link.id, now, address]);
  await appendEvent(work, {
    congressId: link.congressId, matterId: link.matterId, type: actLinkUsed.name, subjectType: 'act_link', subjectId: link.id, personId: capacity.personId,
    payload: { personId: capacity.personId, capacityId: capacity.id, act: link.act },
  });
  return { refusal: null, done };
}
