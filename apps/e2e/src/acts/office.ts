// What organs do in the office desk: they begin at what waits for them, and the act is in the row.
import type { Page } from 'playwright-core';
import type { Person } from '../harness/person.ts';

/** Presses the button of this task in the row of this suggestion. */
export async function takeTask({ page, open }: Person, task: string, title: string): Promise<void> {
  await open('/office/');
  await page.getByRole('row').filter({ hasText: title }).getByRole('button', { name: task, exact: true }).first().click();
}

/** The own organ's part on the page of one suggestion; its buttons are named like those of the to-do's rows. */
const ownPart = (page: Page) => page.getByRole('region', { name: '本单位办理' });

/** 审查: the decision is chosen already. */
export async function register(person: Person, title: string): Promise<void> {
  await takeTask(person, '审查', title);
  await person.page.getByRole('button', { name: '立案，看下一件' }).click();
  await person.page.getByText(/第\d+号建议：/).waitFor();
}

/** 交办 as recommended. */
export async function assign(person: Person, title: string): Promise<void> {
  const { page } = person;
  await takeTask(person, '交办', title);
  const dialog = page.getByRole('dialog', { name: '交办' });
  await dialog.getByText(/前答复代表|答复代表。/).first().waitFor();
  await dialog.getByRole('button', { name: '交办', exact: true }).click();
  await page.getByText(/^已交.+办理/).waitFor();
}

/** 分办 as recommended, to the department that its remit names. */
export async function distribute(person: Person, title: string): Promise<void> {
  const { page } = person;
  await takeTask(person, '分办', title);
  await ownPart(page).getByRole('button', { name: '分办', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '分办' });
  await dialog.getByText('已选为主办').waitFor();
  await dialog.getByRole('button', { name: '分办', exact: true }).click();
  await page.getByText('已分办。').waitFor();
}

export async function accept(person: Person, title: string): Promise<void> {
  await takeTask(person, '签收', title);
  await ownPart(person.page).getByRole('button', { name: '签收', exact: true }).click();
  await person.page.getByText('已签收。').waitFor();
}

export async function recordContact(person: Person, title: string, content: string): Promise<void> {
  const { page } = person;
  await takeTask(person, '联系代表并登记', title);
  await ownPart(page).getByRole('button', { name: '登记沟通' }).click();
  await page.getByLabel('沟通内容').fill(content);
  await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('已登记，并请代表确认').waitFor();
}

export type ReplyWords = { readonly grade: RegExp; readonly body: string; readonly commitment?: { readonly text: string; readonly dueOn: string } };

/** From the row 起草答复 to 送审. */
export async function writeReply(person: Person, title: string, reply: ReplyWords): Promise<void> {
  const { page } = person;
  await takeTask(person, '起草答复', title);
  await ownPart(page).getByRole('button', { name: /起草答复$/ }).click();
  await page.getByRole('group', { name: '办理结果' }).getByLabel(reply.grade).click();
  await page.getByLabel('答复正文').fill(reply.body);
  if (reply.commitment) {
    await page.getByLabel('承诺做什么').fill(reply.commitment.text);
    await page.getByRole('textbox', { name: '完成时限' }).fill(reply.commitment.dueOn);
    await page.getByRole('button', { name: '加入承诺' }).click();
  }
}

export async function sendToHead({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '送审', exact: true }).click();
  await page.getByText('已送审，等待主要负责人签发').waitFor();
}

export async function sign(person: Person, title: string): Promise<void> {
  await takeTask(person, '审签答复', title);
  await ownPart(person.page).getByRole('button', { name: '签发答复' }).click();
  await person.page.getByText('已签发。').waitFor();
}

export async function fulfil(person: Person, title: string, evidence: string): Promise<void> {
  const { page } = person;
  await takeTask(person, '落实承诺并反馈', title);
  await ownPart(page).getByRole('button', { name: '反馈落实情况' }).click();
  await page.getByRole('textbox', { name: '落实情况' }).fill(evidence);
  await page.getByRole('dialog').getByRole('button', { name: '提交反馈' }).click();
  await page.getByText('已反馈落实情况').waitFor();
}

export async function publish(person: Person, id: string): Promise<void> {
  const { page } = person;
  await person.open(`/office/suggestions/${id}`);
  await page.getByRole('button', { name: '公开', exact: true }).click();
  await page.getByRole('dialog', { name: '公开' }).getByRole('button', { name: '公开', exact: true }).click();
  await page.getByText('已办理：公开').waitFor();
}
