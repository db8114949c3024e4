// What a congress may set for its calls for topics.
import { defineParameters } from '@smart/kernel/parameters';
import { z } from 'zod';

export const callParameters = defineParameters({
  'calls.review_first': { label: '征集建言先核看后公布', schema: z.boolean(), default: false, unit: null, legal: null, help: '打开后，群众和代表提出的每条建言都由工作人员核看后才在网站公布；关闭时只有系统提示有疑问的才先核看。' },
  'calls.contact_days': { label: '征集联系号码最长保存天数', schema: z.int().min(1).max(365), default: 180, unit: '天（自提出之日起）', help: '群众留下的手机号码在告知结果后即删除；一直没有结果的，到此期限删除。', legal: { article: '个人信息保护法第十九条', allow: (days) => days <= 365, describe: '不得长于 365 天' } },
});
