// People who sign in to other systems, for tests.
import type { TestDatabase } from '@smart/database/testing';
import { createAccount } from '@smart/identity/accounts';
import { sealPhone } from '@smart/identity/phone';
import { createHouse } from '@smart/suggestions/testing';
import type { Services } from './services.ts';
import { demoPassword } from './testing.ts';

/** Two deputies of Yueyang: `deputy.test` (with a phone number) and `leaving.test`. */
export async function signInPeople(_services: Services, database: TestDatabase): Promise<void> {
  const house = await createHouse(database);
  for (const [name, username, number] of [['李测试', 'deputy.test', '13800138001'], ['王离任', 'leaving.test', '13800138002']] as const) {
    const who = await house.deputyOf(name);
    const phone = sealPhone(who.personId, number);
    await database.adminSql('UPDATE person SET phone_cipher = $2, phone_index = $3, phone_masked = $4 WHERE id = $1', [who.personId, phone.phoneCipher, phone.phoneIndex, phone.phoneMasked]);
    await house.as(who, (work) => createAccount(work, { personId: who.personId, username, password: demoPassword }));
  }
  // The house stands at a day of its own; the servers of these tests go by the clock on the wall.
  await database.adminSql('UPDATE auth_user SET password_changed_at = now(), must_change_password = false', []);
}
