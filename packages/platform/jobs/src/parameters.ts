// What congresses may set about reminders.
import { defineParameters } from '@smart/kernel/parameters';
import { z } from 'zod';

const days = z.array(z.int().min(1).max(180)).max(5);

/** Days before and after a limit on which its owner is reminded; the day itself always counts. */
export const reminderParameters = defineParameters({
  'deadlines.remind_before': {
    label: '到期前提醒',
    schema: days,
    default: [15, 3],
    unit: '日',
    legal: null,
    help: '在办理期限届满前多少日提醒承办单位或者代表；可设多次。期限短于该日数的，不作此次提醒。到期当日总是提醒。',
  },
  'deadlines.remind_after': {
    label: '逾期后提醒',
    schema: days,
    default: [7, 15],
    unit: '日',
    legal: null,
    help: '期限届满后多少日仍未办理的，再次提醒并抄告督办机构；可设多次。依法延期的，自延长后的期限起算。',
  },
});
