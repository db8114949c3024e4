import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { expect, test } from 'vitest';
import { createSSRApp, h, type VNode } from 'vue';
import { renderToString } from 'vue/server-renderer';
import ActProblem from './ActProblem.vue';
import QueryState from './QueryState.vue';

const render = (node: VNode) =>
  renderToString(createSSRApp({ render: () => node }).use(VueQueryPlugin, { queryClient: new QueryClient() }));
const failure = (conflict: boolean) => ({ code: 'any', message: '张三已经受理', requestId: 'r-1', fields: {}, retryable: false, conflict });

test('a conflict offers the newest state, another refusal its number', async () => {
  const conflict = await render(h(ActProblem, { problem: failure(true) }));
  expect(conflict).toContain('张三已经受理');
  expect(conflict).toContain('载入最新情况（已填写的保留）');
  expect(conflict).not.toContain('r-1');
  const refusal = await render(h(ActProblem, { problem: failure(false) }));
  expect(refusal).toContain('请求编号：r-1');
  expect(refusal).not.toContain('<button');
  expect(await render(h(ActProblem, { problem: null }))).not.toContain('role="alert"');
});

test('what is already shown stays when a refresh fails', async () => {
  const state = (props: { pending: boolean; error: unknown; has: boolean }) =>
    render(h(QueryState, { ...props, label: '正在打开' }, { default: () => '名单', error: () => '另请登录' }));
  expect(await state({ pending: true, error: null, has: false })).toContain('正在打开');
  expect(await state({ pending: false, error: null, has: true })).toContain('名单');
  const failed = await state({ pending: false, error: new TypeError('Failed to fetch'), has: true });
  expect(failed).toContain('网络不通');
  expect(failed).toContain('重试');
  expect(failed).toContain('另请登录');
  expect(failed).toContain('名单');
  expect(await state({ pending: false, error: new Error('x'), has: false })).not.toContain('名单');
});
