// 建议提交 beyond the draft itself: the delegation's name, the paper original, the relation to an earlier answer, the session's cut-off.
// Words and schemas; runs in the browser too.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { limits, topics } from '../model.ts';
import { suggestionRef } from '../model-inputs.ts';

/** How a new suggestion stands to an earlier one. */
export const relationLabels = { contests: '对以前的答复有异议', adds: '在以前的建议上补充新情况' } as const;
export type RelationKind = keyof typeof relationLabels;
const relationKinds = ['contests', 'adds'] as const satisfies readonly RelationKind[];
/** The same from the earlier one's side. */
export const referenceLabels = { contests: '后来有代表对本件的答复提出异议', adds: '后来有代表补充了新情况' } as const satisfies Record<RelationKind, string>;

export const delegationStateLabels = { asked: '待团长签署', confirmed: '团长已签署', declined: '团长未签署' } as const;
const delegationStates = ['asked', 'confirmed', 'declined'] as const;
export type DelegationState = (typeof delegationStates)[number];

export const paperStateLabels = { waiting: '待代表确认', confirmed: '代表已确认', refused: '代表未确认', archived: '原件已存档' } as const;
export const paperStates = ['waiting', 'confirmed', 'refused', 'archived'] as const;
export type PaperState = (typeof paperStates)[number];

const written = (max: number, label: string, min: number) => z.string().trim().min(min, `${label}至少写 ${min} 个字`).max(max, `${label}不得超过 ${max} 个字`);

export const relateInput = z.object({
  id: idSchema,
  earlierId: idSchema,
  kind: z.enum(relationKinds, '请选择与以前建议的关系'),
  note: written(limits.reason, '说明', 4),
});
export const unrelateInput = z.object({ id: idSchema, earlierId: idSchema });
export const followInput = z.object({ earlierId: idSchema });

export const askDelegationInput = suggestionRef.extend({ discussedOn: dateSchema });
export const answerDelegationInput = suggestionRef
  .extend({ agree: z.boolean(), reason: z.string().trim().max(limits.reason, `理由不得超过 ${limits.reason} 个字`).default('') })
  .refine((input) => input.agree || input.reason.length >= 4, { path: ['reason'], error: '不签署的，请写明理由（至少 4 个字）' });

const scans = z.array(idSchema).min(1, '请上传纸质原件的扫描件').max(10, '扫描件不超过 10 个');
const receivedAt = z.iso.datetime({ offset: true, error: '收件时间格式不正确' });
const archiveNumber = z.string().trim().max(40, '档号不得超过 40 个字').nullable().default(null);

export const enterPaperInput = z.object({
  /** Chosen by the client, so that a retry after a lost answer enters it once. */
  id: idSchema,
  mandateId: idSchema,
  title: written(limits.title, '标题', 4),
  background: written(limits.background, '情况和问题', 20),
  proposal: written(limits.proposal, '具体建议', 10),
  topic: z.enum(topics, '请选择内容分类'),
  publishConsent: z.boolean().default(true),
  receivedAt,
  archiveNumber,
  fileIds: scans,
});
export const refusePaperInput = suggestionRef.extend({ reason: written(limits.reason, '理由', 4) });
export const archiveOriginalInput = z.object({ id: idSchema, receivedAt, archiveNumber, fileIds: scans });
export const papersInput = z.object({
  state: z.enum(paperStates).optional(),
  q: z.string().trim().max(100, '搜索词不得超过 100 个字').optional(),
  limit: z.int().min(1).max(100, '每页最多 100 件').default(20),
  offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0),
});

/** What to do when the presidium's cut-off of the session has passed: parameter `suggestions.after_cutoff`. */
export const cutoffRules = ['recess', 'refuse'] as const;

const instant = z.string();
const date = z.string();

/** What a deputy is told before handing in: session or recess, until when, what happens afterwards. */
export const windowView = z.object({
  /** `session`: counts as handed in at the session; `closed`: the cut-off has passed while the session goes on. */
  standing: z.enum(['session', 'closed', 'recess']),
  sessionName: z.string().nullable(),
  /** The presidium's cut-off, else the end of the session's last day. */
  until: instant.nullable(),
  endsOn: date.nullable(),
  afterCutoff: z.enum(cutoffRules),
  /** The own delegation; null without one or without a leader. */
  delegation: z.object({ id: z.string(), name: z.string(), leaderName: z.string(), leads: z.boolean() }).nullable(),
});
export type WindowView = z.output<typeof windowView>;

const relationView = z.object({
  id: z.string(),
  /** Opens here (`own`), on the public site (`public`), or not at all: it was withdrawn or taken off since. */
  opens: z.enum(['own', 'public', 'nowhere']),
  title: z.string(),
  numberLabel: z.string().nullable(),
  congressName: z.string(),
  kind: z.enum(relationKinds),
  /** What is wrong with the answer, or what is new; null where the new suggestion itself must be read for it. */
  note: z.string().nullable(),
  stateLabel: z.string().nullable(),
});
export type RelationView = z.output<typeof relationView>;
export const relationsView = z.object({ earlier: z.array(relationView), later: z.array(relationView) });
export type RelationsView = z.output<typeof relationsView>;

const delegationView = z.object({ name: z.string(), leaderName: z.string(), discussedOn: date, state: z.enum(delegationStates), stateLabel: z.string(), answeredAt: instant.nullable(), declineReason: z.string().nullable(), mine: z.boolean() });
export type DelegationView = z.output<typeof delegationView>;

const paperView = z.object({
  state: z.enum(paperStates),
  stateLabel: z.string(),
  enteredBy: z.string(),
  receivedAt: instant,
  archiveNumber: z.string().nullable(),
  files: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
});
export type PaperView = z.output<typeof paperView>;

/** Everything around one suggestion that this part keeps, for whoever may see it. */
export const submissionView = z.object({ relations: relationsView, delegation: delegationView.nullable(), paper: paperView.nullable() });
export type SubmissionView = z.output<typeof submissionView>;

const followedRow = z.object({ id: z.string(), opens: z.enum(['own', 'public', 'nowhere']), title: z.string(), congressName: z.string(), numberLabel: z.string().nullable(), stateLabel: z.string().nullable(), since: instant });
export const followedView = z.object({ rows: z.array(followedRow), hasMore: z.boolean() });
export type FollowedView = z.output<typeof followedView>;
export const followedInput = z.object({ limit: z.int().min(1).max(50, '每页最多 50 件').default(20), offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0) });
export const followView = z.object({ following: z.boolean(), title: z.string() });

const paperRow = z.object({ id: z.string(), title: z.string(), leadName: z.string(), numberLabel: z.string().nullable(), state: z.enum(paperStates), stateLabel: z.string(), enteredBy: z.string(), enteredAt: instant, receivedAt: instant, refusalReason: z.string().nullable(), opens: z.boolean() });
export type PaperRow = z.output<typeof paperRow>;
export const papersView = z.object({ rows: z.array(paperRow), total: z.number(), waiting: z.number() });
export type PapersView = z.output<typeof papersView>;
