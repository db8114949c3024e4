// What a congress may set for its deputies' archive.
import { defineParameters } from '@smart/kernel/parameters';
import { z } from 'zod';
import { planSchema, proposedPlan } from './plan/model.ts';

export const dutyParameters = defineParameters({
  'duty.plan': { label: '代表履职清单', schema: planSchema, default: proposedPlan, unit: null, legal: null, help: '代表每年、每季的履职项目和次数，在“代表履职”的“履职清单”中设定；没有设定的沿用上级人大的清单。' },
  'duty.publish_figures': { label: '公示代表履职情况', schema: z.boolean(), default: true, unit: null, legal: null, help: '在代表的公开页面按年公示各类履职的次数（代表法第五十八条：公示代表基本信息和履职信息）；只有次数，没有内容。' },
  'duty.publish_reports': { label: '公开代表述职报告', schema: z.boolean(), default: false, unit: null, legal: null, help: '开启后，代表登记述职时同意公开的报告，经办公室核实，在代表的公开页面按年度显示；手机号、证件号等个人信息自动隐去。关闭或者代表不再同意，立即撤下。' },
  'duty.ranking': { label: '显示履职计分名次', schema: z.boolean(), default: false, unit: null, legal: null, help: '开启后，代表看到本人的名次，办公室看到全部名次；缺省不排名，只与本人往年和情况相近的代表的中位数比较。' },
  'duty.objection_days': { label: '计分异议期', schema: z.int().min(7, { error: '异议期不少于 7 日' }).max(180, { error: '异议期不超过 180 日' }), default: 30, unit: '日', legal: null, help: '年度计分定版以后，代表可以提出异议的天数；定版以前随时可以提出。' },
  'duty.book_days': { label: '履职年册保留天数', schema: z.int({ error: '保留天数请填整数' }).min(30, { error: '履职年册保留不少于 30 日' }).max(3650, { error: '履职年册保留不超过 3650 日' }), default: 90, unit: '日', legal: null, help: '生成的履职年册在系统中保留的天数，期满自动删除；档案本身不受影响，可以随时重新生成（个人信息保护法第十九条：保存期限应当为实现处理目的所必要的最短时间）。' },
  'duty.reminders': { label: '按季提醒代表履职进度', schema: z.boolean(), default: true, unit: null, legal: null, help: '每季度最后一个月的第一天，给还有清单项目没有完成的代表发一条提醒；完成的不提醒，代表可以自己关闭。' },
});
