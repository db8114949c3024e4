// People: one row per person, whatever the number of capacities and congresses.
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { personInput, type PersonChange, type PersonInput } from './model.ts';
import { indexOf, maskOf, sealField } from './personal-data.ts';
import { revokeActLinks } from './act-link-bearer.ts';
import { phoneIndex, sealPhone } from './phone.ts';
import { unscopedIdentity } from './realm.ts';

export type PersonRecord = {
  id: string; userId: string | null; name: string; gender: string | null; employer: string | null; position: string | null;
  phoneMasked: string | null; fictitious: boolean; congressIds: string[];
};
const visible = { id: true, userId: true, name: true, gender: true, employer: true, position: true, phoneMasked: true, fictitious: true, congressIds: true } as const;

/** A person of the congress for which the unit of work acts. @throws DomainError common.not_found */
export async function personById(work: Pick<Work, 'prisma'>, id: string): Promise<PersonRecord> {
  const row = await work.prisma.person.findUnique({ where: { id }, select: visible });
  if (!row) throw new DomainError('common.not_found', { what: '人员' });
  return row;
}

type Given = { phone?: string | null | undefined; idCard?: string | null | undefined; address?: string | null | undefined };

/** What is stored of the personal data given: what is not given stays, null removes. @throws DomainError identity.phone_taken, identity.id_card_taken, … */
async function sealedOf(work: Work, personId: string, { phone, idCard, address }: Given): Promise<Record<string, string | null>> {
  const stored: Record<string, string | null> = {};
  if (phone !== undefined) {
    if (phone !== null) await refuseTaken(work, 'phone', phone, personId);
    Object.assign(stored, phone === null ? { phoneCipher: null, phoneIndex: null, phoneMasked: null } : sealPhone(personId, phone));
  }
  if (idCard !== undefined) {
    if (idCard !== null) await refuseTaken(work, 'id_card', idCard, personId);
    Object.assign(stored, idCard === null
      ? { idCardCipher: null, idCardIndex: null, idCardMasked: null }
      : { idCardCipher: sealField(personId, 'id_card', idCard), idCardIndex: indexOf('id_card', idCard), idCardMasked: maskOf('id_card', idCard) });
  }
  if (address !== undefined) {
    Object.assign(stored, address === null || address === ''
      ? { addressCipher: null, addressMasked: null }
      : { addressCipher: sealField(personId, 'address', address), addressMasked: maskOf('address', address) });
  }
  return stored;
}

/**
 * Enters a person for the congress.
 * @throws DomainError identity.phone_invalid, identity.phone_taken, identity.id_card_invalid, identity.id_card_taken
 */
export async function createPerson(work: Work, congressId: string, input: PersonInput): Promise<PersonRecord> {
  const { phone, idCard, address, ...data } = personInput.parse(input);
  const id = newId();
  const sealed = await sealedOf(work, id, { phone, idCard, address });
  return work.prisma.person.create({ data: { id, ...data, ...sealed, congressIds: [congressId] }, select: visible });
}

/**
 * Corrects a person's entry; `phone: null`, `idCard: null`, `address: null` remove what is stored.
 * @throws DomainError common.not_found, identity.phone_invalid, identity.phone_taken, identity.id_card_invalid, identity.id_card_taken
 */
export async function updatePerson(work: Work, change: PersonChange): Promise<PersonRecord> {
  const { id, phone, idCard, address, ...given } = change;
  await personById(work, id);
  const data = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const sealed = await sealedOf(work, id, { phone, idCard, address });
  if (phone !== undefined) await revokeActLinks(work, id); // what was sent to the old number is no longer theirs to open
  return work.prisma.person.update({ where: { id }, data: { ...data, ...sealed }, select: visible });
}

/**
 * Finds a person of any congress by the full phone number, so that somebody who serves elsewhere is not entered twice. Shows the name
 * and the masked number only.
 */
export async function findByPhone(work: Work, phone: string): Promise<{ id: string; name: string; phoneMasked: string | null } | null> {
  const index = phoneIndex(phone);
  return unscopedIdentity(work, 'the person may serve another congress', () =>
    work.prisma.person.findFirst({ where: { phoneIndex: index }, select: { id: true, name: true, phoneMasked: true } }),
  );
}

/**
 * A phone number is a way to sign in and an identity card names one human, so each stands for one person. Two entries of the same wait for
 * each other.
 */
async function refuseTaken(work: Work, field: 'phone' | 'id_card', text: string, personId: string): Promise<void> {
  const index = indexOf(field, text);
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [index]);
  const holder = await unscopedIdentity(work, 'phone number and identity card are unique in the deployment', () =>
    work.prisma.person.findFirst({
      where: { ...(field === 'phone' ? { phoneIndex: index } : { idCardIndex: index }), id: { not: personId }, mergedIntoId: null }, select: { id: true },
    }),
  );
  if (!holder) return;
  if (field === 'phone') throw new DomainError('identity.phone_taken', {}, [{ path: 'phone', message: '该手机号已登记在其他人员名下' }]);
  throw new DomainError('identity.id_card_taken', {}, [{ path: 'idCard', message: '该身份证号码已登记在其他人员名下' }]);
}

/** Locks a person wherever they serve, so that two congresses cannot give capacities that exclude each other at the same time. */
export async function lockPerson(work: Work, personId: string): Promise<{ id: string; name: string }> {
  const rows = await unscopedIdentity(work, 'capacities of all congresses are weighed against each other', () =>
    work.sql<{ id: string; name: string }>('SELECT id, name FROM person WHERE id = $1 FOR UPDATE', [personId]),
  );
  const [person] = rows;
  if (!person) throw new DomainError('common.not_found', { what: '人员' });
  return person;
}

/** Adds a congress to those where the person holds or held a capacity: from now on that congress sees the person. */
export async function attachPerson(work: Work, personId: string, congressId: string): Promise<void> {
  await unscopedIdentity(work, 'the person is not seen by this congress before', () =>
    work.sql('UPDATE person SET congress_ids = array_append(congress_ids, $2::uuid) WHERE id = $1 AND NOT congress_ids @> ARRAY[$2::uuid]', [personId, congressId]),
  );
}
