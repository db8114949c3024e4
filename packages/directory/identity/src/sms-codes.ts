// One-time codes by SMS: six digits, five minutes, five tries, one use. Numbers that belong to nobody are treated alike: a code is made and
// kept for them, too, and only the message is missing.
import { randomInt, timingSafeEqual } from 'node:crypto';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { DomainError } from '@smart/kernel/errors';
import { z } from 'zod';
import { digestOf, dropVerifications, keepVerification, keptVerifications, replaceVerification } from './verifications.ts';

/** What a code is good for: one made for signing in does not open a sensitive act; `follow`: a citizen wants to be told at this number. */
export type CodePurpose = 'sign-in' | 'step-up' | 'follow';

export const CODE_MINUTES = 5;
export const SECONDS_BETWEEN = 60;
const MAX_TRIES = 5;
const PER_NUMBER_AND_DAY = 10;
const PER_ADDRESS_AND_HOUR = 30;
/** Of one receipt: its holder tries a number or two, a script would write to all numbers there are. */
const PER_RECEIPT_AND_DAY = 5;
const DAY_SECONDS = 24 * 60 * 60;
const HOUR_SECONDS = 60 * 60;

const kept = z.object({ digest: z.string(), tries: z.number() });
const codeName = (purpose: CodePurpose, phoneIndex: string): string => `sms ${purpose} ${phoneIndex}`;
const codeDigest = (purpose: CodePurpose, phoneIndex: string, code: string): string => digestOf(codeName(purpose, phoneIndex), code);

/** @throws DomainError common.too_many_requests with the seconds to wait */
async function countSend(unit: Pick<UnitOfWork, 'sql'>, name: string, limits: { most: number; seconds: number; between: number }, now: Date): Promise<void> {
  const sent = await keptVerifications(unit, name, z.unknown(), now);
  const [latest] = sent;
  const sinceLatest = latest ? (now.getTime() - latest.createdAt.getTime()) / 1000 : Infinity;
  if (sinceLatest < limits.between) throw new DomainError('common.too_many_requests', { seconds: Math.ceil(limits.between - sinceLatest) });
  const first = sent.at(limits.most - 1);
  if (first) throw new DomainError('common.too_many_requests', { seconds: Math.ceil((first.expiresAt.getTime() - now.getTime()) / 1000) });
  await keepVerification(unit, name, {}, { now, seconds: limits.seconds });
}

/**
 * Makes a code and keeps its keyed hash; codes made before for the same purpose are void.
 * @returns the code, to be sent when somebody has this number
 * @param input.receipt the number of the receipt whose holder asks, for `follow`
 * @throws DomainError common.too_many_requests: within a minute, more than 10 a day for a number, more than 30 an hour from an address, more than 5 a day for a receipt
 */
export async function makeSmsCode(unit: Pick<UnitOfWork, 'sql'>, input: { purpose: CodePurpose; phoneIndex: string; address: string; receipt?: string; now: Date }): Promise<string> {
  const { purpose, phoneIndex, address, receipt, now } = input;
  // In this order for everybody, so that nobody waits for one another in a circle.
  for (const name of [phoneIndex, address, ...(receipt === undefined ? [] : [receipt])]) await unit.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [name]);
  await countSend(unit, `sms-sent ${phoneIndex}`, { most: PER_NUMBER_AND_DAY, seconds: DAY_SECONDS, between: SECONDS_BETWEEN }, now);
  await countSend(unit, `sms-from ${digestOf('sms address', address)}`, { most: PER_ADDRESS_AND_HOUR, seconds: HOUR_SECONDS, between: 0 }, now);
  if (receipt !== undefined) await countSend(unit, `sms-receipt ${digestOf('sms receipt', receipt)}`, { most: PER_RECEIPT_AND_DAY, seconds: DAY_SECONDS, between: 0 }, now);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const name = codeName(purpose, phoneIndex);
  await dropVerifications(unit, name);
  await keepVerification(unit, name, { digest: codeDigest(purpose, phoneIndex, code), tries: 0 }, { now, seconds: CODE_MINUTES * 60 });
  return code;
}

/** Whether this is the code that was made last, for the first time and within five tries; a right one is used up. */
export async function useSmsCode(unit: Pick<UnitOfWork, 'sql'>, input: { purpose: CodePurpose; phoneIndex: string; code: string; now: Date }): Promise<boolean> {
  const { purpose, phoneIndex, code, now } = input;
  const name = codeName(purpose, phoneIndex);
  const [row] = await keptVerifications(unit, name, kept, now);
  if (!row || row.value.tries >= MAX_TRIES) return false;
  if (!timingSafeEqual(Buffer.from(row.value.digest), Buffer.from(codeDigest(purpose, phoneIndex, code)))) {
    await replaceVerification(unit, row.id, { ...row.value, tries: row.value.tries + 1 });
    return false;
  }
  await dropVerifications(unit, name);
  return true;
}
