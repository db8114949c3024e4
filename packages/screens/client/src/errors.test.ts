import { TRPCClientError } from '@trpc/client';
import { afterEach, expect, test, vi } from 'vitest';
import { describeError, TimeoutError, worthRetrying } from './errors.ts';

function refused(httpStatus: number, fields?: { path: string; message: string }[]) {
  return Object.assign(new Error('标题：不能为空'), {
    data: { code: 'common.invalid_input', httpStatus, requestId: 'req-1', fields },
  });
}

afterEach(() => vi.unstubAllGlobals());

test('a refusal keeps the server’s words, code, request number and the first message of each field', () => {
  const fields = [
    { path: 'title', message: '不能为空' },
    { path: 'title', message: '第二条' },
    { path: 'body', message: '太短' },
  ];
  expect(describeError(refused(400, fields))).toEqual({
    message: '标题：不能为空',
    code: 'common.invalid_input',
    requestId: 'req-1',
    fields: { title: '不能为空', body: '太短' },
    retryable: false,
  });
});

test('only what may pass by itself is repeated', () => {
  for (const status of [400, 401, 403, 404, 409, 413, 429, 500])
    expect(worthRetrying(refused(status)), `${status}`).toBe(false);
  for (const status of [502, 503, 504]) expect(worthRetrying(refused(status)), `${status}`).toBe(true);
  expect(describeError(refused(429)).retryable).toBe(true);
});

test.each(['fetch failed', 'Failed to fetch', 'Load failed', 'NetworkError when attempting to fetch resource.'])(
  '%s: the network',
  (words) => {
    const error = TRPCClientError.from(new TypeError(words));
    expect(describeError(error)).toMatchObject({
      code: 'network',
      message: '网络不通，您填写的内容已保存在本机，恢复后会继续提交',
      retryable: true,
    });
    expect(worthRetrying(error)).toBe(true);
  },
);

test('a proxy’s error page, a time limit, a cancelled call', () => {
  expect(describeError(TRPCClientError.from(new SyntaxError('Unexpected token <'))).code).toBe('gateway');
  expect(describeError(TRPCClientError.from(new TimeoutError('late'))).code).toBe('timeout');
  const cancelled = TRPCClientError.from(new DOMException('stopped', 'AbortError'));
  expect(describeError(cancelled)).toMatchObject({ code: 'aborted', retryable: false });
  expect(worthRetrying(cancelled)).toBe(false);
});

test('a fault of our own page is never taken for the network and never shown in English', () => {
  for (const fault of [
    new TypeError("Cannot read properties of undefined (reading 'id')"),
    'text',
    null,
    undefined,
    42,
    { data: { code: 1 } },
  ]) {
    const described = describeError(fault);
    expect(described.code).toBe('unknown');
    expect(described.message).not.toMatch(/[a-z]{4}/);
    expect(worthRetrying(fault)).toBe(false);
  }
});

test('a device that knows it is offline says so, whatever the failure was', () => {
  vi.stubGlobal('navigator', { onLine: false });
  expect(describeError(new Error('x')).code).toBe('network');
});
