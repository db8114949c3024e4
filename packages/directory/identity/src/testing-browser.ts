// A browser for tests of signing in: keeps its cookies, posts to /api/auth, calls the procedures.
import type { TestDatabase } from '@smart/database/testing';
import { testWork } from '@smart/divisions/testing';
import type { Clock } from '@smart/kernel/clock';
import { isDomainError, type DomainError } from '@smart/kernel/errors';
import { createContext } from '@smart/rpc/context';
import { createRateLimits } from '@smart/rpc/rate-limit';
import type { Auth } from './auth.ts';
import { peopleRouter } from './people-router.ts';
import { createCallerFactory, router } from './procedures.ts';
import { chooseCapacity, createSessionResolver } from './session.ts';
import { sessionRouter } from './session-router.ts';

const callerOf = createCallerFactory(router({ session: sessionRouter, people: peopleRouter }));
const TEST_AGENT = 'Mozilla/5.0 (Windows NT 10.0)';

/** What of somebody is typed at the first step. */
export const typed = ({ username, password }: { username: string; password: string }): { username: string; password: string } => ({ username, password });

export function browsersOf(options: { database: TestDatabase; clock: Clock; auth: Auth; requireTotp?: boolean }) {
  const { database, clock, auth, requireTotp = false } = options;
  const sessions = createSessionResolver({ units: database.units, clock, requireTotp });
  const open = createRateLimits({ person: { burst: 1e6, perSecond: 1e6 }, address: { burst: 1e6, perSecond: 1e6 } }, clock);

  function browser(address = '10.1.2.3') {
    const jar = new Map<string, string>();
    const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    function keep(lines: readonly string[]): void {
      for (const line of lines) {
        const [pair = ''] = line.split(';');
        const at = pair.indexOf('=');
        if (/Max-Age=0/i.test(line)) jar.delete(pair.slice(0, at));
        else jar.set(pair.slice(0, at), pair.slice(at + 1));
      }
    }
    const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
      const response = await auth.handle({ method: 'POST', path: `/api/auth/${path}`, cookie: cookie(), body, address, userAgent: TEST_AGENT });
      keep(response.cookies);
      return { ...Object(response.body) };
    };
    return {
      jar, cookie, post,
      /** The refusal of what must be refused. @throws Error when it is not */
      refused: async (path: string, body: unknown): Promise<DomainError> => {
        try {
          await post(path, body);
        } catch (error) {
          if (isDomainError(error)) return error;
          throw error;
        }
        throw new Error(`${path} was not refused`);
      },
      get call() {
        return callerOf(createContext({
          units: database.units, clock, workOf: (unit) => testWork(unit, clock), resolveSession: sessions.resolveSession, chooseCapacity,
          limits: open, live: { changes: async function* () {}, end: () => undefined },
        }, { id: 'request', ip: address, headers: { cookie: cookie() } }));
      },
    };
  }
  return { browser, close: sessions.close };
}
