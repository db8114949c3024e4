// Three hundred suggestions before a session: examined without ever touching the mouse.
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

/** Presses Tab until this is focused; fails when it cannot be reached, or when nobody could see that it is. */
async function tabTo({ page }: Person, name: RegExp): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab');
    const { words, visible } = await page.evaluate(() => {
      const at = document.activeElement;
      const style = at ? getComputedStyle(at) : null;
      return { words: at instanceof HTMLTextAreaElement ? (at.labels[0]?.firstChild?.textContent ?? '').trim() : at instanceof HTMLElement ? (at.getAttribute('aria-label') ?? at.innerText).trim() : '', visible: style !== null && (style.outlineStyle !== 'none' || style.boxShadow !== 'none') };
    });
    if (name.test(words)) {
      expect(visible, `the focus on ${words} can be seen`).toBe(true);
      return;
    }
  }
  throw new Error(`${name} cannot be reached with the keyboard`);
}

it('an officer examines one after the other with the keyboard alone', async () => {
  const troupe = troupeOf(system().app);
  const [first, second] = [await troupe.submit({ title: '关于键盘的建议甲' }), await troupe.submit({ title: '关于键盘的建议乙' })];
  const officer = await system().arrive('city.office');
  const { page } = officer;
  await officer.open('/office/');
  await page.getByRole('row').filter({ hasText: '关于键盘的建议甲' }).waitFor();
  // The side navigation comes first: its 审查 opens the queue.
  await tabTo(officer, /^审查$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '立案，看下一件' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/第1号建议：/).waitFor();
  const states = async () => [(await troupe.detail(first)).state, (await troupe.detail(second)).state].toSorted();
  await expect.poll(states).toEqual(['registered', 'submitted']);

  // The next one is there by itself.
  await page.getByText('1 件待审查').waitFor();
  await page.getByRole('button', { name: '立案，看下一件' }).waitFor();
  await page.keyboard.press('Alt+2');
  await tabTo(officer, /^理由（代表会看到）$/);
  await page.keyboard.type('请补充具体地点。');
  await page.keyboard.press('Control+Enter');
  await expect.poll(states).toEqual(['registered', 'returned_for_amendment']);
  expect(officer.taps()).toBe(0);
  expect(officer.complaints).toEqual([]);
});

it('a deputy writes and hands in with the keyboard alone, beginning with the skip link', async () => {
  const deputy = await system().arrive('deputy.city');
  const { page } = deputy;
  await deputy.open('/deputy/');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
  await tabTo(deputy, /^写建议$/);
  await page.keyboard.press('Enter');
  await page.getByLabel('标题').waitFor();
  await page.getByLabel('标题').focus();
  await page.keyboard.type('关于键盘提交的建议');
  await page.keyboard.press('Tab');
  await page.keyboard.type('集镇至中学的道路两侧没有路灯，冬季放学时天色已黑，存在安全隐患。');
  await page.keyboard.press('Tab');
  await page.keyboard.type('建议加装太阳能路灯，并明确维护责任。');
  await tabTo(deputy, /^提交$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '确认提交' }).waitFor();
  await tabTo(deputy, /^确认提交$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '已提交' }).waitFor();
  expect(deputy.taps()).toBe(0);
});
