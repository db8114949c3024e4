// The token of a link in a notice: which link, and proof that this deployment made it for this person, capacity, act and subject.
// 35 characters: a variable of an SMS template holds no more.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { deploymentKey } from '@smart/identity/keys';

/** What a link can do: one act on one subject, as one person in one capacity. */
export type BoundLink = {
  readonly id: string;
  readonly personId: string;
  readonly capacityId: string;
  readonly act: string;
  readonly subjectId: string;
};

const ID_BYTES = 16;
/** 80 bits: nobody guesses them at a few tries a minute. */
const PROOF_BYTES = 10;
const form = /^[\w-]{35}$/;

function proofOf({ id, personId, capacityId, act, subjectId }: BoundLink): Buffer {
  const bound = [id, personId, capacityId, act, subjectId].join('\n');
  return createHmac('sha256', deploymentKey('act link')).update(bound).digest().subarray(0, PROOF_BYTES);
}

/** The token is never stored: it is made again from the link whenever a message is sent. */
export function tokenOf(link: BoundLink): string {
  return Buffer.concat([Buffer.from(link.id.replaceAll('-', ''), 'hex'), proofOf(link)]).toString('base64url');
}

/** Which link a token names; null when it has not even the form of one. It proves nothing yet. */
export function namedLink(token: string): string | null {
  if (!form.test(token)) return null;
  const id = Buffer.from(token, 'base64url').subarray(0, ID_BYTES).toString('hex');
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-');
}

/** Whether the token was made here for exactly this link. */
export function proves(token: string, link: BoundLink): boolean {
  const given = Buffer.from(token, 'base64url').subarray(ID_BYTES);
  const ours = proofOf(link);
  return given.length === ours.length && timingSafeEqual(given, ours);
}
