// 责任督办: what comes in and what goes out. Pure; runs in the browser too.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { listRow } from '../model-views.ts';
import { criteria, letterStates, longest, oversightKinds, rungs } from './model.ts';

const optional = (max: number, label: string) => z.string().trim().max(max, `${label}不得超过 ${max} 个字`);
const required = (max: number, label: string, min = 4) => z.string().trim().min(min, `${label}至少写 ${min} 个字`).max(max, `${label}不得超过 ${max} 个字`);
const expectedVersion = z.int().min(0).optional();
const paged = { limit: z.int().min(1).max(100, '每页最多 100 件').default(20), offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0) };
const date = z.string();
const light = z.enum(['green', 'amber', 'red', 'done']);

// --- the ladder
export const ladderInput = z.object({ rung: z.enum(rungs).optional(), q: optional(100, '搜索词').optional(), ...paged });
const rungStep = z.object({ rung: z.enum(rungs), label: z.string(), toLabel: z.string(), at: z.string() });
const nextStep = z.object({ rung: z.enum(rungs), label: z.string(), on: date }).nullable();
export const ladderRow = z.object({
  suggestionId: z.string(), title: z.string(), numberLabel: z.string().nullable(), leadName: z.string(), keySupervision: z.boolean(), version: z.number(), organId: z.string(), organName: z.string(), dueOn: date, timeLeft: z.string(), light,
  rung: z.enum(rungs), rungLabel: z.string(), since: z.string(), next: nextStep, letters: z.number(),
});
export const ladderView = z.object({ asOf: date, rows: z.array(ladderRow), total: z.number(), counts: z.array(z.object({ rung: z.enum(rungs), label: z.string(), count: z.number() })) });
export type LadderView = z.output<typeof ladderView>;

// --- letters
export const issueLetterInput = z.object({ suggestionId: idSchema, organId: idSchema, text: required(longest.text, '督办要求'), dueOn: dateSchema, contactName: optional(40, '联系人').optional(), contactPhone: optional(40, '联系电话').optional() });
export const answerLetterInput = z.object({ id: idSchema, expectedVersion, answer: required(longest.answer, '回复内容') });
export const reviewLetterInput = z
  .object({ id: idSchema, expectedVersion, good: z.boolean(), note: optional(500, '审核意见').default(''), dueOn: dateSchema.optional() })
  .refine((input) => input.good || input.note.length >= 4, { path: ['note'], error: '退回的，请写明需要补充什么（至少 4 个字）' })
  .refine((input) => input.good || input.dueOn !== undefined, { path: ['dueOn'], error: '退回的，请选择新的回复时限' });
export const withdrawLetterInput = z.object({ id: idSchema, expectedVersion, reason: required(500, '撤回理由') });
export const letterReceipt = z.object({ id: z.string(), version: z.number(), state: z.enum(letterStates), stateLabel: z.string(), numberLabel: z.string().nullable(), next: z.string() });
export const letterRow = z.object({
  id: z.string(), version: z.number(), suggestionId: z.string(), title: z.string(), numberLabel: z.string().nullable(), letterLabel: z.string().nullable(), organId: z.string(), organName: z.string(), state: z.enum(letterStates),
  stateLabel: z.string(), text: z.string(), dueOn: date.nullable(), light, timeLeft: z.string(), issuer: z.string(), signer: z.string().nullable(), issuedAt: z.string().nullable(), answer: z.string().nullable(), answeredAt: z.string().nullable(),
  answeredBy: z.string().nullable(), reviewNote: z.string().nullable(), mayAnswer: z.boolean(), mayReview: z.boolean(), mayWithdraw: z.boolean(),
});
export type LetterView = z.output<typeof letterRow>;
export const lettersInput = z.object({ state: z.enum(letterStates).optional(), q: optional(100, '搜索词').optional(), ...paged });
export const lettersView = z.object({ rows: z.array(letterRow), total: z.number(), waiting: z.number(), late: z.number() });

// --- key suggestions
export const listKeyInput = z.object({
  items: z.array(z.object({ id: idSchema, expectedVersion })).min(1, '请选择建议').max(20, '一次最多列入 20 件'),
  criterion: z.enum(criteria, '请选择列入理由'), decidedOn: dateSchema, meeting: required(longest.meeting, '会议'), leaderId: idSchema.nullable(),
});
export const unlistKeyInput = z.object({ id: idSchema, expectedVersion });
export const leaderView = z.object({ appointmentId: z.string(), personId: z.string(), name: z.string(), title: z.string() });
export const keyRow = listRow.extend({
  criterion: z.enum(criteria).nullable(), criterionLabel: z.string(), decidedOn: date.nullable(), meeting: z.string(), leaderName: z.string().nullable(), leaderTitle: z.string().nullable(), faceToFace: z.boolean(), letters: z.number(),
});
export type KeyRow = z.output<typeof keyRow>;
export const keyListInput = z.object({ mine: z.boolean().default(false), ...paged });
/** The list as a document comes whole. */
export const keyDocumentInput = z.object({ mine: z.enum(['1']).optional().transform((value) => value === '1') });
export const keyListView = z.object({ rows: z.array(keyRow), total: z.number() });

// --- inquiries and votes
const votes = z.int('票数应当是整数').min(0, '票数不能是负数').max(5000, '票数过大');
export const ballotsInput = z.object({ satisfied: votes, mostlySatisfied: votes, notSatisfied: votes, abstained: votes });
export const recordMeetingInput = z
  .object({
    kind: z.enum(oversightKinds), title: required(longest.title, '议题'), meeting: required(longest.meeting, '会议'), heldOn: dateSchema, membersTotal: z.int().min(1).max(5000).nullable().default(null),
    membersPresent: z.int().min(1).max(5000).nullable().default(null), summary: optional(longest.summary, '会议情况').default(''), fileIds: z.array(idSchema).max(10, '附件不超过 10 个').default([]),
    subjects: z.array(z.object({ organId: idSchema, suggestionId: idSchema.optional(), ballots: ballotsInput.optional() })).min(1, '请选择对象').max(50, '对象不超过 50 个'),
  })
  .superRefine((input, context) => {
    if (input.kind !== 'satisfaction_vote') return;
    const { membersTotal, membersPresent } = input;
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (membersTotal === null || membersPresent === null) return refuse(['membersPresent'], '满意度测评须填写组成人员总数和出席人数');
    if (membersPresent > membersTotal) refuse(['membersPresent'], '出席人数不能超过组成人员总数');
    if (membersPresent * 2 <= membersTotal) refuse(['membersPresent'], '出席人数没有过半，会议不能举行（地方组织法第五十一条）');
    input.subjects.forEach(({ ballots }, at) => {
      if (!ballots) return refuse(['subjects', at, 'ballots'], '请填写各项票数');
      const sum = ballots.satisfied + ballots.mostlySatisfied + ballots.notSatisfied + ballots.abstained;
      if (sum > membersPresent) refuse(['subjects', at, 'ballots'], `票数合计 ${sum} 张，超过出席人数 ${membersPresent} 人`);
    });
  });
export const orderInput = z.object({ subjectId: idSchema, text: required(longest.order, '整改要求'), dueOn: dateSchema });
export const correctionInput = z.object({ subjectId: idSchema, correctedOn: dateSchema, correction: required(longest.order, '整改情况') });
export const meetingRef = z.object({ id: idSchema });
export const meetingsInput = z.object({ kind: z.enum(oversightKinds).optional(), ...paged });
const ballots = z.object({ satisfied: z.number(), mostlySatisfied: z.number(), notSatisfied: z.number(), abstained: z.number() });
export const subjectRow = z.object({
  id: z.string(), organId: z.string(), organName: z.string(), suggestion: z.object({ id: z.string(), title: z.string(), numberLabel: z.string().nullable() }).nullable(), ballots: ballots.nullable(), result: z.enum(['satisfied', 'mostly_satisfied', 'not_satisfied']).nullable(),
  orderText: z.string().nullable(), orderDueOn: date.nullable(), light, timeLeft: z.string(), correctedOn: date.nullable(), correction: z.string().nullable(),
});
export const meetingRow = z.object({
  id: z.string(), kind: z.enum(oversightKinds), kindLabel: z.string(), title: z.string(), meeting: z.string(), heldOn: date, membersTotal: z.number().nullable(), membersPresent: z.number().nullable(), summary: z.string(), published: z.boolean(),
  subjects: z.array(subjectRow), files: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type MeetingView = z.output<typeof meetingRow>;
export const meetingsView = z.object({ rows: z.array(meetingRow), total: z.number() });
export const publicMeetingRow = meetingRow.omit({ files: true, published: true }).extend({ congressName: z.string(), subjects: z.array(subjectRow.omit({ suggestion: true })) });
export const publicMeetingsView = z.object({ rows: z.array(publicMeetingRow), total: z.number() });
export type PublicMeetingsView = z.output<typeof publicMeetingsView>;

// --- all of it about one suggestion
export const ofSuggestionView = z.object({
  /** The ladder of each organ whose answer is awaited: where it stands, since when, what is next if nothing happens. */
  ladders: z.array(z.object({ organName: z.string(), dueOn: date, timeLeft: z.string(), light, steps: z.array(rungStep), next: nextStep })),
  letters: z.array(letterRow),
  key: z.object({ criterionLabel: z.string(), decidedOn: date, meeting: z.string(), leaderName: z.string().nullable(), leaderTitle: z.string().nullable(), faceToFace: z.boolean() }).nullable(),
});
export type OfSuggestionView = z.output<typeof ofSuggestionView>;
