// What congresses may set for motions, with the limit of the law.
import type { Term } from '@smart/kernel/deadlines';
import { defineParameters } from '@smart/kernel/parameters';
import { termSchema } from '@smart/workflow/deadlines';
import { z } from 'zod';

const months = (count: number): Term => ({ unit: 'month', count });
const atLeast = (least: number) => ({ article: '地方组织法第二十二条', allow: (value: number) => value >= least, describe: `不得少于 ${least} 人` });

export const motionParameters = defineParameters({
  'motions.signatories': { label: '议案联名人数（县级以上）', schema: z.int().min(1).max(50), default: 10, unit: '人（含领衔代表）', legal: atLeast(10), help: '县级以上人大代表联名提出议案的最少人数。' },
  'motions.signatories_township': { label: '议案联名人数（乡镇）', schema: z.int().min(1).max(50), default: 5, unit: '人（含领衔代表）', legal: atLeast(5), help: '乡镇人大代表联名提出议案的最少人数。' },
  'motions.committee_term': { label: '委员会审议议案的期限', schema: termSchema, default: months(3), unit: null, legal: null, help: '有关委员会提出议案审议结果报告的期限，自大会闭会之日起计算；闭会后交付的自交付之日起（上海 15：三个月）。' },
  'motions.decision_term': { label: '审议决定议案的期限', schema: termSchema, default: months(2), unit: null, legal: null, help: '收到委员会报告后，提请常务委员会会议审议决定的期限。' },
  'motions.handling_term': { label: '报告议案办理情况的期限', schema: termSchema, default: months(3), unit: null, legal: null, help: '有关机关自决定之日起报告办理情况的期限（上海 20：三个月）。' },
});
