// Personal data of one person (个人信息保护法 28, 51): mobile number, identity-card number, home address. Sealed at rest, found by a keyed hash,
// masked on display; who opens them says what for (personal-access.ts).
import { createHmac } from 'node:crypto';
import { DomainError } from '@smart/kernel/errors';
import { maskIdCard, maskPhone } from '@smart/kernel/masking';
import type { Work } from '@smart/workflow/work';
import { canOpen, loadDataKeys, openText, sealText } from './data-keys.ts';
import { deploymentKey } from './keys.ts';

export const personalFields = ['phone', 'id_card', 'address'] as const;
export type PersonalField = (typeof personalFields)[number];
export const personalFieldLabels: Readonly<Record<PersonalField, string>> = { phone: '手机号', id_card: '身份证号码', address: '住址' };

/** GB 11643: the last character checks the seventeen digits before it. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/**
 * An identity-card number in its plain form of eighteen characters.
 * @throws DomainError identity.id_card_invalid
 */
export function normalIdCard(text: string): string {
  const plain = text.replace(/\s/g, '').toUpperCase();
  const sum = weights.reduce((total, weight, at) => total + weight * Number(plain[at]), 0);
  if (!/^[1-9]\d{16}[\dX]$/.test(plain) || checkCharacters[sum % 11] !== plain[17]) {
    throw new DomainError('identity.id_card_invalid', {}, [{ path: 'idCard', message: '身份证号码应当为 18 位，请核对校验位' }]);
  }
  return plain;
}

/** @throws DomainError identity.phone_invalid */
export function normalPhone(text: string): string {
  const digits = text.replace(/[\s()（）-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  if (!/^1[3-9]\d{9}$/.test(digits)) throw new DomainError('identity.phone_invalid', {}, [{ path: 'phone', message: '手机号应当为 11 位数字' }]);
  return digits;
}

const normal = (field: PersonalField, text: string): string => (field === 'phone' ? normalPhone(text) : field === 'id_card' ? normalIdCard(text) : text.trim());

/**
 * The keyed hash by which a person is found. Without the deployment's secret the digits cannot be tried out. An address is not searched for.
 * @throws DomainError identity.phone_invalid, identity.id_card_invalid
 */
export function indexOf(field: Exclude<PersonalField, 'address'>, text: string): string {
  return createHmac('sha256', deploymentKey(field === 'phone' ? 'phone index' : 'id card index')).update(normal(field, text)).digest('base64url');
}

/** "138****5678", "4306************34"; of an address the first six characters. */
export function maskOf(field: PersonalField, text: string): string {
  const plain = normal(field, text);
  if (field === 'phone') return maskPhone(plain);
  if (field === 'id_card') return maskIdCard(plain);
  return `${[...plain].slice(0, 6).join('')}${'*'.repeat(Math.max(2, Math.min(8, [...plain].length - 6)))}`;
}

/**
 * The stored form, bound to person and column.
 * @throws DomainError identity.phone_invalid, identity.id_card_invalid
 */
export function sealField(personId: string, field: PersonalField, text: string): string {
  return sealText(`${personId}:${field}`, normal(field, text), legacyContext(personId, field));
}

/** The text in clear, from a process that may not know the newest key yet. @throws Error when it does not belong here or was altered */
export async function openField(work: Pick<Work, 'sql' | 'settings'>, personId: string, field: PersonalField, cipher: string): Promise<string> {
  if (!canOpen(cipher)) await loadDataKeys(work);
  return openText(`${personId}:${field}`, cipher, legacyContext(personId, field));
}

/** Number 0 began with phone numbers only and bound them to the person. */
export const legacyContext = (personId: string, field: PersonalField): string => (field === 'phone' ? personId : `${personId}:${field}`);
