// The rare look across congresses that identity needs: accounts, and a person's capacities wherever they are.
import type { Work } from '@smart/workflow/work';

/**
 * Runs `look` in the realm `identity`, where people, mandates, appointments and accounts of all congresses are seen; afterwards the wall
 * stands as before. Nothing else of the unit of work may run meanwhile.
 * @param _why says in the code why the wall must be passed
 */
export async function unscopedIdentity<T>(work: Pick<Work, 'sql' | 'settings'>, _why: string, look: () => Promise<T>): Promise<T> {
  const enter = (realm: string) => work.sql(`SELECT set_config('app.realm', $1, true)`, [realm]);
  const before = work.settings['app.realm'] ?? '';
  await enter('identity');
  let result: T;
  try {
    result = await look();
  } catch (error) {
    await enter(before).catch(() => undefined); // after a failed statement the transaction is lost anyway
    throw error;
  }
  await enter(before);
  return result;
}

/**
 * Runs `look` behind the wall of one congress, for what concerns a person in every congress they serve: the export of one's own data, the
 * merging of double entries. Afterwards the settings stand as before. Nothing else of the unit of work may run meanwhile.
 * @param _why says in the code why one unit of work enters several congresses
 */
export async function withinCongress<T>(work: Pick<Work, 'sql' | 'settings'>, congressId: string, _why: string, look: () => Promise<T>): Promise<T> {
  const enter = (realm: string, congress: string) => work.sql(`SELECT set_config('app.realm', $1, true), set_config('app.congress', $2, true)`, [realm, congress]);
  const before = [work.settings['app.realm'] ?? '', work.settings['app.congress'] ?? ''] as const;
  await enter('', congressId);
  let result: T;
  try {
    result = await look();
  } catch (error) {
    await enter(...before).catch(() => undefined); // after a failed statement the transaction is lost anyway
    throw error;
  }
  await enter(...before);
  return result;
}
