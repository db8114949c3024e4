// Receipts of people without an account: a number to name the thing and a secret to open it. The secret is derived from the record's id
// with the deployment's key: it stands in no table, and the same form sent twice gets the same receipt.
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { deploymentKey } from './keys.ts';
import type { DateString } from '@smart/kernel/dates';

/** Without letters that are taken for one another when copied from paper (Crockford). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_LENGTH = 12;
const NUMBER_TAIL = 6;

const inAlphabet = (bytes: Buffer, length: number): string => Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % alphabet.length] ?? '').join('');

/** 「4306-261130-7K3F9Q」: the division, the day, and chance, so that numbers tell neither order nor count. */
export function newReceiptNumber(divisionCode: string, day: DateString): string {
  const tail = Array.from({ length: NUMBER_TAIL }, () => alphabet[randomInt(alphabet.length)] ?? '').join('');
  return `${divisionCode}-${day.slice(2).replaceAll('-', '')}-${tail}`;
}

/** 60 bits in groups of four, for one kind of record: `3F2A-9XQ0-7KMN`. With the number before it nobody guesses both. */
export function secretOf(purpose: string, id: string): string {
  const text = inAlphabet(createHmac('sha256', deploymentKey(`receipt ${purpose}`)).update(id).digest(), SECRET_LENGTH);
  return (text.match(/.{4}/g) ?? []).join('-');
}

/** As it may have been typed: small letters, blanks, O for 0, I and L for 1. */
export const normalCode = (typed: string): string => typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** Whether what was typed is the record's secret; takes the same time for every wrong one. */
export function isSecretOf(purpose: string, id: string, typed: string): boolean {
  const right = Buffer.from(normalCode(secretOf(purpose, id)));
  const given = Buffer.from(normalCode(typed));
  return given.length === right.length && timingSafeEqual(given, right);
}

export type ReceiptNumber = { readonly number: string; readonly divisionCode: string };

/** A number as it may have been typed; null when it cannot be one. */
export function parseReceiptNumber(typed: string): ReceiptNumber | null {
  const found = /^(\d{2,9})[-\s]?(\d{6})[-\s]?([0-9A-Z]{6})$/.exec(typed.trim().toUpperCase());
  const [, divisionCode, day, tail] = found ?? [];
  if (divisionCode === undefined || day === undefined || tail === undefined) return null;
  return { divisionCode, number: `${divisionCode}-${day}-${normalCode(tail)}` };
}

/** Number and secret as the one part of an address: at most 34 characters, so that it fits in the gap of an SMS. */
export const tokenOf = (number: string, secret: string): string => `${number.replaceAll('-', '')}.${secret.replaceAll('-', '')}`;

/** The parts of such an address; null when it has none. */
export function parseToken(token: string): (ReceiptNumber & { readonly secret: string }) | null {
  const at = token.lastIndexOf('.');
  const number = at < 0 ? null : parseReceiptNumber(token.slice(0, at));
  return number === null ? null : { ...number, secret: token.slice(at + 1) };
}
