// Who calls and what a call costs the database: signs people in and writes the product's statements down.
import { draft, pick, type SignedIn } from './load.ts';
import type { Plan, Statement } from './messages.ts';
import { password, prepareCallers } from './people.ts';
import { type Server, statementsOf } from './processes.ts';

const say = (line: string): void => console.error(line);

type Wire = { result?: { data?: unknown } };
const dataOf = async (response: Response): Promise<unknown> => {
  const body: Wire = await response.json();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(body).slice(0, 300)}`);
  return body.result?.data;
};
const textAt = (value: unknown, key: string): string => (typeof value === 'object' && value !== null && key in value ? String(Reflect.get(value, key)) : '');

const headersOf = (person: { cookie: string; capacityId: string }): Record<string, string> => ({ cookie: person.cookie, 'x-capacity': person.capacityId, 'content-type': 'application/json' });
/** One reading of the API, as this person. @throws Error unless it is answered well */
export const query = (server: Server, person: SignedIn, path: string, input: unknown) => fetch(`${server.origin}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: headersOf(person) }).then(dataOf);
/** One act of the API, as this person. @throws Error unless it is answered well */
export const mutate = (server: Server, person: SignedIn, path: string, input: unknown) =>
  fetch(`${server.origin}/api/trpc/${path}`, { method: 'POST', headers: { ...headersOf(person), 'x-idempotency-key': crypto.randomUUID() }, body: JSON.stringify(input) }).then(dataOf);

/** Signs everybody in and finds a suggestion that each may read. */
export async function signIn(server: Server, dataDir: string, tier: string, howMany = { deputies: 30, officers: 20 }): Promise<SignedIn[]> {
  const callers = await prepareCallers(dataDir, { ...howMany, tier });
  const people: SignedIn[] = [];
  for (const caller of callers) {
    const response = await fetch(`${server.origin}/api/auth/sign-in/username`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: caller.username, password }) });
    if (!response.ok) throw new Error(`${caller.username} cannot sign in: ${response.status} ${await response.text()}`);
    const person = { ...caller, cookie: response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; '), detailId: '' };
    const list = await query(server, person, 'suggestions.list', { limit: 20 });
    const rows: unknown[] = typeof list === 'object' && list !== null && 'rows' in list && Array.isArray(list.rows) ? list.rows : [];
    if (rows.length > 0) people.push({ ...person, detailId: textAt(rows[rows.length >> 1], 'id') });
  }
  say(`${people.length} people of ${new Set(people.map(({ congressId }) => congressId)).size} congresses (${tier}) signed in`);
  return people;
}

/** What each person's requests ask of the database, written down once. */
export async function plansOf(server: Server, people: readonly SignedIn[], deputies: readonly SignedIn[]): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const [at, person] of people.entries()) {
    const deputy = pick(deputies, at);
    const list = () => query(server, person, 'suggestions.list', { limit: 20 });
    const detail = () => query(server, person, 'suggestions.detail', { id: person.detailId });
    let savedId = '';
    const save = async () => (savedId = textAt(await mutate(server, deputy, 'suggestions.saveDraft', draft), 'id'));
    const submit = () => mutate(server, deputy, 'suggestions.submit', { id: savedId, expectedVersion: 0 });
    plans.push({
      list: await warmStatements(server, person, list),
      detail: await warmStatements(server, person, detail),
      save: await warmStatements(server, deputy, save),
      submit: await statementsOf(server, deputy.personId, submit),
      savedId,
    });
  }
  return plans;
}

/** The statements of a request like those before it: what a process looks up once and remembers is not among them. */
async function warmStatements(server: Server, { personId }: SignedIn, request: () => Promise<unknown>): Promise<Statement[]> {
  await request();
  return statementsOf(server, personId, request);
}
