import { expect, test } from 'vitest';
import { createSSRApp, defineComponent, h, type VNode } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { linkComponent } from '../link.ts';
import ActionBar from './ActionBar.vue';
import AppBar from './AppBar.vue';
import BottomNav from './BottomNav.vue';
import CapacitySwitcher from './CapacitySwitcher.vue';
import CheckField from './CheckField.vue';
import ConfirmSheet from './ConfirmSheet.vue';
import DateField from './DateField.vue';
import DeadlineBadge from './DeadlineBadge.vue';
import DescriptionList from './DescriptionList.vue';
import DraftConflict from './DraftConflict.vue';
import EmptyState from './EmptyState.vue';
import ErrorState from './ErrorState.vue';
import FilePicker from './FilePicker.vue';
import ItemCard from './ItemCard.vue';
import LoadingState from './LoadingState.vue';
import PageHeader from './PageHeader.vue';
import Pagination from './Pagination.vue';
import RadioCards from './RadioCards.vue';
import ReceiptCard from './ReceiptCard.vue';
import SaveState from './SaveState.vue';
import SearchBox from './SearchBox.vue';
import SelectField from './SelectField.vue';
import StatusTag from './StatusTag.vue';
import TextArea from './TextArea.vue';
import TextField from './TextField.vue';
import Timeline from './Timeline.vue';
import ToastHost from './ToastHost.vue';
import UndoBar from './UndoBar.vue';

const render = (node: VNode) => renderToString(createSSRApp({ render: () => node }));
const textOf = (html: string) =>
  html
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

test('an action that is refused is no button but says why and what to do instead', async () => {
  const html = await render(
    h(ActionBar, {
      actions: [
        { action: 'assign', label: '交办', allowed: true },
        {
          action: 'withdraw',
          label: '撤回',
          allowed: false,
          reason: '已经交办，不能撤回。',
          remedy: '可与承办单位沟通后申请终止办理。',
        },
      ],
    }),
  );
  expect(html.match(/<button/g)).toHaveLength(1);
  expect(html).toMatch(/<button[^>]*class="button primary[^>]*>(?:<!--.*?-->)*交办/);
  expect(textOf(html)).toContain('撤回 已经交办，不能撤回。 可与承办单位沟通后申请终止办理。');
});

test('with nothing to do the bar says so, and a danger is never the main button', async () => {
  expect(textOf(await render(h(ActionBar, { actions: [] })))).toBe('现在没有需要您办理的操作。');
  const html = await render(
    h(ActionBar, { actions: [{ action: 'reject', label: '不予受理', allowed: true, tone: 'danger' }] }),
  );
  expect(html).toContain('button danger');
});

test('while one action is carried out the others wait, and stay reachable by keyboard', async () => {
  const actions = ['accept', 'return'].map((action) => ({ action, label: action, allowed: true }));
  const html = await render(h(ActionBar, { actions, busy: 'accept' }));
  expect(html.match(/aria-disabled="true"/g)).toHaveLength(2);
  expect(html).not.toContain(' disabled');
  expect(textOf(html)).toContain('正在处理…');
});

const field = { name: 'title', label: '标题', hint: '一句话说清', error: '不能为空', required: true };
const fields: [string, VNode, RegExp][] = [
  ['TextField', h(TextField, field), /<input[^>]*>/],
  ['TextArea', h(TextArea, field), /<textarea[^>]*>/],
  ['SelectField', h(SelectField, { ...field, options: [{ value: 'a', label: '甲' }] }), /<select[^>]*>/],
  ['FilePicker', h(FilePicker, { ...field, files: [] }), /<input[^>]*>/],
];

test.each(fields)('%s ties label, hint and error to its control', async (_name, node, control) => {
  const html = await render(node);
  const tag = control.exec(html)?.[0] ?? '';
  const id = / id="([^"]+)"/.exec(tag)?.[1];
  expect(tag).toContain('name="title"');
  expect(tag).toContain('aria-invalid="true"');
  expect(html).toContain(`for="${id}"`);
  for (const described of (/aria-describedby="([^"]+)"/.exec(tag)?.[1] ?? '').split(' '))
    expect(html).toContain(`id="${described}"`);
  expect(tag).toMatch(/aria-describedby="\S+-error \S+-hint"/);
});

test('RadioCards is a named group whose options are native radios', async () => {
  const html = await render(
    h(RadioCards<'a' | 'b'>, {
      ...field,
      options: [
        { value: 'a', label: '满意' },
        { value: 'b', label: '不满意', hint: '请说明原因' },
      ],
      modelValue: 'b',
    }),
  );
  expect(html).toMatch(/<fieldset[^>]*aria-describedby="\S+-error \S+-hint"/);
  expect(html.match(/type="radio" name="title"/g)).toHaveLength(2);
  expect(html.match(/ checked/g)).toHaveLength(1);
});

test('the counter counts characters as people do and says how many are too many', async () => {
  expect(textOf(await render(h(TextArea, { name: 'b', label: '正文', maxlength: 3, modelValue: '𠮷字' })))).toContain(
    '已写 2 字，最多 3 字',
  );
  expect(
    textOf(await render(h(TextArea, { name: 'b', label: '正文', maxlength: 3, modelValue: '一二三四五' }))),
  ).toContain('超出 2 字，请删减');
});

test('a state and a deadline are readable without colour', async () => {
  expect(textOf(await render(h(StatusTag, { label: '办理中', tone: 'progress' })))).toBe('◐ 办理中');
  expect(textOf(await render(h(DeadlineBadge, { dueOn: '2026-02-26', today: '2026-03-01' })))).toBe(
    '■ 已超期 3 天 期限：2026年2月26日',
  );
});

test('the timeline says who, when, what and why, and text stays text', async () => {
  const html = await render(
    h(Timeline, {
      entries: [
        {
          id: '1',
          at: '2026-03-05T06:30:00Z',
          who: '李明（市人大代表）',
          what: '提交建议',
          reason: '<img src=x onerror=alert(1)>',
          attachments: [{ name: '照片.jpg', href: '/f/1', size: 2048 }],
        },
      ],
    }),
  );
  expect(textOf(html)).toContain('提交建议 李明（市人大代表） 2026年3月5日 14:30');
  expect(html).not.toContain('<img');
  expect(textOf(html)).toContain('照片.jpg 2 KB');
});

test('a failure shows its number and offers to repeat only when that can help', async () => {
  expect(
    textOf(await render(h(ErrorState, { message: '服务暂时不可用', requestId: 'req-9', retryable: true }))),
  ).toMatch(/req-9 重试$/);
  expect(textOf(await render(h(ErrorState, { message: '没有权限' })))).not.toContain('重试');
});

test('pages are links when they must work without JavaScript', async () => {
  const html = await render(
    h(Pagination, { page: 2, total: 100, pageSize: 20, hrefFor: (page: number) => `?page=${page}` }),
  );
  expect(html).toContain('href="?page=3"');
  expect(html).not.toContain('<button');
  expect(html).toContain('aria-current="page"');
  expect(await render(h(Pagination, { page: 1, total: 20, pageSize: 20 }))).not.toContain('<nav');
});

test('one capacity is text, several are a choice', async () => {
  const one = { id: 'a', label: '市人大代表', congressName: '岳阳市人大' };
  expect(await render(h(CapacitySwitcher, { capacities: [one], current: 'a' }))).not.toContain('<select');
  const html = await render(
    h(CapacitySwitcher, { capacities: [one, { id: 'b', label: '科员', organName: '市交通局' }], current: 'b' }),
  );
  expect(html).toContain('<select');
  expect(textOf(html)).toContain('科员 · 市交通局');
});

test('an empty value says so; nought is a value', async () => {
  expect(
    textOf(
      await render(
        h(DescriptionList, {
          items: [
            { label: '联名', value: 0 },
            { label: '备注', value: '' },
          ],
        }),
      ),
    ),
  ).toBe('联名 0 备注 未填写');
});

test('links go through the router when the app has one', async () => {
  const items = [{ to: '/todo', label: '待办', icon: 'home' as const, count: 3, current: true }];
  const RouterLink = defineComponent({
    props: { to: { type: String, required: true } },
    setup:
      (props, { slots }) =>
      () =>
        h('a', { 'data-router': props.to }, slots),
  });
  const app = createSSRApp({ render: () => h(BottomNav, { items }) });
  app.provide(linkComponent, RouterLink);
  expect(await renderToString(app)).toContain('data-router="/todo"');
  const plain = await render(h(BottomNav, { items }));
  expect(plain).toContain('href="/todo"');
  expect(plain).toContain('aria-current="page"');
  expect(textOf(plain)).toContain('，3 件待办');
});

test.each<[string, VNode, string]>([
  ['AppBar', h(AppBar, { title: '代表履职服务平台', backTo: '/' }), '跳到正文 返回 代表履职服务平台'],
  ['CheckField', h(CheckField, { name: 'o', label: '同意公开', error: '请选择' }), '同意公开 ■ 请选择'],
  ['ConfirmSheet', h(ConfirmSheet, { title: '撤回？', confirmLabel: '撤回', open: false }), ''],
  ['DateField', h(DateField, { name: 'd', label: '走访日期' }), '走访日期'],
  [
    'DraftConflict',
    h(DraftConflict),
    '这份草稿在另一台设备上也改过 两份都还在，请选择以哪一份为准。 本机的 用本机的 另一台设备的 用另一台设备的',
  ],
  [
    'EmptyState',
    h(EmptyState, { title: '都办好了', hint: '有新事项会出现在这里', done: true }),
    '✓ 都办好了 有新事项会出现在这里',
  ],
  ['ItemCard', h(ItemCard, { title: '建议', to: '/1', overline: '第12号' }), '第12号 建议'],
  ['LoadingState', h(LoadingState), '正在加载…'],
  ['PageHeader', h(PageHeader, { title: '写建议', trail: [{ label: '我的建议', to: '/' }] }), '我的建议 写建议'],
  [
    'ReceiptCard',
    h(ReceiptCard, { title: '已提交', next: '审查', byWhen: '3月12日前', who: '代表工委', code: '7K3M' }),
    '✓ 已提交 接下来 审查 期限 3月12日前 由谁办理 代表工委 回执码 7K3M 复制 凭回执码可随时核对本次提交的记录。',
  ],
  ['SaveState', h(SaveState, { state: 'local', text: '未联网，已存在本机' }), '▲ 未联网，已存在本机'],
  ['SearchBox', h(SearchBox, { label: '搜索建议', action: '/search' }), '搜索建议 搜索'],
  ['ToastHost', h(ToastHost), ''],
  ['UndoBar', h(UndoBar, { text: '已退回' }), '已退回 撤销 （10 秒）'],
])('%s renders on a server', async (_name, node, words) => {
  expect(textOf(await render(node))).toBe(words);
});
