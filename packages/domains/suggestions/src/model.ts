// 代表建议: the words of the domain. Pure, so that every app can use it at no cost; the schemas that
// check input and output are in model-inputs.ts and model-views.ts.
import { keysOf } from '@smart/kernel/keys';

/** States of a suggestion (glossary) with the words users read. */
export const stateLabels = {
  draft: '草稿',
  awaiting_cosigners: '联名确认',
  submitted: '待审查',
  returned_for_amendment: '退回修改',
  not_accepted: '不作建议处理',
  merged: '已并案',
  registered: '已立案',
  assigned: '已交办',
  return_requested: '退办审核',
  in_handling: '办理中',
  reply_under_review: '答复审核',
  replied: '待评价',
  second_handling: '重新办理',
  coordination: '协调',
  tracking_commitment: '承诺跟踪',
  closed: '办结',
  withdrawn: '已撤回',
} as const;
export type SuggestionState = keyof typeof stateLabels;

/** States of one organ's part in handling. */
export const assignmentStateLabels = {
  assigned: '待签收',
  distributed: '已分办',
  return_requested: '退办审核',
  returned: '已退办',
  in_handling: '办理中',
  opinion_given: '已提协办意见',
  reply_under_review: '答复审核',
  replied: '已答复',
  second_handling: '重新办理',
  completed: '办结',
  cancelled: '已终止',
} as const;
export type AssignmentState = keyof typeof assignmentStateLabels;

export const suggestionStates = keysOf(stateLabels);
export const assignmentStates = keysOf(assignmentStateLabels);

/** Written but not handed in: nobody but the proposer and the invited co-signers sees it. */
export const statesBeforeSubmission = ['draft', 'awaiting_cosigners'] as const satisfies readonly SuggestionState[];

/** States from 立案 on: the congress's deputies may read it unless it is confidential. */
export const statesAfterRegistration = [
  'merged',
  'registered',
  'assigned',
  'return_requested',
  'in_handling',
  'reply_under_review',
  'replied',
  'second_handling',
  'coordination',
  'tracking_commitment',
  'closed',
] as const satisfies readonly SuggestionState[];

/** From which a written withdrawal is possible (domain rule: 待审查 to 答复审核). */
export const statesOfWithdrawal = [
  'submitted',
  'returned_for_amendment',
  'merged',
  'registered',
  'assigned',
  'return_requested',
  'in_handling',
  'reply_under_review',
] as const satisfies readonly SuggestionState[];

/** An organ is at work. */
export const statesOfHandling = [
  'assigned',
  'return_requested',
  'in_handling',
  'reply_under_review',
  'second_handling',
] as const satisfies readonly SuggestionState[];

export const kindLabels = { suggestion: '建议', motion: '议案转建议' } as const;
export type SuggestionKind = keyof typeof kindLabels;
export const suggestionKinds = keysOf(kindLabels);

/** 内容分类. */
export const topicLabels = {
  urban_construction: '城乡建设',
  transport: '交通运输',
  education_culture: '教育文体',
  health: '卫生健康',
  social_security: '社会保障',
  environment: '生态环境',
  agriculture: '农业农村',
  economy: '经济发展',
  public_safety: '公共安全与社会治理',
  congress_work: '人大工作',
  other: '其他',
} as const;
export type Topic = keyof typeof topicLabels;
export const topics = keysOf(topicLabels);

/** Longest texts, in characters. */
export const limits = {
  title: 60,
  background: 3000,
  proposal: 3000,
  confidentialReason: 200,
  contact: 2000,
  opinion: 3000,
  replyBody: 10_000,
  commitment: 300,
  comment: 500,
  reason: 500,
  note: 500,
  supervision: 1000,
} as const;

/** Shortest texts of a suggestion that can be handed in, in characters. */
export const fewest = { title: 4, background: 20, proposal: 10 } as const;

export const roleLabels = { distribute: '分办', lead: '主办', assisting: '协办', separate: '分别办理' } as const;
export type AssignmentRole = keyof typeof roleLabels;
export const assignmentRoles = keysOf(roleLabels);

export const contactMethodLabels = { phone: '电话沟通', visit: '上门走访', meeting: '座谈面商', online: '网络沟通' } as const;
export type ContactMethod = keyof typeof contactMethodLabels;
export const contactMethods = keysOf(contactMethodLabels);

export const contactStateLabels = { waiting: '待代表确认', confirmed: '代表已确认', disputed: '代表有异议' } as const;
export type ContactState = keyof typeof contactStateLabels;

export const replyStateLabels = { draft: '起草中', under_review: '审核中', signed: '已签发' } as const;
export type ReplyState = keyof typeof replyStateLabels;

export const cosignerStateLabels = { invited: '待确认', confirmed: '已联名', declined: '未联名' } as const;
export type CosignerState = keyof typeof cosignerStateLabels;

export const extensionStateLabels = { requested: '待审批', granted: '已同意', refused: '不同意' } as const;
export type ExtensionState = keyof typeof extensionStateLabels;

export const commitmentStateLabels = { open: '待落实', kept: '已落实' } as const;
export type CommitmentState = keyof typeof commitmentStateLabels;

/** 面商: how far an appointment between organ and deputy is. */
export const meetingStateLabels = { proposed: '待代表选定', countered: '代表另提时间', agreed: '已约定', held: '已面商', cancelled: '已取消' } as const;
export type MeetingState = keyof typeof meetingStateLabels;
export const isMeetingState = (value: string): value is MeetingState => value in meetingStateLabels;

/** Why a deputy has a closed suggestion taken up again; what it leads to is in the workflow. */
export const reopenGroundLabels = { promise_not_kept: '承诺事项没有落实', reply_untrue: '答复与实际不符' } as const;
export type ReopenGround = keyof typeof reopenGroundLabels;
export const reopenGrounds = keysOf(reopenGroundLabels);

export const supervisionKindLabels = { reminder: '催办', supervision: '督办' } as const;
export type SupervisionKind = keyof typeof supervisionKindLabels;

/** Two scores, attitude and result (办理态度、办理结果), each of three. Neither is the grade of the reply. */
export const scoreLabels = { satisfied: '满意', mostly_satisfied: '基本满意', not_satisfied: '不满意' } as const;
export type Score = keyof typeof scoreLabels;
export const scores = keysOf(scoreLabels);

/** 办理结果 grade marks; which set a congress uses is the parameter `suggestions.grades`. */
export const gradeSets = {
  three: { A: '已经解决或者采纳', B: '列入计划拟解决或者拟采纳', C: '留作参考' },
  four: { A: '已经解决', B: '正在解决或者列入规划', C: '因目前条件限制待以后解决', D: '留作参考' },
} as const;
export type GradeSet = keyof typeof gradeSets;
export const gradeSetNames = keysOf(gradeSets);
export const grades = ['A', 'B', 'C', 'D'] as const;
export type Grade = (typeof grades)[number];

/** The grade that promises something: needs at least one commitment with a date. */
export const gradeOfPromise: Grade = 'B';

/**
 * What is not handled as a deputy's suggestion (domain rule 2.3; Chongqing 9, Beijing 12, Zhejiang 6, Shandong 6, Qingdao 11,
 * Shanghai 8). Local rules differ in wording and agree in substance.
 */
export const declineGrounds = {
  personal_matter: { label: '涉及代表本人及其亲属个人问题', source: '重庆建议办理条例第九条（一）', instead: '请按信访或者其他法定渠道反映' },
  forwarded_letter: { label: '代转人民群众来信', source: '重庆建议办理条例第九条（二）', instead: '请通过代表联络站登记群众意见' },
  judicial_case: { label: '涉及具体司法案件或者未审结案件', source: '北京建议办理条例第十二条', instead: '请由当事人依法向办案机关提出' },
  academic_or_product: { label: '属于学术探讨、产品推介', source: '山东建议办理条例第六条', instead: '请改为针对本行政区域工作的具体建议' },
  accusation: { label: '属于检举、申诉、控告', source: '浙江建议办理规定第六条', instead: '请向纪检监察、司法等有权机关提出' },
  no_substance: { label: '没有实际内容', source: '重庆建议办理条例第九条', instead: '请写明情况、存在的问题和具体工作建议' },
  bidding: { label: '涉及招标投标具体中标意见', source: '青岛建议办理条例第十一条', instead: '请通过招标投标监督渠道反映' },
  beyond_powers: { label: '不属于本级职权范围', source: '上海代表建议规定第八条', instead: '请向有管辖权的人大代表反映，或者请代表工作机构向上级反映' },
  legal_consultation: { label: '属于法律、政策咨询', source: '上海代表建议规定第八条', instead: '请直接咨询主管部门' },
  competition: { label: '干涉公平竞争或者与个人利益相关联', source: '青岛建议办理条例第十一条', instead: '请改为面向公众利益的制度性建议' },
} as const;
export type DeclineGround = keyof typeof declineGrounds;
export const declineGroundNames = keysOf(declineGrounds);

/** After a refusal (Chongqing 13, Qingdao 11, Shanghai 8): never deleted silently. */
export const declineFollowUpLabels = {
  returned: '退回代表并说明理由',
  amend: '请代表修改后重新提出',
  letter_of_deputy: '作为代表来信送有关机关作工作参考',
} as const;
export type DeclineFollowUp = keyof typeof declineFollowUpLabels;
export const declineFollowUps = keysOf(declineFollowUpLabels);

/** Why a handling organ asks to return. */
export const returnReasonLabels = {
  not_our_duty: '不属于本单位职责',
  other_organ_leads: '应由其他单位主办',
  needs_several: '需要多个单位共同办理',
  beyond_tier: '超出本级职权',
} as const;
export type ReturnReason = keyof typeof returnReasonLabels;
export const returnReasons = keysOf(returnReasonLabels);

/** Who decides about a return: whoever handed over, and after repeated requests the next above. */
export const returnLevelLabels = { handing_over: '交办机关', congress: '人大代表工作机构', leaders: '主任会议' } as const;
export type ReturnLevel = keyof typeof returnLevelLabels;
export const returnLevels = keysOf(returnLevelLabels);

export const returnStateLabels = { requested: '待审核', approved: '已同意', refused: '不同意' } as const;
export type ReturnState = keyof typeof returnStateLabels;
export const returnStates = keysOf(returnStateLabels);

/** Why organs are brought together: they see the matter differently, or several in a row gave it back. */
export const organCoordinationLabels = { opinions: '意见不一致', returns: '多次退办' } as const;
export type OrganCoordinationKind = keyof typeof organCoordinationLabels;
export const organCoordinationKinds = keysOf(organCoordinationLabels);

/** Kinds of running limit with the words users read. */
export const deadlineLabels = {
  examination: '审查',
  assignment: '交办',
  reassignment: '重新交办',
  reply_total: '答复代表',
  acceptance: '签收',
  distribution: '分办',
  first_contact: '联系代表',
  contact_confirmation: '确认沟通',
  opinion: '提出协办意见',
  reply: '答复',
  second_reply: '重新办理答复',
  return_decision: '退办审核',
  extension_decision: '延期审批',
  evaluation: '评价',
  coordination: '协调',
  commitment: '落实承诺',
  question: '答复追问',
  supervision_answer: '回复督办单',
} as const;
export type DeadlineKind = keyof typeof deadlineLabels;
export const deadlineKinds = keysOf(deadlineLabels);

export const lightLabels = { green: '正常', amber: '临期', red: '超期', done: '已完成' } as const;
export type Light = keyof typeof lightLabels;
export const lights = keysOf(lightLabels);

/** Who has the ball. */
export const ownerKinds = ['deputy', 'cosigners', 'congress', 'organ', 'nobody'] as const;
export type OwnerKind = (typeof ownerKinds)[number];

/** What can wait for somebody, with the words of the button and an honest estimate of effort in minutes. */
export const inboxTasks = {
  continue_draft: { label: '继续填写', minutes: 5 },
  answer_cosign: { label: '确认联名', minutes: 2 },
  submit: { label: '提交建议', minutes: 1 },
  sign_delegation: { label: '代表团签署', minutes: 3 },
  confirm_paper: { label: '核对录入的纸质件', minutes: 3 },
  amend: { label: '修改后重新提交', minutes: 5 },
  answer_withdrawal: { label: '答复撤回征询', minutes: 1 },
  confirm_contact: { label: '确认沟通情况', minutes: 1 },
  evaluate: { label: '评价答复', minutes: 2 },
  examine: { label: '审查', minutes: 5 },
  assign: { label: '交办', minutes: 2 },
  decide_return: { label: '审核退办', minutes: 3 },
  decide_extension: { label: '审批延期', minutes: 2 },
  coordinate: { label: '组织协调', minutes: 30 },
  coordinate_organs: { label: '协调承办单位', minutes: 20 },
  distribute: { label: '分办', minutes: 2 },
  accept: { label: '签收', minutes: 1 },
  record_contact: { label: '联系代表并登记', minutes: 10 },
  give_opinion: { label: '提出协办意见', minutes: 15 },
  write_reply: { label: '起草答复', minutes: 30 },
  sign_reply: { label: '审签答复', minutes: 10 },
  fulfil_commitment: { label: '落实承诺并反馈', minutes: 10 },
  answer_supervision: { label: '回复催办督办', minutes: 5 },
  answer_question: { label: '答复代表追问', minutes: 10 },
  answer_meeting: { label: '确认面商时间', minutes: 1 },
  confirm_meeting: { label: '答复代表另提的时间', minutes: 1 },
  hold_meeting: { label: '登记面商情况', minutes: 5 },
  decide_commitment: { label: '审核承诺时限变更', minutes: 3 },
  answer_letter: { label: '回复督办单', minutes: 15 },
  review_letter: { label: '审核督办单回复', minutes: 3 },
} as const;
export type InboxTask = keyof typeof inboxTasks;
export const inboxTaskNames = keysOf(inboxTasks);

/** Columns of the supervision board, in the order of the journey. */
export const stageLabels = {
  examination: '审查',
  assignment: '交办',
  handling: '办理',
  review: '答复审核',
  evaluation: '评价',
  second_handling: '重新办理',
  coordination: '协调',
  commitment: '承诺跟踪',
  closed: '办结',
} as const;
export type Stage = keyof typeof stageLabels;
export const stages = keysOf(stageLabels);

/** The stage of the board a state stands in; none for what is not or no longer under way. */
export const stageOfState = {
  draft: null,
  awaiting_cosigners: null,
  submitted: 'examination',
  returned_for_amendment: 'examination',
  not_accepted: null,
  merged: 'handling',
  registered: 'assignment',
  assigned: 'handling',
  return_requested: 'assignment',
  in_handling: 'handling',
  reply_under_review: 'review',
  replied: 'evaluation',
  second_handling: 'second_handling',
  coordination: 'coordination',
  tracking_commitment: 'commitment',
  closed: 'closed',
  withdrawn: null,
} as const satisfies Record<SuggestionState, Stage | null>;

/** True when `value` is a state of a suggestion; for values that come from the database as text. */
export const isSuggestionState = (value: string): value is SuggestionState => value in stateLabels;
export const isAssignmentState = (value: string): value is AssignmentState => value in assignmentStateLabels;
export const isAssignmentRole = (value: string): value is AssignmentRole => value in roleLabels;

/** Who proposes, in words: the delegation, or the deputy with those who signed too. */
export function proposerOf({ leadName, byDelegation, cosignerCount = 0 }: { leadName: string; byDelegation: boolean; cosignerCount?: number }): string {
  if (byDelegation) return leadName;
  return cosignerCount > 0 ? `${leadName}等 ${cosignerCount + 1} 位代表` : `${leadName}代表`;
}

/** The public reads a plainer state: who has the file inside the organs is not its business. */
export const publicStateLabel = (state: SuggestionState): string => (state === 'return_requested' || state === 'reply_under_review' ? stateLabels.in_handling : stateLabels[state]);

/** Who works for the deputies of a congress, in the words of its tier: below the county the presidium itself (代表法 51、地方组织法 42). */
export const congressOfficeOf = (tier: string): string => (tier === 'township' ? '人大主席团' : '人大代表工作机构');
