// 建议审查 beyond the decision itself: words, inputs and views. Pure.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { limits, topics } from '../model.ts';

export const letterStateLabels = { waiting: '待送有关机关', sent: '已送，待反馈', answered: '已有处理情况' } as const;
export type LetterState = keyof typeof letterStateLabels;
const letterStates = ['waiting', 'sent', 'answered'] as const satisfies readonly LetterState[];

/** Fewest and most parts of a split. */
export const splitParts = { least: 2, most: 5 } as const;

const text = (max: number, label: string, min: number) => z.string().trim().min(min, `${label}至少写 ${min} 个字`).max(max, `${label}不得超过 ${max} 个字`);

export const claimInput = z.object({ id: idSchema, takeOver: z.boolean().default(false) });
export const claimView = z.object({
  /** The one who asks holds it now. */
  mine: z.boolean(),
  /** Who holds it; null after it was examined. */
  holder: z.string().nullable(),
  since: z.string().nullable(),
  until: z.string().nullable(),
});
export type ClaimView = z.output<typeof claimView>;
export const claimsInput = z.object({ ids: z.array(idSchema).max(100) });
export const claimsView = z.array(z.object({ id: z.string(), holder: z.string(), since: z.string(), mine: z.boolean() }));

export const bulkInput = z.object({ items: z.array(z.object({ id: idSchema, expectedVersion: z.int().min(0).optional() })).min(1, '请选择要立案的建议').max(50, '一次最多立案 50 件'), preview: z.boolean().default(false) });
export type BulkInput = z.output<typeof bulkInput>;
export const bulkView = z.object({
  items: z.array(z.object({ id: z.string(), title: z.string(), ok: z.boolean(), problem: z.string().nullable(), numberLabel: z.string().nullable() })),
});
export type BulkView = z.output<typeof bulkView>;

export const splitPart = z.object({
  title: text(limits.title, '标题', 4),
  background: text(limits.background, '情况和问题', 20),
  proposal: text(limits.proposal, '具体建议', 10),
  topic: z.enum(topics),
});
export type SplitPart = z.output<typeof splitPart>;
export const proposeSplitInput = z.object({
  id: idSchema,
  expectedVersion: z.int().min(0).optional(),
  reason: text(limits.reason, '分案理由', 4),
  parts: z.array(splitPart).min(splitParts.least, '至少分成两件').max(splitParts.most, `最多分成 ${splitParts.most} 件`),
});
export const answerSplitInput = z
  .object({ id: idSchema, expectedVersion: z.int().min(0).optional(), agree: z.boolean(), reason: z.string().trim().max(limits.reason, `理由不得超过 ${limits.reason} 个字`).default('') })
  .refine((input) => input.agree || input.reason.length >= 4, { path: ['reason'], error: '不同意分案的，请说明理由（至少 4 个字）' });
export const splitView = z.object({ reason: z.string(), proposedBy: z.string(), proposedAt: z.string(), parts: z.array(splitPart) });
export type SplitView = z.output<typeof splitView>;

/** What hangs together with a suggestion: where it came from, what was split off, an open proposal to split, the letter it became. */
export const originView = z.object({
  from: z.object({ kind: z.enum(['split', 'motion']), id: z.string(), title: z.string(), numberLabel: z.string().nullable() }).nullable(),
  splitOff: z.array(z.object({ id: z.string(), title: z.string(), numberLabel: z.string().nullable() })),
  split: splitView.nullable(),
  letter: z.object({ state: z.enum(letterStates), stateLabel: z.string(), organName: z.string().nullable(), sentOn: z.string().nullable(), outcome: z.string().nullable(), outcomeOn: z.string().nullable() }).nullable(),
  /** Kept confidential by the office; null when not, or when the deputy asked for it. */
  secrecy: z.object({ reason: z.string(), byLabel: z.string() }).nullable(),
});
export type OriginView = z.output<typeof originView>;

const ref = z.object({ id: idSchema, expectedVersion: z.int().min(0).optional() });
export const unmergeInput = ref.extend({ reason: text(limits.reason, '取消并案的理由', 4) });
export const secrecyInput = ref.extend({ confidential: z.boolean(), reason: text(limits.confidentialReason, '保密（解除）理由', 4) });
export const lettersInput = z.object({
  state: z.enum(letterStates).optional(),
  q: z.string().trim().max(100).optional(),
  limit: z.int().min(1).max(100, '每页最多 100 件').default(20),
  offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0),
});
export type LettersInput = z.output<typeof lettersInput>;
export const letterRow = z.object({
  id: z.string(), version: z.number(), title: z.string(), leadName: z.string(), ground: z.string(), reason: z.string().nullable(), declinedOn: z.string(), state: z.enum(letterStates), stateLabel: z.string(),
  organName: z.string().nullable(), sentOn: z.string().nullable(), note: z.string().nullable(), outcome: z.string().nullable(), outcomeOn: z.string().nullable(),
});
export type LetterRow = z.output<typeof letterRow>;
export const lettersView = z.object({ rows: z.array(letterRow), total: z.number() });
export const sendLetterInput = ref.extend({ organId: idSchema, note: z.string().trim().max(limits.note, `附言不得超过 ${limits.note} 个字`).default('') });
export const letterOutcomeInput = ref.extend({ outcome: text(limits.opinion, '处理情况', 4) });
