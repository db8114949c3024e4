// Parse, authorise by role, call the service; nothing else.
import { capacityProcedure, router } from '@smart/identity/procedures';
import { z } from 'zod';
import '../field-labels.ts';
import { removeBook } from './book-keeping.ts';
import { bookChoicesView, bookIdInput, bookRef, booksInput, booksView, bookView, startBookInput } from './book-model.ts';
import { bookById, bookChoices, cancelBook, listBooks, resumeBook } from './book-reading.ts';
import { startBook } from './book-starting.ts';

const officers = ['congress_officer'] as const;

/** dutyBooks.*: 履职年册 of the congress, made in the background. */
export const dutyBooksRouter = router({
  list: capacityProcedure.meta({ roles: officers, description: '本级的履职年册及其进度' }).input(booksInput).output(booksView).query(({ ctx, input }) => listBooks(ctx.work, ctx.capacity, input)),
  choices: capacityProcedure.meta({ roles: officers, description: '可以生成年册的年度、代表团、选区（选举单位）' }).input(z.strictObject({})).output(bookChoicesView).query(({ ctx }) => bookChoices(ctx.work, ctx.capacity)),
  start: capacityProcedure.meta({ roles: officers, description: '生成履职年册；在后台进行，关闭页面后继续' }).input(startBookInput).output(bookView).mutation(async ({ ctx, input }) => bookById(ctx.work, ctx.capacity.congressId, await startBook(ctx.work, ctx.capacity, input))),
  resume: capacityProcedure.meta({ roles: officers, description: '继续生成停下的履职年册' }).input(bookIdInput).output(bookView).mutation(({ ctx, input }) => resumeBook(ctx.work, ctx.acting, ctx.capacity.congressId, input.id)),
  cancel: capacityProcedure.meta({ roles: officers, description: '取消正在生成的履职年册' }).input(bookRef).output(bookView).mutation(({ ctx, input }) => cancelBook(ctx.work, ctx.acting, ctx.capacity.congressId, input)),
  remove: capacityProcedure.meta({ roles: officers, description: '删除已经生成或者取消的履职年册；可以重新生成' }).input(bookRef).output(z.object({ ok: z.literal(true) })).mutation(async ({ ctx, input }) => {
    await removeBook(ctx.work, ctx.acting, ctx.capacity.congressId, input);
    return { ok: true };
  }),
});
