// Parse, authorise by role, call the service; nothing else.
import { capacityProcedure, router } from '@smart/identity/procedures';
import type { Role } from '@smart/identity/capacity';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { unreadFiles } from './file-text.ts';
import { savedSearch, saveSearchInput, searchInput, searchView, unreadInput, unreadView } from './model.ts';
import { forgetSearch, savedSearches, saveSearch } from './saved.ts';
import { searchSuggestions } from './search.ts';

const readers = ['deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head'] as const satisfies readonly Role[];

export const searchRouter = router({
  find: capacityProcedure.meta({ roles: readers, description: '办理查询：全文搜索' }).input(searchInput).output(searchView).query(({ ctx, input }) => searchSuggestions(ctx.work, ctx.capacity, input)),
  saved: capacityProcedure.meta({ roles: readers, description: '办理查询：保存的查询' }).input(z.object({})).output(z.array(savedSearch)).query(({ ctx }) => savedSearches(ctx.work, ctx.capacity)),
  save: capacityProcedure.meta({ roles: readers, description: '办理查询：保存查询' }).input(saveSearchInput).output(z.array(savedSearch)).mutation(({ ctx, input }) => saveSearch(ctx.work, ctx.capacity, input)),
  forget: capacityProcedure.meta({ roles: readers, description: '办理查询：删除保存的查询' }).input(z.object({ id: idSchema })).output(z.array(savedSearch)).mutation(({ ctx, input }) => forgetSearch(ctx.work, ctx.capacity, input.id)),
  unreadFiles: capacityProcedure.meta({ roles: ['congress_officer'], description: '办理查询：未能提取文字的附件' }).input(unreadInput).output(unreadView).query(({ ctx, input }) => unreadFiles(ctx.work, ctx.capacity, input)),
});
