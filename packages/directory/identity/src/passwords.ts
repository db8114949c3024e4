// Passwords: what is strong enough, one-time passwords for people whom an administrator lets in.
import { randomInt } from 'node:crypto';
import { DomainError } from '@smart/kernel/errors';
import { hashPassword, verifyPassword } from 'better-auth/crypto';

const MIN_LENGTH = 10;
/** The hash costs the same for any length; the limit keeps requests small. */
const MAX_LENGTH = 128;
const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/];

/**
 * Refuses a weak password: fewer than 10 characters, fewer than three of the four classes (lower case, upper case, digits, others), or
 * containing the user name or phone number.
 * @throws DomainError identity.weak_password
 */
export function checkPassword(password: string, about: { username?: string | undefined; phone?: string | undefined } = {}): void {
  const problem = problemOf(password, about);
  if (problem !== null) throw new DomainError('identity.weak_password', { problem }, [{ path: 'password', message: problem }]);
}

function problemOf(password: string, { username, phone }: { username?: string | undefined; phone?: string | undefined }): string | null {
  if (password.length < MIN_LENGTH) return `只有 ${password.length} 位`;
  if (password.length > MAX_LENGTH) return `超过 ${MAX_LENGTH} 位`;
  if (classes.filter((each) => each.test(password)).length < 3) return '字符种类不足三类';
  const lower = password.toLowerCase();
  if (username !== undefined && username.length >= 3 && lower.includes(username.toLowerCase())) return '含有用户名';
  if (phone !== undefined && phone !== '' && lower.includes(phone)) return '含有手机号';
  return null;
}

// Without characters that are mistaken for one another when read aloud or copied from paper.
const alphabets = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ', '23456789'];

/** A password for one sign-in, to be handed over and changed at once: three groups of four, all three classes in each. */
export function oneTimePassword(): string {
  const pick = (alphabet: string): string => alphabet.charAt(randomInt(alphabet.length));
  const group = (): string => {
    const letters = [...alphabets.map(pick), pick(alphabets.join(''))];
    for (let at = letters.length - 1; at > 0; at--) {
      const other = randomInt(at + 1);
      [letters[at], letters[other]] = [letters[other] ?? '', letters[at] ?? ''];
    }
    return letters.join('');
  };
  return [group(), group(), group()].join('-');
}

/** scrypt, as better-auth stores and checks it; about 60 ms outside the event loop. */
export const hash: (password: string) => Promise<string> = hashPassword;

/** Whether the password belongs to the hash. */
export const matches = (stored: string, password: string): Promise<boolean> => verifyPassword({ hash: stored, password });
