// User names for imported people, by a rule that can be told over the phone: "db" (代表), the division's code and the number of the certificate;
// for staff "gz" (工作人员), the code and a running number.
import type { Work } from '@smart/workflow/work';
import { unscopedIdentity } from '../realm.ts';
import { isMandateKind, type ImportKind } from './kinds.ts';

const DIGITS = 4;

/** Letters and digits of a certificate, short enough for a user name. */
const plain = (certificate: string): string => certificate.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]/g, '').slice(-12);

/** Hands out names that nobody has yet. */
export class Usernames {
  readonly #prefix: string;
  readonly #taken: Set<string>;
  #number: number;

  private constructor(prefix: string, taken: readonly string[]) {
    this.#prefix = prefix;
    this.#taken = new Set(taken);
    const running = new RegExp(`^${prefix.replace('.', '\\.')}(\\d{${DIGITS},6})$`);
    this.#number = Math.max(0, ...taken.map((name) => Number(running.exec(name)?.[1] ?? 0)));
  }

  static async read(work: Work, kind: ImportKind, divisionCode: string): Promise<Usernames> {
    const prefix = `${isMandateKind(kind) ? 'db' : 'gz'}${divisionCode}.`;
    const rows = await unscopedIdentity(work, 'user names belong to no congress', () => work.sql<{ username: string }>(`SELECT username FROM auth_user WHERE starts_with(username, $1)`, [prefix]));
    return new Usernames(prefix, rows.map(({ username }) => username));
  }

  /** The next name; after the certificate where there is one, with a further number when a former deputy had it. */
  next(certificate: string): string {
    const wish = plain(certificate);
    let name = `${this.#prefix}${wish}`;
    for (let again = 2; wish !== '' && this.#taken.has(name); again++) name = `${this.#prefix}${wish}.${again}`;
    if (wish === '') {
      this.#number += 1;
      name = `${this.#prefix}${String(this.#number).padStart(DIGITS, '0')}`;
    }
    this.#taken.add(name);
    return name;
  }
}
