// What keeps scripts from flooding a public form, without foreign services: a signed pass in every form (when it was given out, for what),
// a little work that a browser does while a person types, and a field that only programs fill in. Whoever has no JavaScript does no
// work and stands under a stricter limit.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { deploymentKey } from './keys.ts';
import { DomainError } from '@smart/kernel/errors';

/** Leading zero bits of the work: some tenths of a second on an old phone. */
export const WORK_BITS = 14;
/** A form left open over a day is asked for anew. */
const GOOD_FOR_MS = 24 * 60 * 60 * 1000;
/** Nobody reads and fills a form faster. */
const LEAST_MS = 1000;

const sign = (text: string): string => createHmac('sha256', deploymentKey('form pass')).update(text).digest('base64url').slice(0, 27);

/** A pass for one form about one thing: `time.chance.signature`. */
export function newPass(about: string, now: Date): string {
  const text = `${now.getTime().toString(36)}.${randomBytes(12).toString('base64url')}`;
  return `${text}.${sign(`${about}\0${text}`)}`;
}

/** Whether the hash of pass and answer begins with enough zero bits. */
export function isWorked(pass: string, answer: string): boolean {
  if (!/^\d{1,12}$/.test(answer)) return false;
  const digest = createHash('sha256').update(`${pass}:${answer}`).digest();
  return digest.readUInt32BE(0) >>> (32 - WORK_BITS) === 0;
}

export type SentForm = { readonly pass: string; readonly work: string; /** The field no person sees. */ readonly trap: string };

/**
 * Judges what came with a form.
 * @returns the form's own key, the same when it is sent again, and whether work was done for it
 * @throws DomainError common.form_outdated (no pass of ours for this, or an old one), common.form_refused (filled in by a program)
 */
export function checkPass(about: string, { pass, work, trap }: SentForm, now: Date): { key: string; worked: boolean } {
  const [at = '', chance = '', signature = ''] = pass.split('.');
  const right = Buffer.from(sign(`${about}\0${at}.${chance}`));
  const given = Buffer.from(signature);
  const age = now.getTime() - Number.parseInt(at, 36);
  if (given.length !== right.length || !timingSafeEqual(given, right) || !(age >= 0 && age <= GOOD_FOR_MS)) throw new DomainError('common.form_outdated');
  if (trap !== '' || age < LEAST_MS) throw new DomainError('common.form_refused');
  return { key: chance, worked: isWorked(pass, work) };
}
