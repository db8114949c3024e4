// 异议 against a result: one record of it, or one that is missing. Pure; runs in the browser too.
export const objectionStates = ['filed', 'upheld', 'rejected', 'withdrawn'] as const;
export type ObjectionState = (typeof objectionStates)[number];
export const objectionStateLabels: Readonly<Record<ObjectionState, string>> = { filed: '待处理', upheld: '已更正', rejected: '维持原计分', withdrawn: '已撤回' };
