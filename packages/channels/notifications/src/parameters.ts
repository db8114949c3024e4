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
});
