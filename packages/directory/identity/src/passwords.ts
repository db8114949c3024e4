// Passwords: what is strong enough, one-time passwords for people whom an administrator lets in.
import { randomInt } from 'node:crypto';
import { DomainError } from '@smart/kernel/errors';
import { defaultPasswordRules, type PasswordRules } from './account-parameters.ts';

/** The hash costs the same for any length; the limit keeps requests small. */
const MAX_LENGTH = 128;
const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/];

type About = { username?: string | undefined; phone?: string | undefined };

/**
 * Refuses a weak password: too short, of too few of the four classes (lower case, upper case, digits, others), or containing the user
 * name or phone number.
 * @throws DomainError identity.weak_password
 */
export function checkPassword(password: string, about: About = {}, rules: PasswordRules = defaultPasswordRules): void {
  const problem = problemOf(password, about, rules);
  if (problem !== null) throw weakPassword(problem, rules);
}

/** The refusal of a new password, with the rules in force. */
export const weakPassword = (problem: string, { length, classes: kinds }: PasswordRules = defaultPasswordRules): DomainError =>
  new DomainError(
    'identity.weak_password',
    { problem, rule: `不少于 ${length} 位，大写字母、小写字母、数字、符号${kinds === 4 ? '四类都有' : '至少含三类'}` },
    [{ path: 'password', message: problem }],
  );

function problemOf(password: string, { username, phone }: About, rules: PasswordRules): string | null {
  if (password.length < rules.length) return `只有 ${password.length} 位`;
  if (password.length > MAX_LENGTH) return `超过 ${MAX_LENGTH} 位`;
  if (classes.filter((each) => each.test(password)).length < rules.classes) return `字符种类不足${rules.classes === 4 ? '四' : '三'}类`;
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
