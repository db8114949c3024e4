// What a congress may set for its site.
import { defineParameters } from '@smart/kernel/parameters';
import { z } from 'zod';

export const contentParameters = defineParameters({
  'content.self_review': {
    label: '没有其他审核人时撰稿人自审', schema: z.boolean(), default: true, unit: null, legal: null,
    help: '本级没有别的在任工作人员或者领导可以审核（例如乡镇只有一名工作人员）时，允许撰稿人自己审核发布，日志和稿件上写明是自审。本级有其他人可以审核的，任何时候都不能自审。',
  },
});
