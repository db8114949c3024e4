// Mobile numbers: encrypted at rest, found by a keyed hash, masked on display.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { DomainError } from '@smart/kernel/errors';
import { maskPhone } from '@smart/kernel/masking';
import { deploymentKey } from './keys.ts';

export type StoredPhone = { phoneCipher: string; phoneIndex: string; phoneMasked: string };

/**
 * A mainland mobile number in its plain form of eleven digits.
 * @throws DomainError identity.phone_invalid
 */
export function normalPhone(text: string): string {
  const digits = text.replace(/[\s()（）-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  if (!/^1[3-9]\d{9}$/.test(digits)) throw new DomainError('identity.phone_invalid', {}, [{ path: 'phone', message: '手机号应当为 11 位数字' }]);
  return digits;
}

/** The keyed hash by which a number is found. Without the deployment's secret the eleven digits cannot be tried out. */
export function phoneIndex(phone: string): string {
  return createHmac('sha256', deploymentKey('phone index')).update(normalPhone(phone)).digest('base64url');
}

/** What is stored of a person's number. The cipher is bound to the person: copied to another row it does not open. */
export function sealPhone(personId: string, phone: string): StoredPhone {
  const plain = normalPhone(phone);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', deploymentKey('phone encryption'), nonce).setAAD(Buffer.from(personId));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const phoneCipher = ['v1', nonce, sealed, cipher.getAuthTag()].map((part) => (typeof part === 'string' ? part : part.toString('base64url'))).join('.');
  return { phoneCipher, phoneIndex: phoneIndex(plain), phoneMasked: maskPhone(plain) };
}

/**
 * The number in clear. Only for showing it on a stated purpose or for sending a message.
 * @throws Error when it was sealed for another person, with another secret, or altered
 */
export function openPhone(personId: string, phoneCipher: string): string {
  const [version, nonce, sealed, tag] = phoneCipher.split('.');
  if (version !== 'v1' || !nonce || !sealed || !tag) throw new Error('the stored phone number has an unknown form');
  const decipher = createDecipheriv('aes-256-gcm', deploymentKey('phone encryption'), Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(personId)).setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]).toString('utf8');
}
