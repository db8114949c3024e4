// People for tests: with account, mandates and appointments; and the way from a password to a resolved sign-in.
import { createTestDirectory, testWork, type TestDirectory } from '@smart/divisions/testing';
import { openTerm } from '@smart/divisions/terms';
import type { TestDatabase } from '@smart/database/testing';
import type { Clock } from '@smart/kernel/clock';
import { registerParameters } from '@smart/divisions/parameters';
import { accountParameters } from './account-parameters.ts';
import { createAccount } from './accounts.ts';
import { addAppointment } from './appointments.ts';
import { createAuth, type Auth, type AuthConfig } from './auth.ts';
import type { AppointedRole } from './capacity.ts';
import { useDeploymentSecret } from './keys.ts';
import { addMandate } from './mandates.ts';
import { createPerson } from './people.ts';
import { systemContext } from './procedures.ts';

export const TEST_PASSWORD = 'Test-2026-Password';

export type TestIdentity = TestDirectory & {
  readonly auth: Auth;
  /** Enters a person (with an account when a user name is given) in the congress of a division. */
  readonly person: (divisionCode: string, name: string, options?: { username?: string; phone?: string }) => Promise<string>;
  /** A term that has begun, once per congress. */
  readonly term: (divisionCode: string) => Promise<string>;
  readonly mandate: (divisionCode: string, personId: string) => Promise<string>;
  readonly appointment: (divisionCode: string, personId: string, organKey: string, roles: AppointedRole[], title?: string) => Promise<string>;
  /** Signs in and returns the cookie header. */
  readonly signIn: (username: string, options?: { password?: string; rememberMe?: boolean }) => Promise<string>;
};

export async function createTestIdentity(database: TestDatabase, options: { clock: Clock; auth?: Partial<AuthConfig> }): Promise<TestIdentity> {
  useDeploymentSecret('a secret for tests only');
  const { clock } = options;
  const directory = await createTestDirectory(database, { clock });
  const { act, congress, organ } = directory;
  registerParameters(accountParameters);
  const auth = createAuth({ units: database.units, publicUrl: 'http://127.0.0.1:8080', clock, ...options.auth });
  const terms = new Map<string, Promise<string>>();
  let certificates = 0;

  const term = (code: string): Promise<string> => {
    const known = terms.get(code) ?? act(code, async (work) => (await openTerm(work, congress(code), { number: 9, firstSession: { startsOn: '2022-01-05', endsOn: '2022-01-08' } })).term.id);
    terms.set(code, known);
    return known;
  };
  return {
    ...directory,
    auth,
    term,
    person: (code, name, { username, phone } = {}) =>
      act(code, async (work) => {
        const person = await createPerson(work, congress(code), { name, phone: phone ?? null });
        if (username !== undefined) await createAccount(work, { personId: person.id, username, password: TEST_PASSWORD });
        return person.id;
      }),
    mandate: async (code, personId) => {
      const termId = await term(code);
      const certificate = `T${String(++certificates).padStart(4, '0')}`;
      return act(code, async (work) => (await addMandate(work, systemContext.acting, congress(code), { personId, termId, certificate, startsOn: '2022-01-05' })).id);
    },
    appointment: (code, personId, organKey, roles, title = '工作人员') =>
      act(code, async (work) =>
        (await addAppointment(work, systemContext.acting, congress(code), { personId, organId: organ(code, organKey), title, roles, startsOn: '2022-01-05' })).id),
    signIn: async (username, { password = TEST_PASSWORD, rememberMe } = {}) => {
      const response = await auth.handle({
        method: 'POST', path: '/api/auth/sign-in/username', cookie: '', address: '127.0.0.1', userAgent: 'test',
        body: { username, password, ...(rememberMe === undefined ? {} : { rememberMe }) },
      });
      return response.cookies.map((each) => each.split(';')[0]).join('; ');
    },
  };
}

export { testWork };
