import { expect, test } from 'vitest';
import { hasDuties, methodWords, outcomeWords, ownAddress } from './account.ts';

const origin = 'https://congress.example';

test.each(['/deputy/suggestions/1?capacity=2#evaluate', '/office/', '/'])('leads on to %s', (next) => expect(ownAddress(next, origin)).toBe(next));

test.each([undefined, null, 7, '', '//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)', '/a b', '/\t/evil.example', ['/office/']])('never leads to %s', (next) =>
  expect(ownAddress(next, origin)).toBeNull(),
);

test('what must be done first', () => {
  expect(hasDuties(undefined)).toBe(false);
  expect(hasDuties({ mustChangePassword: false, passwordExpired: false, mustEnrolTotp: false })).toBe(false);
  for (const duty of ['mustChangePassword', 'passwordExpired', 'mustEnrolTotp']) expect(hasDuties({ [duty]: true })).toBe(true);
});

test('history speaks in words, also of what it does not know', () => {
  expect([methodWords('backup_code'), outcomeWords('locked').label]).toEqual(['备用码', '账号已锁定']);
  expect(methodWords('something_new')).toBe('其他方式');
  expect(outcomeWords('something_new')).toEqual({ label: '未通过', tone: 'bad' });
});
