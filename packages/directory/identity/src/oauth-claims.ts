// What another system learns of a person: the name, the duties, and the telephone number where the person agreed to it.
import type { UnitOfWork } from '@smart/database/unit-of-work';
import type { Clock } from '@smart/kernel/clock';
import { openField } from './personal-data.ts';
import { capacitiesOfUser } from './session.ts';

type PersonRow = { id: string; name: string; phone_cipher: string | null };

/**
 * The claims of the scopes a person agreed to. Duties are those of this moment: an ended mandate is not in the next token. Duties for a time
 * (stand-ins, emergency access) stay within our own walls.
 */
export async function oauthClaims(unit: UnitOfWork, { userId, scopes, clock }: { userId: string; scopes: readonly string[]; clock: Clock }): Promise<Record<string, unknown>> {
  const [person] = await unit.sql<PersonRow>('SELECT p.id, p.name, p.phone_cipher FROM person p WHERE p.user_id = $1', [userId]);
  if (!person) return {};
  const claims: Record<string, unknown> = {};
  if (scopes.includes('profile')) claims['name'] = person.name;
  if (scopes.includes('phone') && person.phone_cipher !== null) {
    claims['phone_number'] = `+86${await openField(unit, person.id, 'phone', person.phone_cipher)}`;
    // Entered by the administrator who knows the person; nobody changes the own number.
    claims['phone_number_verified'] = true;
  }
  if (scopes.includes('capacities')) Object.assign(claims, await dutiesOf(unit, userId, clock));
  return claims;
}

async function dutiesOf(unit: UnitOfWork, userId: string, clock: Clock): Promise<Record<string, unknown>> {
  const capacities = (await capacitiesOfUser(unit, userId, clock)).filter(({ standIn }) => standIn === undefined);
  return {
    capacities: capacities.map((one) => ({
      id: one.id, kind: one.kind, label: one.label, congress_id: one.congressId, congress_name: one.congressName, division_code: one.divisionCode,
      tier: one.tier, roles: one.roles, ...(one.organId === undefined ? {} : { organ_id: one.organId, organ_name: one.organName }),
    })),
    scope_codes: [...new Set(capacities.map(({ divisionCode }) => divisionCode))].sort(),
  };
}
