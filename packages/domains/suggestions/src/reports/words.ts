// The words of the report. Pure and without imports.
export const reportStateLabels = { draft: '草稿', final: '定稿', published: '已公开' } as const;
export type ReportState = keyof typeof reportStateLabels;
export const reportStates = ['draft', 'final', 'published'] as const satisfies readonly ReportState[];

export const reportActionLabels = { generate: '更新数据', finalise: '定稿', reopen: '退回草稿', publish: '公开', withdraw: '撤下' } as const;
export type ReportAction = keyof typeof reportActionLabels;
export const reportActions = ['generate', 'finalise', 'reopen', 'publish', 'withdraw'] as const satisfies readonly ReportAction[];

/** Sections in their order; the last two are written by hand. */
export const sectionHeadings = {
  submission: '一、代表提出建议的情况', handling: '二、交办和办理情况', evaluation: '三、答复和代表评价情况', supervision: '四、重点督办和承诺落实情况',
  below: '五、下级人大办理情况', problems: '六、存在的问题', plans: '七、下一步工作',
} as const;
export type SectionKey = keyof typeof sectionHeadings;
export const sectionKeys = ['submission', 'handling', 'evaluation', 'supervision', 'below', 'problems', 'plans'] as const satisfies readonly SectionKey[];
