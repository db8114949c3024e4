// What congresses may set about notices.
import { defineParameters } from '@smart/kernel/parameters';
import { z } from 'zod';

export const noticeParameters = defineParameters({
  'notices.sms': {
    label: '短信告知代表',
    schema: z.boolean(),
    default: true,
    unit: null,
    legal: null,
    help: '有答复等待评价、联名邀请、沟通情况等待确认时，向登记了手机号的代表发送短信，附一次有效的办理链接。代表本人可以关闭；保密件的短信不附链接。',
  },
  'notices.quiet_from_hour': {
    label: '提醒免打扰开始',
    schema: z.int().min(0).max(23),
    default: 21,
    unit: '时',
    legal: null,
    help: '从这个整点起不发催办提醒，留到免打扰结束后汇总为一条发送。与结束时间相同的，不设免打扰时段。每个人可以自行设定，不自行设定的按此执行。',
  },
  'notices.quiet_to_hour': { label: '提醒免打扰结束', schema: z.int().min(0).max(23), default: 8, unit: '时', legal: null, help: '从这个整点起可以发送提醒；每人每天汇总为一条。' },
  'notices.quiet_days_off': { label: '休息日不发提醒', schema: z.boolean(), default: true, unit: null, legal: null, help: '周末和法定节假日（按工作日历，含调休）不发提醒，留到下一个工作日汇总发送。' },
  'notices.urgent_days': {
    label: '紧急提醒',
    schema: z.int().min(0).max(7),
    default: 1,
    unit: '日',
    legal: null,
    help: '距期限不超过此日数的提醒为紧急提醒，不受免打扰限制；0 为仅到期当日。',
  },
});
