// 办理反馈: what comes in and goes out of questions, appointments, commitments and reopening. Pure; runs in the browser too.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { limits, meetingStateLabels, type MeetingState, reopenGrounds } from '../model.ts';
import { commitmentView, receipt } from '../model-views.ts';

const required = (max: number, label: string) => z.string().trim().min(4, `${label}至少写 4 个字`).max(max, `${label}不得超过 ${max} 个字`);
const fileIds = z.array(idSchema).max(10, '附件不超过 10 个').optional();
/** A moment in Shanghai, to the minute, as a form gives it. */
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, '请选择日期和时间');

export const askInput = z.object({ id: idSchema, assignmentId: idSchema, text: required(limits.contact, '追问内容'), fileIds });
export const answerInput = z.object({ questionId: idSchema, text: required(limits.opinion, '答复内容'), fileIds });

export const proposeMeetingInput = z.object({
  assignmentId: idSchema,
  place: z.string().trim().min(2, '请填写面商地点').max(100, '面商地点不得超过 100 个字'),
  slots: z.array(moment).min(1, '请至少提出一个时间').max(5, '最多提出 5 个时间'),
  note: z.string().trim().max(limits.note, `说明不得超过 ${limits.note} 个字`).default(''),
});
export const acceptMeetingInput = z.object({ meetingId: idSchema, slot: z.int().min(0).max(4) });
export const counterMeetingInput = z.object({ meetingId: idSchema, at: moment, note: z.string().trim().max(200, '说明不得超过 200 个字').default('') });
export const meetingRef = z.object({ meetingId: idSchema });
export const cancelMeetingInput = meetingRef.extend({ reason: required(limits.reason, '取消理由') });
/** Day, place and method are known from the appointment; only what was said is written. */
export const holdMeetingInput = meetingRef.extend({ content: required(limits.contact, '面商情况') });

export const reopenInput = z.object({
  id: idSchema,
  expectedVersion: z.int().min(0).optional(),
  ground: z.enum(reopenGrounds, '请选择理由'),
  /** Which promises were not kept; all that were reported as kept when left out. */
  commitmentIds: z.array(idSchema).max(20).optional(),
  reason: required(limits.reason, '情况说明'),
});

const meetingStates = Object.keys(meetingStateLabels).filter((key): key is MeetingState => key in meetingStateLabels);

export const questionView = z.object({
  id: z.string(), organId: z.string(), organName: z.string(), text: z.string(), askedBy: z.string(), askedAt: z.string(), dueOn: z.string(),
  answer: z.string().nullable(), answeredBy: z.string().nullable(), answeredAt: z.string().nullable(), late: z.boolean(), mayAnswer: z.boolean(),
  /** Ids of files; names are in the suggestion's list of files. */
  files: z.array(z.object({ id: z.string(), name: z.string(), size: z.number(), of: z.enum(['question', 'answer']) })),
});
export type QuestionView = z.output<typeof questionView>;

export const meetingView = z.object({
  id: z.string(), assignmentId: z.string(), organId: z.string(), organName: z.string(), state: z.enum(meetingStates), stateLabel: z.string(), place: z.string(), note: z.string().nullable(),
  slots: z.array(z.string()), at: z.string().nullable(), counterNote: z.string().nullable(), proposedBy: z.string(), endedReason: z.string().nullable(),
  /** What the viewer may do now. */
  mayPick: z.boolean(), mayCounter: z.boolean(), mayConfirm: z.boolean(), mayCancel: z.boolean(), mayHold: z.boolean(),
});
export type MeetingView = z.output<typeof meetingView>;

export const feedbackView = z.object({
  questions: z.array(questionView),
  /** Organs whom the viewer may ask. */
  askable: z.array(z.object({ assignmentId: z.string(), organName: z.string() })),
  meetings: z.array(meetingView),
  /** Organ parts for which the viewer may propose an appointment. */
  invitable: z.array(z.object({ assignmentId: z.string(), organName: z.string() })),
  reopen: z.object({ until: z.string(), commitments: z.array(z.object({ id: z.string(), text: z.string() })) }).nullable(),
  reopened: z.number(),
  /** Minutes of coordination meetings. */
  minutes: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type FeedbackView = z.output<typeof feedbackView>;

export const feedbackReceipt = receipt;

/** The ledger's own light: amber when the date has passed, red when that is long ago. */
export const ledgerLights = ['green', 'amber', 'red', 'done'] as const;

export const stepView = z.object({ kind: z.enum(['kept', 'change_asked', 'change_granted', 'change_refused', 'reopened']), label: z.string(), text: z.string(), fromDueOn: z.string().nullable(), toDueOn: z.string().nullable(), byLabel: z.string(), at: z.string() });

export const bookInput = z.object({
  state: z.enum(['open', 'kept']).optional(),
  light: z.enum(ledgerLights).optional(),
  organId: idSchema.optional(),
  /** Year of the date promised. */
  year: z.int().min(2000).max(2100).optional(),
  /** Year of the report in its fourth quarter: what was due this year and the last (重庆 24、28). */
  reportYear: z.int().min(2000).max(2100).optional(),
  asked: z.boolean().optional(),
  q: z.string().trim().max(100, '搜索词不得超过 100 个字').optional(),
  limit: z.int().min(1).max(500, '每页最多 500 项').default(20),
  offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0),
});
export type BookInput = z.output<typeof bookInput>;
export const bookRow = commitmentView.extend({
  suggestionId: z.string(), title: z.string(), numberLabel: z.string().nullable(), leadName: z.string(), organId: z.string(), timeLeft: z.string(), published: z.boolean(),
  steps: z.array(stepView),
  files: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type BookRow = z.output<typeof bookRow>;
export const bookView = z.object({
  asOf: z.string(), rows: z.array(bookRow), total: z.number(),
  counts: z.object({ green: z.number(), amber: z.number(), red: z.number(), kept: z.number(), keptLate: z.number(), asked: z.number() }),
  organs: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type BookView = z.output<typeof bookView>;
export const decideChangeInput = z
  .object({ commitmentId: idSchema, grant: z.boolean(), note: z.string().trim().max(limits.note, `审核意见不得超过 ${limits.note} 个字`).default('') })
  .refine((input) => input.grant || input.note.length >= 4, { path: ['note'], error: '不同意变更的，请写明理由（至少 4 个字）' });

export const publicBookInput = z.object({
  division: z.string().regex(/^\d{2,9}$/, '行政区划代码应为 2 至 9 位数字').optional(),
  organId: idSchema.optional(),
  year: z.int().min(2000).max(2100).optional(),
  light: z.enum(ledgerLights).optional(),
  limit: z.int().min(1).max(5000).default(20),
  offset: z.int().min(0).max(10_000).default(0),
});
export type PublicBookInput = z.output<typeof publicBookInput>;
export const publicBookRow = z.object({
  id: z.string(), suggestionId: z.string(), title: z.string(), numberLabel: z.string().nullable(), congressName: z.string(), organName: z.string(), text: z.string(),
  dueOn: z.string(), firstDueOn: z.string(), keptOn: z.string().nullable(), evidence: z.string().nullable(), light: z.enum(ledgerLights), reopened: z.boolean(),
  files: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
});
export type PublicBookRow = z.output<typeof publicBookRow>;
export const publicBookView = z.object({
  rows: z.array(publicBookRow), total: z.number(), counts: z.object({ green: z.number(), amber: z.number(), red: z.number(), done: z.number() }),
  organs: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type PublicBookView = z.output<typeof publicBookView>;


/** A PNG as a data address; the picture is checked by what it contains. */
export const keepSealInput = z.object({ png: z.string().max(700_000, '印章图片不得超过 500 KB').regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/, '印章图片应为 PNG 格式') });
export const sealView = z.object({ seal: z.object({ keptBy: z.string(), at: z.string(), png: z.string() }).nullable(), signed: z.number() });
export type SealView = z.output<typeof sealView>;
