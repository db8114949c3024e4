// Load: fifty connections, each another person, for some seconds; a pause between rounds lets the machine settle.
import autocannon from 'autocannon';
import { password, type Caller } from './people.ts';

export type Figures = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly errors: number };
export type Kind = 'list' | 'detail' | 'submission';

export const connections = 50;

/** What one connection asks for, again and again. */
export type Script = {
  /** Headers of the person behind connection number `at`. */
  readonly headers: (at: number) => Record<string, string>;
  readonly requests: (at: number) => autocannon.Request[];
};

/** Runs one round; the figure counts whole runs of a script (a submission is two requests and counts once). */
export async function round(origin: string, script: Script, seconds: number): Promise<Figures> {
  let at = 0;
  let failed = 0;
  const steps = script.requests(0).length;
  const result = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    setupClient: (client) => {
      const mine = at++;
      client.setHeaders(script.headers(mine));
      client.setRequests(script.requests(mine));
      client.on('response', (status) => void (status >= 400 && failed++));
    },
  });
  return { perSecond: result['2xx'] / result.duration / steps, p50: result.latency.p50, p99: result.latency.p99, errors: failed + result.errors + result.timeouts };
}

/**
 * Asks at a steady rate, whether answers come or not, and measures each from the moment it was due: a slow server cannot make it ask less.
 * What autocannon measures is not used here: it counts whole milliseconds, and a few of them are all there is to compare.
 */
export async function paced(origin: string, script: Script, { seconds, perSecond }: { seconds: number; perSecond: number }): Promise<Figures> {
  const taken: number[] = [];
  let failed = 0;
  const ask = async (at: number, due: number): Promise<void> => {
    const [request] = script.requests(at);
    const ok = await fetch(`${origin}${request?.path ?? ''}`, { headers: script.headers(at) }).then(async (response) => (await response.arrayBuffer()) && response.ok, () => false);
    if (!ok) failed += 1;
    taken.push(performance.now() - due);
  };
  const begin = performance.now();
  const running: Promise<void>[] = [];
  for (let at = 0; at < seconds * perSecond; at++) {
    const due = begin + (at * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    running.push(ask(at, due));
  }
  await Promise.all(running);
  taken.sort((a, b) => a - b);
  const share = (part: number): number => taken[Math.min(taken.length - 1, Math.floor(taken.length * part))] ?? 0;
  return { perSecond: taken.length / ((performance.now() - begin) / 1000), p50: share(0.5), p99: share(0.99), errors: failed };
}

/** Rounds of two servers in turn, so that a machine that slows down slows both. */
export async function inTurn(rounds: number, first: () => Promise<Figures>, second: () => Promise<Figures>): Promise<[Figures, Figures]> {
  const a: Figures[] = [];
  const b: Figures[] = [];
  for (let turn = 0; turn < rounds; turn++) {
    a.push(await first());
    b.push(await second());
  }
  return [median(a), median(b)];
}

function median(figures: readonly Figures[]): Figures {
  const middle = (of: (figure: Figures) => number): number => figures.map(of).sort((x, y) => x - y)[Math.floor(figures.length / 2)] ?? 0;
  return { perSecond: middle((one) => one.perSecond), p50: middle((one) => one.p50), p99: middle((one) => one.p99), errors: figures.reduce((sum, one) => sum + one.errors, 0) };
}

export type SignedIn = Caller & { readonly cookie: string; readonly detailId: string };

const input = (value: unknown): string => encodeURIComponent(JSON.stringify(value));
/** What a deputy hands in. */
export const draft = {
  title: '关于改善农村客运班线衔接的建议',
  background: '部分乡镇客运班线与县城公交时间不衔接，群众换乘要等四十分钟以上，赶集日更为突出，老人学生出行不便。',
  proposal: '建议统筹调整班线发车时间，与县城公交首末班衔接，并在换乘点设置候车亭和时刻表。',
  topic: 'transport',
};

/** What is asked of the product: as the apps ask it. */
export function productScript(kind: Kind, people: readonly SignedIn[]): Script {
  const one = (at: number): SignedIn => pick(people, at);
  const headers = (at: number) => ({ cookie: one(at).cookie, 'x-capacity': one(at).capacityId, 'content-type': 'application/json' });
  if (kind === 'list') return { headers, requests: () => [{ method: 'GET', path: `/api/trpc/suggestions.list?input=${input({ limit: 20 })}` }] };
  if (kind === 'detail') return { headers, requests: (at) => [{ method: 'GET', path: `/api/trpc/suggestions.detail?input=${input({ id: one(at).detailId })}` }] };
  return { headers, requests: (at) => submissionRequests(headers(at)) };
}

function submissionRequests(headers: Record<string, string>): autocannon.Request[] {
  const keyed = () => ({ ...headers, 'x-idempotency-key': crypto.randomUUID() });
  return [
    {
      method: 'POST', path: '/api/trpc/suggestions.saveDraft', body: JSON.stringify(draft),
      setupRequest: (request) => ({ ...request, headers: keyed() }),
      onResponse: (_status, body, context) => Object.assign(context, { saved: JSON.parse(body)?.result?.data }),
    },
    {
      method: 'POST', path: '/api/trpc/suggestions.submit',
      setupRequest: (request, context) => ({ ...request, headers: keyed(), body: JSON.stringify({ id: savedId(context), expectedVersion: 0 }) }),
    },
  ];
}

/** So many people sign in at once, again and again until the time is up; ends when the last of them is answered, so that nothing of it reaches into the next round. */
export async function signInWave(origin: string, people: readonly SignedIn[], { seconds, most }: { seconds: number; most: number }): Promise<{ done: number; failed: number }> {
  const count = { done: 0, failed: 0 };
  const end = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: most }, async (_, at) => {
    const body = JSON.stringify({ username: pick(people, at).username, password });
    while (performance.now() < end) {
      const ok = await fetch(`${origin}/api/auth/sign-in/username`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then((response) => response.ok, () => false);
      count[ok ? 'done' : 'failed'] += 1;
    }
  }));
  return count;
}

/** The same of the baseline. */
export function baselineScript(kind: Kind, people: readonly SignedIn[]): Script {
  const who = (at: number) => at % people.length;
  const headers = () => ({ 'content-type': 'application/json' });
  if (kind !== 'submission') return { headers, requests: (at) => [{ method: 'GET', path: `/${kind}/${who(at)}` }] };
  return {
    headers,
    requests: (at) => [
      { method: 'POST', path: `/save/${who(at)}`, body: '{}', onResponse: (_status, body, context) => Object.assign(context, { saved: JSON.parse(body) }) },
      { method: 'POST', path: `/submit/${who(at)}`, setupRequest: (request, context) => ({ ...request, body: JSON.stringify({ id: savedId(context) }) }) },
    ],
  };
}

function savedId(context: object): string {
  const saved = 'saved' in context ? context.saved : null;
  return typeof saved === 'object' && saved !== null && 'id' in saved ? String(saved.id) : '';
}

export function pick<T>(all: readonly T[], at: number): T {
  const one = all[at % all.length];
  if (one === undefined) throw new Error('nobody to call as');
  return one;
}
