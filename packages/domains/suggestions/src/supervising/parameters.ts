// What congresses may set about the ladder.
import { defineParameters } from '@smart/kernel/parameters';
import { z } from 'zod';

const rising = (days: readonly number[]): boolean => days.every((day, at) => at === 0 || day > (days[at - 1] ?? Number.NEGATIVE_INFINITY));
const ladder = (rungs: number) => z.array(z.int().min(-60, '最早为期限前 60 日').max(365, '最迟为期限后 365 日')).length(rungs, `请依次填写 ${rungs} 个日数`).refine(rising, '各级的日数应当逐级推后');

export const supervisionParameters = defineParameters({
  'supervision.ladder': {
    label: '逐级督办（县级以上）',
    schema: ladder(6),
    default: [-15, 0, 7, 15, 30, 60],
    unit: '日',
    legal: null,
    help: '答复期限未办结的，依次提请承办单位主要负责人、政府办公厅（室）、代表工作委员会、对口专门委员会、主任会议、常务委员会督办的日数（相对于答复期限，负数为期限之前；青岛 34、重庆 38）。依法延期的自延长后的期限起算。',
  },
  'supervision.ladder_township': {
    label: '逐级督办（乡镇）',
    schema: ladder(3),
    default: [-7, 0, 7],
    unit: '日',
    legal: null,
    help: '答复期限未办结的，依次提请承办单位主要负责人、乡镇人民政府、主席团督办的日数（相对于答复期限，负数为期限之前）。依法延期的自延长后的期限起算。',
  },
});

export type SupervisionParameter = keyof typeof supervisionParameters;
