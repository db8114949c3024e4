// People by the hundred thousand, for seeding and imports: no rule is checked here, the caller's data keep them. The executor is a
// connection that may write every congress's rows (see @smart/divisions/bulk).
import { insertMany, type Execute } from '@smart/divisions/bulk';
import { newId } from '@smart/kernel/ids';
import { placeholderEmail } from './accounts.ts';
import type { Role } from './capacity.ts';
import { sealPhone } from './phone.ts';

export type BulkPerson = {
  readonly id: string;
  readonly name: string;
  readonly gender?: '男' | '女';
  readonly employer?: string;
  readonly position?: string;
  readonly phone?: string;
  readonly fictitious?: boolean;
  /** Every congress in which the person has a mandate or appointment. */
  readonly congressIds: readonly string[];
  /** `passwordHash` from passwords.ts `hash`; many may share one (demonstration only). */
  readonly account?: { readonly username: string; readonly passwordHash: string };
};
export type BulkMandate = {
  readonly id?: string; readonly personId: string; readonly congressId: string; readonly termId: string; readonly certificate: string; readonly startsOn: string;
  readonly constituencyId?: string; readonly delegationId?: string;
};
export type BulkAppointment = {
  readonly id?: string; readonly personId: string; readonly congressId: string; readonly organId: string; readonly title: string; readonly roles: readonly Role[]; readonly startsOn: string;
};

/** Writes people and their accounts. */
export async function loadPeople(execute: Execute, people: readonly BulkPerson[]): Promise<void> {
  const now = new Date().toISOString();
  const users: Record<'id' | 'name' | 'email' | 'username' | 'display_username' | 'updated_at', string>[] = [];
  const accounts: Record<'id' | 'account_id' | 'provider_id' | 'user_id' | 'password' | 'updated_at', string>[] = [];
  const persons = people.map((person) => {
    const userId = person.account ? newId() : null;
    if (person.account && userId !== null) {
      const { username, passwordHash } = person.account;
      users.push({ id: userId, name: person.name, email: placeholderEmail(username), username, display_username: username, updated_at: now });
      accounts.push({ id: newId(), account_id: userId, provider_id: 'credential', user_id: userId, password: passwordHash, updated_at: now });
    }
    const phone = person.phone === undefined ? null : sealPhone(person.id, person.phone);
    return {
      id: person.id, user_id: userId, name: person.name, gender: person.gender ?? null, employer: person.employer ?? null, position: person.position ?? null,
      phone_cipher: phone?.phoneCipher ?? null, phone_index: phone?.phoneIndex ?? null, phone_masked: phone?.phoneMasked ?? null,
      fictitious: person.fictitious ?? false, congress_ids: person.congressIds,
    };
  });
  await insertMany(execute, 'auth_user', ['id', 'name', 'email', 'username', 'display_username', 'updated_at'], users);
  await insertMany(execute, 'auth_account', ['id', 'account_id', 'provider_id', 'user_id', 'password', 'updated_at'], accounts);
  await insertMany(
    execute, 'person',
    ['id', 'user_id', 'name', 'gender', 'employer', 'position', 'phone_cipher', 'phone_index', 'phone_masked', 'fictitious', 'congress_ids'], persons,
  );
}

/** Writes active mandates. */
export async function loadMandates(execute: Execute, mandates: readonly BulkMandate[]): Promise<void> {
  const rows = mandates.map((mandate) => ({
    id: mandate.id ?? newId(), person_id: mandate.personId, congress_id: mandate.congressId, term_id: mandate.termId,
    constituency_id: mandate.constituencyId ?? null, delegation_id: mandate.delegationId ?? null, certificate: mandate.certificate, starts_on: mandate.startsOn,
  }));
  await insertMany(execute, 'mandate', ['id', 'person_id', 'congress_id', 'term_id', 'constituency_id', 'delegation_id', 'certificate', 'starts_on'], rows);
}

/** Writes appointments in force. */
export async function loadAppointments(execute: Execute, appointments: readonly BulkAppointment[]): Promise<void> {
  const rows = appointments.map((appointment) => ({
    id: appointment.id ?? newId(), person_id: appointment.personId, congress_id: appointment.congressId, organ_id: appointment.organId,
    title: appointment.title, roles: appointment.roles, starts_on: appointment.startsOn,
  }));
  await insertMany(execute, 'appointment', ['id', 'person_id', 'congress_id', 'organ_id', 'title', 'roles', 'starts_on'], rows);
}
