import { expect, test, vi } from 'vitest';
import { createAct } from './act.ts';

const refusal = (code: string, message = '已由他人办理') => Object.assign(new Error(message), { data: { code, httpStatus: 409, requestId: 'r-1' } });
const refuse = (error: unknown) => () => Promise.reject(error);

test('answers what the server said, refreshed, and is busy until then', async () => {
  let shown = () => {};
  const refresh = vi.fn(() => new Promise<void>((resolve) => (shown = resolve)));
  const { busy, problem, run } = createAct({ refresh })();
  const answer = run('accept', async () => 'receipt');
  expect(busy.value).toBe('accept');
  await vi.waitFor(() => expect(refresh).toHaveBeenCalledOnce());
  expect(busy.value).toBe('accept');
  shown();
  expect(await answer).toBe('receipt');
  expect([busy.value, problem.value]).toEqual([null, null]);
});

test('does not wait for a refresh that promises nothing', async () => {
  const { busy, run } = createAct({ refresh: () => undefined })();
  expect(await run('accept', async () => 1)).toBe(1);
  expect(busy.value).toBeNull();
});

test('a second press while one act is under way does nothing', async () => {
  let finish = () => {};
  const { run } = createAct({ refresh: () => undefined })();
  const first = run('accept', () => new Promise<void>((resolve) => (finish = resolve)));
  const again = vi.fn(async () => 'twice');
  expect(await run('accept', again)).toBeUndefined();
  expect(again).not.toHaveBeenCalled();
  finish();
  await first;
});

test('a refusal says why, refreshes nothing, and is forgotten at the next act or when cleared', async () => {
  const refresh = vi.fn(() => undefined);
  const { busy, problem, run, clear } = createAct({ refresh })();
  expect(await run('accept', refuse(refusal('common.forbidden', '没有权限')))).toBeUndefined();
  expect(problem.value).toMatchObject({ code: 'common.forbidden', message: '没有权限', requestId: 'r-1', conflict: false });
  expect(busy.value).toBeNull();
  expect(refresh).not.toHaveBeenCalled();
  clear();
  expect(problem.value).toBeNull();
});

test('is a conflict when somebody acted in between, and only then', async () => {
  const conflictOf = async (code: string, conflicts: readonly string[] = []) => {
    const { problem, run } = createAct({ refresh: () => undefined, conflicts })();
    await run('accept', refuse(refusal(code)));
    return problem.value?.conflict;
  };
  expect(await conflictOf('workflow.version_conflict')).toBe(true);
  expect(await conflictOf('common.conflict')).toBe(true);
  expect(await conflictOf('workflow.illegal_action')).toBe(false);
  expect(await conflictOf('workflow.illegal_action', ['workflow.illegal_action'])).toBe(true);
});

test('an app may say it in other words', async () => {
  const { problem, run } = createAct({ refresh: () => undefined, words: { network: '没有提交' } })();
  await run('accept', refuse(new TypeError('Failed to fetch')));
  expect(problem.value).toMatchObject({ code: 'network', message: '没有提交' });
});
