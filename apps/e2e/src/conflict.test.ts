// Two clerks act on the same suggestion: the second is told so in words, and nothing that was typed is lost.
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

/** Whoever has an item open holds it for some minutes (建议审查); when they are over, the version is the last net. */
const claimRunsOut = (id: string) => system().app.admin('DELETE FROM examination_claim WHERE suggestion_id = $1', [id]);

it('the second of two officers gets a clear message and keeps the text', async () => {
  const title = '关于同时审查的建议';
  const id = await troupeOf(system().app).submit({ title });
  const second = await system().arrive('city.office.second', { tolerated: /409|ERR_FAILED/ });
  // A page that has not heard of the colleague's act yet.
  await second.page.route('**/live.changes**', (route) => route.abort());
  await second.open(`/office/examination?id=${id}`);
  await second.page.getByRole('button', { name: '立案，看下一件' }).waitFor();
  await second.page.getByLabel('退回修改').click();
  await second.page.getByLabel('理由（代表会看到）').fill('请补充路口的具体位置。');
  await claimRunsOut(id);
  await (await system().app.signIn('city.office')).trpc.suggestions.examine.mutate({ id, decision: 'accept' });

  await second.page.getByRole('button', { name: '退回修改，看下一件' }).click();
  const told = second.page.getByRole('alert');
  await told.waitFor();
  expect(await told.innerText()).toMatch(/办理|变化|更新|刷新/);
  expect(await second.page.getByLabel('理由（代表会看到）').inputValue()).toBe('请补充路口的具体位置。');
  await second.inspect('office-conflict');
  await second.page.getByRole('button', { name: /载入最新情况/ }).click();
  await second.page.getByText('办理了“立案”').waitFor();
  await second.page.getByText('请补充路口的具体位置。').waitFor();
  expect((await troupeOf(system().app).detail(id)).state).toBe('registered');
});

it('a page that is open follows a colleague\'s act by itself', async () => {
  const id = await troupeOf(system().app).submit({ title: '关于实时更新的建议' });
  const second = await system().arrive('city.office.second');
  await second.open(`/office/examination?id=${id}`);
  await second.page.getByRole('button', { name: '立案，看下一件' }).waitFor();
  // The open page renews what it holds, so the colleague takes over.
  const colleague = await system().app.signIn('city.office');
  await colleague.trpc.review.claim.mutate({ id, takeOver: true });
  await colleague.trpc.suggestions.examine.mutate({ id, decision: 'accept' });
  await second.page.getByText('办理了“立案”').waitFor();
  expect(second.complaints).toEqual([]);
});
