import type { ErrorTopic } from './topic.ts';

export const dutyErrors = {
  /** Thrown when a report that waits for the office, or was confirmed, is given again. The caller shows the page of declarations. */
  'duty.report_given': { http: 409, message: (p: { year: number }) => `${p.year} 年的述职已经登记。要改的，请先在“补充的履职”里撤回（待核时），或者请办公室退回后再登记。` },
  /** Thrown when a suspended or ended mandate enters duty (代表法 61). The caller shows it in place of the form. */
  'duty.mandate_not_active': { http: 403, message: () => '您的代表职务暂停执行或者已经终止，期间不能填报履职。有疑问的请与代表工作机构联系。' },
  /** Thrown when rules are published for a year that has begun or lies far ahead. The caller offers the years from the next one. */
  'duty.rules_not_backwards': { http: 409, message: (p: { year: number }) => `计分规则只能从以后的年度起施行，不改变本年度和以前年度的计分。请选择 ${p.year} 年或者以后五年内的年度。` },
  /** Thrown when a year is closed before it is over, or a second time. The caller reads the page again. */
  'duty.year_not_closable': { http: 409, message: (p: { year: number; reason: string }) => `${p.year} 年度计分不能定版：${p.reason}。` },
  /** Thrown when an objection comes after its time. The caller names the last day and whom to ask. */
  'duty.objection_too_late': { http: 409, message: (p: { year: number; days: number }) => `${p.year} 年度计分的异议期（定版后 ${p.days} 日）已过。仍有不同意见的，请与代表工作机构联系。` },
  /** Thrown when there is one about the same thing that is not decided. The caller shows it. */
  'duty.objection_open': { http: 409, message: () => '您对这一项已经提出异议，正在等待办公室处理。处理以前可以撤回后重新提出。' },
  /** Thrown when something is noted of a year whose results stand. The caller refers to the procedure of objection. */
  'duty.year_closed': { http: 409, message: (p: { year: number }) => `${p.year} 年度计分已经定版，不能再登记请假或者限制项。需要更正的，由代表提出异议后处理。` },
  /** Thrown for a code that was not on the screen of an activity to which this deputy is invited. The caller shows it and lets scan again. */
  'activities.wrong_code': { http: 409, message: () => '签到码不对或者已经过期，也可能您没有被邀请参加这次活动。请重新扫描现场屏幕上的码；仍然不行的，请现场工作人员点名。' },
  /** Thrown when what a phone kept arrives more than a week after the activity. */
  'activities.too_late': { http: 409, message: () => '活动结束已经超过一周，不能再签到。请与组织单位联系，由工作人员补正。' },
  /** Thrown for an activity that the office has not laid open, or not any more. The public site shows it as a page. */
  'activities.not_public': { http: 404, message: () => '没有这次活动，或者活动没有公开。请在“代表活动”中查找其他活动。' },
  /** Thrown when the code is asked for before or after the activity. The caller shows it in place of the code. */
  'activities.no_sign_in_now': { http: 409, message: () => '现在不是签到时间。签到码在活动当天显示；活动没有发布的，请先发布。' },
} as const satisfies ErrorTopic<'duty' | 'activities'>;
