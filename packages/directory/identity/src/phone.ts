// Mobile numbers: a person's field that is also a way to sign in.
import { openText } from './data-keys.ts';
import { indexOf, legacyContext, maskOf, sealField } from './personal-data.ts';

export type StoredPhone = { phoneCipher: string; phoneIndex: string; phoneMasked: string };

/** The keyed hash by which a number is found. @throws DomainError identity.phone_invalid */
export const phoneIndex = (phone: string): string => indexOf('phone', phone);

/** What is stored of a person's number. The cipher is bound to the person: copied to another row it does not open. */
export function sealPhone(personId: string, phone: string): StoredPhone {
  return { phoneCipher: sealField(personId, 'phone', phone), phoneIndex: indexOf('phone', phone), phoneMasked: maskOf('phone', phone) };
}

/**
 * The number in clear, with the keys this process knows (`openField` fetches missing ones). Only for showing it on a stated purpose or for
 * sending a message.
 * @throws Error when it was sealed for another person, with another secret, or altered
 */
export const openPhone = (personId: string, phoneCipher: string): string => openText(`${personId}:phone`, phoneCipher, legacyContext(personId, 'phone'));
