import { expect, it } from 'vitest';
import { lineProblem, linesOf } from './client-form.ts';

it('takes one address from each line that has one', () => {
  expect(linesOf(' https://a.example/back \n\n\thttps://b.example/back\r\n')).toEqual(['https://a.example/back', 'https://b.example/back']);
  expect(linesOf('')).toEqual([]);
});

it('says which line is wrong', () => {
  const fields = { 'redirectUris.0': '太长', 'redirectUris.2': '应当以 https:// 开头', 'postLogoutRedirectUris.0': '另一处', name: '请填写' };
  expect(lineProblem(fields, 'redirectUris')).toBe('第 1 个：太长；第 3 个：应当以 https:// 开头');
  expect(lineProblem({ redirectUris: '至少填写一个回调地址' }, 'redirectUris')).toBe('至少填写一个回调地址');
  expect(lineProblem({}, 'redirectUris')).toBeUndefined();
});
