// What deputies do in their portal, as they do it: on the page, in the order of the hand.
import type { Person } from '../harness/person.ts';
import { matter } from './texts.ts';

export type Text = { readonly title: string; readonly background: string; readonly proposal: string };

/** Taps 写建议 on the first page and writes the three texts; returns the draft's id once it is on the server. */
export async function writeDraft({ page, open }: Person, text: Text = matter): Promise<string> {
  await open('/deputy/');
  await page.locator('main').getByRole('link', { name: '写建议' }).click();
  await page.getByLabel('标题').fill(text.title);
  await page.getByLabel('情况和问题').fill(text.background);
  await page.getByLabel('具体建议').fill(text.proposal);
  await saved({ page });
  return page.url().split('/').at(-1) ?? '';
}

/** Waits until everything typed is on the server. */
export async function saved({ page }: Pick<Person, 'page'>): Promise<void> {
  await page.getByText(/已保存/).first().waitFor();
}

/** 提交, then 确认提交; returns the receipt's code. */
export async function submitDraft({ page }: Person): Promise<string> {
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByRole('button', { name: '确认提交' }).click();
  return receiptCode({ page });
}

export async function receiptCode({ page }: Pick<Person, 'page'>): Promise<string> {
  await page.getByRole('heading', { level: 1, name: /已(重新)?提交/ }).waitFor();
  return page.locator('code').first().innerText();
}

/** Finds a deputy by name and sends the invitation from the page on which the draft is written. */
export async function inviteCosigner({ page }: Person, name: string): Promise<void> {
  await page.getByLabel('按姓名或单位查找代表').fill(name);
  await page.getByLabel('按姓名或单位查找代表').press('Enter');
  await page.getByRole('list', { name: '查到的代表' }).getByRole('button', { name }).first().click();
  await page.getByRole('button', { name: /发出联名邀请/ }).click();
  await page.getByText('联名邀请已发出').waitFor();
}

/** Opens the newest notice of this kind about this suggestion: one tap, and the very thing is there. */
export async function openNotice({ page, open }: Person, kind: string, title: string): Promise<void> {
  await open('/deputy/notices');
  // Notices are delivered in the background; the page follows by itself.
  await page.getByRole('listitem').filter({ hasText: `《${title}》` }).getByRole('link', { name: kind }).first().click();
  await page.waitForURL(/\/deputy\/suggestions\//);
  await page.locator('h1').first().waitFor();
}

/** 确认属实 on the page that a notice opened. */
export async function confirmContact({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '确认属实' }).click();
  await page.getByText('已确认沟通情况').waitFor();
}

export async function evaluateSatisfied({ page }: Person): Promise<void> {
  await page.getByLabel('两项都满意').click();
  await page.getByRole('button', { name: '提交评价' }).click();
  await page.getByText('评价已提交').waitFor();
}

export async function evaluateUnhappy({ page }: Person, comment: string): Promise<void> {
  await page.getByLabel('分别评价').click();
  await page.getByRole('group', { name: '办理态度' }).getByLabel('基本满意').click();
  await page.getByRole('group', { name: '办理结果' }).getByLabel('不满意').click();
  await page.getByLabel('还希望解决什么').fill(comment);
  await page.getByRole('button', { name: '提交评价' }).click();
  await page.getByText('评价已提交').waitFor();
}
