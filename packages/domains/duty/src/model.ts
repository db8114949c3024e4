// 履职档案: what a deputy did, as the system saw it happen. Pure; runs in the browser too.

/** Kinds of record and their words. The subsystems of the archive (履职学习, 列席 …) add theirs when they arrive. */
export const dutyKinds = {
  suggestion_submitted: '提出代表建议',
  motion_submitted: '领衔提出议案',
  motion_cosigned: '联名提出议案',
  suggestion_cosigned: '联名提出建议',
  contact_confirmed: '确认承办单位沟通',
  contact_disputed: '对沟通提出异议',
  reply_evaluated: '评价办理答复',
  coordination_attended: '参加办理协调',
  voters_received: '参加选民接待日',
  voters_visited: '走访联系群众',
} as const;
export type DutyKind = keyof typeof dutyKinds;
