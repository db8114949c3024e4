/** The few calls that go to `/api/auth` and not through tRPC. Refusals have the same shape, so that `describeError` reads them. */

/** A refusal of `/api/auth`, with the catalogue's code in `data`. */
class AuthRefusal extends Error {
  override readonly name = 'AuthRefusal';
  readonly data: unknown;
  constructor(message: string, data: unknown) {
    super(message);
    this.data = data;
  }
}

/**
 * `postAuth('step-up', { password })` answers the server's JSON.
 * @throws AuthRefusal when the server refused; TypeError when it could not be reached
 */
export async function postAuth(path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`/api/auth/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const said: unknown = await answer.json();
  if (answer.ok) return said;
  const error = property(said, 'error');
  const message = property(error, 'message');
  throw new AuthRefusal(typeof message === 'string' ? message : '', property(error, 'data'));
}

/** One property of an answer nobody vouches for. */
export function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
}
