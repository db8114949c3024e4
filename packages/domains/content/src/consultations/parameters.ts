// What a congress may set for its consultations.
import { defineParameters } from '@smart/kernel/parameters';
import { z } from 'zod';
import type { DraftKind } from './model.ts';

export const consultationParameters = defineParameters({
  'consultations.regulation_days': {
    label: '法规草案征求意见最短天数', schema: z.int().min(1).max(365), default: 30, unit: '天', help: '从发布（或者开始日期）到截止日期，首尾日都计算在内；少于此天数的不能审核发布。',
    legal: { article: '立法法第四十条（参照）', allow: (days) => days >= 30, describe: '不得少于 30 天' },
  },
  'consultations.other_days': {
    label: '规范性文件、规划草案征求意见最短天数', schema: z.int().min(1).max(365), default: 15, unit: '天', help: '从发布（或者开始日期）到截止日期，首尾日都计算在内；少于此天数的不能审核发布。',
    legal: { article: '国办发〔2018〕37号（参照，七个工作日）', allow: (days) => days >= 9, describe: '不得少于 9 天' },
  },
  'consultations.show_comments': {
    label: '在网站公开核看过的意见', schema: z.boolean(), default: true, unit: null, legal: null, help: '打开的，工作人员点“公开”的意见在草案页面逐条显示；关闭的，只显示条数。发布征求意见时确定，此后修改只对新发布的有效。',
  },
});

export const daysParameter = (kind: DraftKind): 'consultations.regulation_days' | 'consultations.other_days' => (kind === 'regulation' ? 'consultations.regulation_days' : 'consultations.other_days');
