// The words of the analysis. Pure and without imports.

/** Whether the deputy was answered within the limit of 代表法 51. */
export const promptnessLabels = { in_time: '按期答复', late: '超期答复', running: '期限内办理', overdue: '超期未答复' } as const;
export type Promptness = keyof typeof promptnessLabels;

/** What the deputy said of the result; those who said nothing stand apart. */
export const evaluationLabels = { satisfied: '满意', mostly_satisfied: '基本满意', not_satisfied: '不满意', waiting: '待评价', not_evaluated: '未作评价' } as const;
export type Evaluation = keyof typeof evaluationLabels;

export const promptnesses = ['in_time', 'late', 'running', 'overdue'] as const satisfies readonly Promptness[];
export const evaluations = ['satisfied', 'mostly_satisfied', 'not_satisfied', 'waiting', 'not_evaluated'] as const satisfies readonly Evaluation[];
