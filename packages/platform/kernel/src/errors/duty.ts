import type { ErrorTopic } from './topic.ts';

export const dutyErrors = {
  /** Thrown when a suspended or ended mandate enters duty (代表法 61). The caller shows it in place of the form. */
  'duty.mandate_not_active': { http: 403, message: () => '您的代表职务暂停执行或者已经终止，期间不能填报履职。有疑问的请与代表工作机构联系。' },
} as const satisfies ErrorTopic<'duty'>;
