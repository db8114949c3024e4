// Parse, authorise by role, call the service; nothing else. The public reads through the public site and not through here.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { z } from 'zod';
import * as editing from './articles/editing.ts';
import { articleOf, listArticles } from './articles/looking.ts';
import * as inputs from './articles/model-inputs.ts';
import * as views from './articles/model-views.ts';
import './field-labels.ts';
import { saveSiteInput, siteSettingsView } from './sites/model.ts';
import { saveSite, siteSettings } from './sites/settings.ts';

const editors = ['congress_officer'] as const satisfies readonly Role[];
const readers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];
const nothing = z.strictObject({});

/** 网站内容 and 网站设置. */
export const contentRouter = router({
  list: capacityProcedure.meta({ roles: readers, description: '本级网站的稿件' }).input(inputs.listArticlesInput).output(views.articleListView).query(({ ctx, input }) => listArticles(ctx.work, ctx.capacity, input)),
  article: capacityProcedure.meta({ roles: readers, description: '一篇稿件' }).input(inputs.byArticle).output(views.articleView).query(({ ctx, input }) => articleOf(ctx.work, ctx.capacity, input.id)),
  save: capacityProcedure.meta({ roles: editors, description: '撰写稿件' }).input(inputs.saveArticleInput).output(views.articleReceipt).mutation(({ ctx, input }) => editing.saveArticle(ctx.work, ctx.capacity, input)),
  copy: capacityProcedure.meta({ roles: editors, description: '另存为新稿' }).input(inputs.byArticle).output(views.articleReceipt).mutation(({ ctx, input }) => editing.copyArticle(ctx.work, ctx.capacity, input)),
  submit: capacityProcedure.meta({ roles: editors, description: '提交稿件审核' }).input(inputs.articleRef).output(views.articleReceipt).mutation(({ ctx, input }) => editing.submitArticle(ctx.work, ctx.capacity, input)),
  takeBack: capacityProcedure.meta({ roles: editors, description: '取回待审稿件' }).input(inputs.articleRef).output(views.articleReceipt).mutation(({ ctx, input }) => editing.takeBackArticle(ctx.work, ctx.capacity, input)),
  approve: capacityProcedure.meta({ roles: readers, description: '稿件审核通过' }).input(inputs.articleRef).output(views.articleReceipt).mutation(({ ctx, input }) => editing.approveArticle(ctx.work, ctx.capacity, input)),
  return: capacityProcedure.meta({ roles: readers, description: '退回稿件修改' }).input(inputs.reasonedInput).output(views.articleReceipt).mutation(({ ctx, input }) => editing.returnArticle(ctx.work, ctx.capacity, input)),
  publish: capacityProcedure.meta({ roles: editors, description: '提前发布定时稿件' }).input(inputs.articleRef).output(views.articleReceipt).mutation(({ ctx, input }) => editing.publishArticle(ctx.work, ctx.capacity, input)),
  recall: capacityProcedure.meta({ roles: editors, description: '撤回定时稿件' }).input(inputs.articleRef).output(views.articleReceipt).mutation(({ ctx, input }) => editing.recallArticle(ctx.work, ctx.capacity, input)),
  withdraw: capacityProcedure.meta({ roles: editors, description: '撤下已发布的稿件' }).input(inputs.reasonedInput).output(views.articleReceipt).mutation(({ ctx, input }) => editing.withdrawArticle(ctx.work, ctx.capacity, input)),
  mark: capacityProcedure.meta({ roles: editors, description: '标明文件效力' }).input(inputs.markValidityInput).output(views.articleReceipt).mutation(({ ctx, input }) => editing.markValidity(ctx.work, ctx.capacity, input)),
  discard: capacityProcedure.meta({ roles: editors, description: '作废稿件草稿' }).input(inputs.articleRef).output(views.articleReceipt).mutation(({ ctx, input }) => editing.discardArticle(ctx.work, ctx.capacity, input)),
  site: capacityProcedure.meta({ roles: readers, description: '本级网站设置' }).input(nothing).output(siteSettingsView).query(({ ctx }) => siteSettings(ctx.work, ctx.capacity)),
  saveSite: capacityProcedure.meta({ roles: editors, description: '修改本级网站设置' }).input(saveSiteInput).output(siteSettingsView).mutation(({ ctx, input }) => saveSite(ctx.work, ctx.capacity, input)),
});
