// What a congress may set for its deputies' archive.
import { defineParameters } from '@smart/kernel/parameters';
import { z } from 'zod';
import { planSchema, proposedPlan } from './plan/model.ts';

export const dutyParameters = defineParameters({
  'duty.plan': { label: '代表履职清单', schema: planSchema, default: proposedPlan, unit: null, legal: null, help: '代表每年、每季的履职项目和次数，在“代表履职”的“履职清单”中设定；没有设定的沿用上级人大的清单。' },
  'duty.publish_figures': { label: '公示代表履职情况', schema: z.boolean(), default: true, unit: null, legal: null, help: '在代表的公开页面按年公示各类履职的次数（代表法第五十八条：公示代表基本信息和履职信息）；只有次数，没有内容。' },
  'duty.reminders': { label: '按季提醒代表履职进度', schema: z.boolean(), default: true, unit: null, legal: null, help: '每季度最后一个月的第一天，给还有清单项目没有完成的代表发一条提醒；完成的不提醒，代表可以自己关闭。' },
});
