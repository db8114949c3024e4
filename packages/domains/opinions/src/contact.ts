// The phone number of a citizen who wants to be told: confirmed by a code, sealed for this opinion, forgotten as soon as nothing more will be told.
import { canOpen, loadDataKeys, openText, sealText } from '@smart/identity/data-keys';
import { normalPhone } from '@smart/identity/personal-data';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { opened } from './follow.ts';
import { finalStates, type OpinionState } from './model.ts';

const contextOf = (opinionId: string): string => `${opinionId}:opinion contact`;
const isOver = (state: OpinionState): boolean => finalStates.some((one) => one === state);

/**
 * Keeps a number whose code has just been confirmed.
 * @throws DomainError opinions.unknown_receipt, identity.phone_invalid, workflow.refused (nothing more to be told)
 */
export async function keepContact(work: Work, number: string, secret: string, phone: string): Promise<void> {
  const { id, state } = await opened(work, number, secret);
  if (isOver(state)) throw new DomainError('workflow.refused', { reason: '这条意见已经办结，不再需要短信告知', remedy: '结果就在本页' });
  await work.sql('UPDATE opinion SET contact_cipher = $2 WHERE id = $1', [id, sealText(contextOf(id), normalPhone(phone))]);
}

/** Forgets the number at once. @throws DomainError opinions.unknown_receipt */
export async function dropContact(work: Work, number: string, secret: string): Promise<void> {
  const { id } = await opened(work, number, secret);
  await eraseContact(work, id);
}

export const eraseContact = (work: Work, opinionId: string): Promise<unknown> => work.sql('UPDATE opinion SET contact_cipher = NULL WHERE id = $1', [opinionId]);

export type Contact = { readonly phone: string; readonly number: string; readonly over: boolean };

/** The number in the moment of sending; null when none was left or it was forgotten. */
export async function openContact(work: Work, opinionId: string): Promise<Contact | null> {
  const [row] = await work.sql<{ number: string; cipher: string | null; state: OpinionState }>('SELECT number, contact_cipher AS cipher, state FROM opinion WHERE id = $1', [opinionId]);
  if (!row?.cipher) return null;
  if (!canOpen(row.cipher)) await loadDataKeys(work);
  return { phone: openText(contextOf(opinionId), row.cipher), number: row.number, over: isOver(row.state) };
}
