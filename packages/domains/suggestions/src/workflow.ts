// The journey of one suggestion as data (domain rule 8.1). What organs do with it is the workflow of their assignments
// (workflow-assignment.ts); the suggestion follows them by system actions, so that it is always true who has the ball.
import { defineWorkflow, type GuardContext, type Verdict } from '@smart/workflow/define';
import { fewest, stateLabels, statesAfterRegistration, statesOfHandling, statesOfWithdrawal, type SuggestionState } from './model.ts';
import { type Actor, coordinatedFirst, isAssistant, isCoordinator, isCosigner, isDelegationLeader, isHandler, isLead, isOfficer, isOfficerOrLeader, limit, nobody, type SuggestionSubject } from './subjects.ts';

/** Complete enough to hand in: one matter with title, situation and proposal, nothing pending with co-signers. */
function readyToSubmit(s: SuggestionSubject): Verdict {
  const missing = [
    s.title.trim().length < fewest.title && `标题（至少 ${fewest.title} 个字）`,
    s.background.trim().length < fewest.background && `情况和问题（至少 ${fewest.background} 个字）`,
    s.proposal.trim().length < fewest.proposal && `具体建议（至少 ${fewest.proposal} 个字）`,
    s.topic === null && '内容分类',
    s.confidential && !s.confidentialReason && '保密理由',
  ].filter((part) => part !== false);
  if (missing.length > 0) return { reason: `还没有填写完整：${missing.join('、')}`, remedy: '请补充后提交，已填写的内容已经保存' };
  const waiting = s.cosigners.filter((one) => one.state === 'invited').map((one) => one.name);
  if (waiting.length > 0) return { reason: `${waiting.join('、')}尚未确认联名`, remedy: '请提醒其确认，或者移出联名名单后再提交' };
  if (s.delegation?.state === 'asked') return { reason: `团长${s.delegation.leaderName}尚未签署`, remedy: '请提醒团长签署，或者改为以本人名义提出' };
  if (s.delegation?.state === 'declined') return { reason: `团长${s.delegation.leaderName}没有签署`, remedy: '请修改后重新请团长签署，或者改为以本人名义提出' };
  return true;
}

/** The whole delegation speaks: nobody co-signs besides (重庆 8). */
const withoutCosigners = (s: SuggestionSubject): Verdict =>
  s.cosigners.some((one) => one.state !== 'declined') ? { reason: '以代表团名义提出的建议不再联名', remedy: '请先将联名代表移出名单' } : s.delegation?.state === 'asked' ? { reason: '已经请团长签署' } : true;
const withoutDelegation = (s: SuggestionSubject): Verdict =>
  s.delegation === null ? true : { reason: '以代表团名义提出的建议不再联名', remedy: '需要联名的，请先改为以本人名义提出' };
const signatureIsAsked = (s: SuggestionSubject): Verdict => (s.delegation?.state === 'asked' ? true : { reason: '没有待签署的代表团建议' });
const leadOfDelegations = (actor: Actor, s: SuggestionSubject): Verdict => (s.delegation === null ? { reason: '本件不是以代表团名义提出' } : isLead(actor, s));
const leadWithPaper = (actor: Actor, s: SuggestionSubject): Verdict => (s.paperWaiting ? isLead(actor, s) : { reason: '没有待确认的纸质件' });
const officerWithPaper = (actor: Actor, s: SuggestionSubject): Verdict => (s.paperWaiting ? isOfficer(actor, s) : { reason: '没有待确认的纸质件' });

/** A joint suggestion is withdrawn only when every confirmed co-signer agrees (上海 10). */
function allAgree(s: SuggestionSubject): Verdict {
  const confirmed = s.cosigners.filter((one) => one.state === 'confirmed');
  const open = confirmed.filter((one) => one.withdrawalAgreed !== true).map((one) => one.name);
  return open.length === 0 ? true : { reason: `联名建议须经全体联名代表同意方可撤回，${open.join('、')}尚未同意`, remedy: '请先征得同意，系统会在全部同意后自动撤回' };
}

const myAnswerIsOpen = (s: SuggestionSubject): Verdict =>
  s.cosigners.some((one) => one.state === 'invited') ? true : { reason: '联名邀请都已答复' };

const withdrawalIsAsked = (s: SuggestionSubject): Verdict => (s.withdrawalAsked ? true : { reason: '没有待答复的撤回征询' });

/** Published unless confidential or the deputy does not agree (重庆 36); state secrets never enter the system. */
function publishable(s: SuggestionSubject): Verdict {
  if (s.confidential) return { reason: '代表要求保密', remedy: '保密建议只在系统内部办理' };
  if (!s.publishConsent) return { reason: '代表不同意公开', remedy: '请先征得代表同意' };
  return s.published ? { reason: '已经公开' } : true;
}

/** What the deputy's evaluation leads to; handling state and evaluation are separate axes. */
export function afterEvaluation(s: SuggestionSubject, input: unknown): SuggestionState {
  if (resultOf(input) === 'not_satisfied') {
    // One second handling at most; a merged one has no organ of its own and goes to coordination at once.
    return s.dissatisfied === 0 && s.mergedIntoId === null ? 'second_handling' : 'coordination';
  }
  return s.openCommitmentOrganIds.length > 0 ? 'tracking_commitment' : 'closed';
}

function resultOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'result' in input ? input.result : undefined;
}

const afterClosing = (s: SuggestionSubject): SuggestionState => (s.openCommitmentOrganIds.length > 0 ? 'tracking_commitment' : 'closed');
/** What was taken up again ends with the deputy's word: the earlier evaluation no longer stands. */
const afterCoordination = (s: SuggestionSubject): SuggestionState => (s.openCommitmentOrganIds.length === 0 && s.reopened > 0 && !s.evaluated ? 'replied' : afterClosing(s));

/** Within the days after closing, for a promise that was reported as kept and is not, or a reply that turned out untrue. */
function reopenable(s: SuggestionSubject, context: GuardContext): Verdict {
  if (s.reopenUntil === null || context.today > s.reopenUntil) return { reason: '已经超过办结后可以提请重启办理的期限', remedy: '情况仍未解决的，可以就同一事项再次提出建议' };
  if (groundOf(context.input) === 'promise_not_kept' && s.keptCommitments === 0) return { reason: '本件没有已反馈落实的承诺事项', remedy: '答复与实际不符的，请选择“答复与实际不符”' };
  return true;
}
const groundOf = (input: unknown): unknown => (typeof input === 'object' && input !== null && 'ground' in input ? input.ground : undefined);
/** A broken promise is followed until it is kept; an untrue reply is talked over with both sides. */
const afterReopening = (_s: SuggestionSubject, input: unknown): SuggestionState => (groundOf(input) === 'promise_not_kept' ? 'tracking_commitment' : 'coordination');

const someoneToAsk = (s: SuggestionSubject): Verdict => (s.organIds.length > 0 ? true : { reason: '目前没有承办单位办理本件', remedy: '交办后可以向承办单位提问' });
const isSupervised = (actor: Actor, s: SuggestionSubject): Verdict => {
  const organId = s.supervisedOrganIds.find((id) => id === actor.organId);
  return organId === undefined ? { reason: '只有被催办、督办的单位可以回复' } : isHandler(actor, { organId });
};
const isAsked = (actor: Actor, s: SuggestionSubject): Verdict => {
  const organId = s.askedOrganIds.find((id) => id === actor.organId);
  return organId === undefined ? { reason: '只有代表提问的承办单位可以答复' } : isHandler(actor, { organId });
};
const changeIsAsked = (s: SuggestionSubject): Verdict => (s.commitmentChangeAsked ? true : { reason: '没有待审核的时限变更申请' });
const firstHandOver = (s: SuggestionSubject): Verdict => (s.assignedOn === null ? true : { reason: '本件已经交办过', remedy: '请使用“重新交办”' });
const laterHandOver = (s: SuggestionSubject): Verdict => (s.assignedOn === null ? { reason: '本件尚未交办过', remedy: '请使用“交办”' } : coordinatedFirst(s.returnsToCoordinate));
const commitmentsLeft = (s: SuggestionSubject): Verdict => (s.openCommitmentOrganIds.length > 0 ? true : { reason: '没有待落实的承诺' });
const isCommitted = (actor: Actor, s: SuggestionSubject): Verdict => {
  const organId = s.openCommitmentOrganIds.find((id) => id === actor.organId);
  return organId === undefined ? { reason: '只有作出承诺的承办单位可以办理' } : isHandler(actor, { organId });
};
const notInFuture = (_s: SuggestionSubject, context: GuardContext): Verdict => {
  const on = typeof context.input === 'object' && context.input !== null && 'heldOn' in context.input ? context.input.heldOn : undefined;
  return typeof on === 'string' && on < context.today ? { reason: '协调会日期不能早于今天', remedy: '请选择今天或者以后的日期' } : true;
};

const heldAlready = (_s: SuggestionSubject, context: GuardContext): Verdict => {
  const on = typeof context.input === 'object' && context.input !== null && 'heldOn' in context.input ? context.input.heldOn : undefined;
  return typeof on === 'string' && on > context.today ? { reason: '协调日期不能晚于今天', remedy: '请在协调以后登记结果' } : true;
};
const splitIsOpen = (s: SuggestionSubject): Verdict => (s.splitProposed ? true : { reason: '没有待答复的分案建议' });
const isLetter = (s: SuggestionSubject): Verdict => (s.letter ? true : { reason: '本件没有作为代表来信处理' });
/** Once the main one is handed over, the merged one is answered with it. */
const mainWaits = (s: SuggestionSubject): Verdict => (s.mainAssigned ? { reason: '主件已经交办', remedy: '本件随主件办理并分别答复' } : true);

const label = (state: SuggestionState) => ({ label: stateLabels[state] });

export const suggestionWorkflow = defineWorkflow<SuggestionSubject, Actor>()({
  subject: 'suggestion',
  label: '代表建议',
  initial: 'draft',
  states: {
    draft: label('draft'),
    awaiting_cosigners: label('awaiting_cosigners'),
    submitted: label('submitted'),
    returned_for_amendment: label('returned_for_amendment'),
    not_accepted: { ...label('not_accepted'), final: true },
    merged: label('merged'),
    registered: label('registered'),
    assigned: label('assigned'),
    return_requested: label('return_requested'),
    in_handling: label('in_handling'),
    reply_under_review: label('reply_under_review'),
    replied: label('replied'),
    second_handling: label('second_handling'),
    coordination: label('coordination'),
    tracking_commitment: label('tracking_commitment'),
    // Not final: within a limit the deputy may have it taken up again.
    closed: label('closed'),
    withdrawn: { ...label('withdrawn'), final: true },
  },
  actions: {
    // --- the deputy writes
    inviteCosigners: { label: '邀请联名', from: ['draft', 'awaiting_cosigners'], to: 'awaiting_cosigners', who: isLead, guard: withoutDelegation, event: 'suggestion.cosigners_invited', source: '重庆 8：领衔代表出示文本，联名代表逐人确认' },
    removeCosigner: { label: '移出联名', from: ['awaiting_cosigners', 'returned_for_amendment'], to: 'unchanged', who: isLead, event: 'suggestion.cosigner_removed' },
    confirmCosign: { label: '确认联名', from: ['awaiting_cosigners', 'returned_for_amendment'], to: 'unchanged', who: isCosigner, guard: myAnswerIsOpen, event: 'suggestion.cosigned', source: '重庆 8、河南 9：确属本人真实意愿' },
    declineCosign: { label: '不参加联名', from: ['awaiting_cosigners', 'returned_for_amendment'], to: 'unchanged', who: isCosigner, guard: myAnswerIsOpen, event: 'suggestion.cosign_declined' },
    prepare: { label: '助理起草', from: ['draft', 'awaiting_cosigners', 'returned_for_amendment'], to: 'unchanged', who: isAssistant, event: 'suggestion.prepared', source: '助理只准备，由代表本人提交' },
    submit: { label: '提交', from: ['draft', 'awaiting_cosigners'], to: 'submitted', who: isLead, guard: readyToSubmit, event: 'suggestion.submitted', starts: [limit('examination', 'suggestions.examination_term', 'congress')], source: '代表法 24、36' },
    resubmit: { label: '重新提交', from: ['returned_for_amendment'], to: 'submitted', who: isLead, guard: readyToSubmit, event: 'suggestion.resubmitted', starts: [limit('examination', 'suggestions.examination_term', 'congress')], source: '重庆 13' },
    askDelegation: { label: '请团长签署', from: ['draft', 'awaiting_cosigners'], to: 'unchanged', who: isLead, guard: withoutCosigners, event: 'suggestion.delegation_asked', source: '重庆 8：以代表团名义提出的，经全团讨论，由团长签署' },
    confirmDelegation: { label: '团长签署', from: ['draft', 'awaiting_cosigners', 'returned_for_amendment'], to: 'unchanged', who: isDelegationLeader, guard: signatureIsAsked, event: 'suggestion.delegation_confirmed', source: '重庆 8' },
    declineDelegation: { label: '团长不签署', from: ['draft', 'awaiting_cosigners', 'returned_for_amendment'], to: 'unchanged', who: isDelegationLeader, guard: signatureIsAsked, reasonLength: 4, event: 'suggestion.delegation_declined', source: '重庆 8' },
    dropDelegation: { label: '改为以本人名义提出', from: ['draft', 'awaiting_cosigners'], to: 'unchanged', who: leadOfDelegations, event: 'suggestion.delegation_dropped' },
    enterPaper: { label: '录入纸质件', from: ['draft'], to: 'unchanged', who: officerWithPaper, event: 'suggestion.paper_entered', source: '山东 8、河南 11：电子文本须经代表确认' },
    refusePaper: { label: '不确认录入的纸质件', from: ['draft', 'awaiting_cosigners'], to: 'withdrawn', who: leadWithPaper, reasonLength: 4, event: 'suggestion.paper_refused', source: '山东 8、河南 11' },
    archiveOriginal: { label: '纸质原件存档', from: ['submitted', ...statesAfterRegistration], to: 'unchanged', who: isOfficer, event: 'suggestion.original_archived', source: '山东 8、河南 11：手写签名原件存档' },
    discard: { label: '作废草稿', from: ['draft', 'awaiting_cosigners'], to: 'withdrawn', who: isLead, event: 'suggestion.discarded' },

    // --- a mandate has ended: nothing is lost in silence
    lapseCosign: { label: '代表资格终止，联名邀请失效', from: ['draft', 'awaiting_cosigners', 'returned_for_amendment'], to: 'unchanged', who: nobody, system: true, event: 'suggestion.cosign_lapsed', source: '代表法 62' },
    succeedLead: { label: '由联名代表接续', from: ['returned_for_amendment', 'submitted', 'merged', 'registered', ...statesOfHandling, 'replied', 'coordination', 'tracking_commitment'], to: 'unchanged', who: nobody, system: true, event: 'suggestion.lead_succeeded', source: '代表法 62；北京 10：联名代表与领衔代表具有同等效力' },

    // --- withdrawal: written; handling stops at once; a joint one needs all confirmed co-signers
    askWithdrawal: { label: '申请撤回', from: [...statesOfWithdrawal], to: 'unchanged', who: isLead, guard: (s) => (s.withdrawalAsked ? { reason: '已经提出撤回，正在征求联名代表意见' } : true), reasonLength: 4, event: 'suggestion.withdrawal_asked', source: '上海 10' },
    agreeWithdrawal: { label: '同意撤回', from: [...statesOfWithdrawal], to: 'unchanged', who: isCosigner, guard: withdrawalIsAsked, event: 'suggestion.withdrawal_agreed', source: '上海 10' },
    refuseWithdrawal: { label: '不同意撤回', from: [...statesOfWithdrawal], to: 'unchanged', who: isCosigner, guard: withdrawalIsAsked, event: 'suggestion.withdrawal_refused', source: '上海 10' },
    withdraw: { label: '撤回', from: [...statesOfWithdrawal], to: 'withdrawn', who: isLead, guard: allAgree, reasonLength: 4, cancels: ['*'], event: 'suggestion.withdrawn', source: '重庆 12、山东 9、青岛 12' },
    completeWithdrawal: { label: '联名代表全部同意，撤回', from: [...statesOfWithdrawal], to: 'withdrawn', who: nobody, system: true, guard: allAgree, cancels: ['*'], event: 'suggestion.withdrawn', source: '上海 10' },

    // --- the congress examines
    accept: { label: '立案', from: ['submitted'], to: 'registered', who: isOfficer, meets: ['examination'], starts: [limit('assignment', 'suggestions.assignment_term', 'congress')], event: 'suggestion.registered', source: '重庆 13' },
    returnForAmendment: { label: '退回修改', from: ['submitted'], to: 'returned_for_amendment', who: isOfficer, reasonLength: 4, meets: ['examination'], event: 'suggestion.returned_for_amendment', source: '重庆 13、青岛 11' },
    decline: { label: '不作建议处理', from: ['submitted'], to: 'not_accepted', who: isOfficer, reasonLength: 4, meets: ['examination'], cancels: ['*'], event: 'suggestion.not_accepted', source: '重庆 9、13；上海 8' },
    merge: { label: '并案', from: ['submitted', 'registered'], to: 'merged', who: isOfficer, reasonLength: 4, meets: ['examination', 'assignment'], event: 'suggestion.merged', source: '重庆 13、浙江 18：分别答复每位代表' },

    unmerge: { label: '取消并案', from: ['merged'], to: 'registered', who: isOfficer, guard: mainWaits, reasonLength: 4, starts: [limit('assignment', 'suggestions.assignment_term', 'congress')], event: 'suggestion.unmerged', source: '重庆 13：并案不当的，交办前恢复单独办理' },

    // --- one matter each (一事一议): the office proposes to split, the deputy decides
    proposeSplit: { label: '建议分案', from: ['submitted'], to: 'returned_for_amendment', who: isOfficer, reasonLength: 4, meets: ['examination'], event: 'suggestion.split_proposed', source: '北京 9、重庆 8：一事一议' },
    agreeSplit: { label: '同意分案', from: ['returned_for_amendment'], to: 'submitted', who: isLead, guard: splitIsOpen, starts: [limit('examination', 'suggestions.examination_term', 'congress')], event: 'suggestion.split', source: '北京 9：由代表决定' },
    refuseSplit: { label: '不同意分案', from: ['returned_for_amendment'], to: 'submitted', who: isLead, guard: splitIsOpen, reasonLength: 4, starts: [limit('examination', 'suggestions.examination_term', 'congress')], event: 'suggestion.split_refused' },
    splitOff: { label: '分案提出', from: ['draft'], to: 'submitted', who: nobody, system: true, starts: [limit('examination', 'suggestions.examination_term', 'congress')], event: 'suggestion.split_off', source: '一事一议' },
    convertMotion: { label: '由议案转来', from: ['draft'], to: 'registered', who: nobody, system: true, starts: [limit('assignment', 'suggestions.assignment_term', 'congress')], event: 'suggestion.converted', source: '重庆 11、山东 2、浙江 2：主席团决定不作议案处理的，作为建议办理' },

    // --- secrecy and letters
    setSecrecy: { label: '设定或者解除保密', from: ['submitted', 'returned_for_amendment', 'merged', 'registered', ...statesOfHandling, 'replied', 'coordination', 'tracking_commitment', 'closed'], to: 'unchanged', who: isOfficer, reasonLength: 4, event: 'suggestion.secrecy_changed', source: '山东 11、青岛 18：可能受到打击报复的，应当保密' },
    sendLetter: { label: '代表来信送有关机关', from: ['not_accepted'], to: 'unchanged', who: isOfficer, guard: isLetter, event: 'suggestion.letter_sent', source: '重庆 13、上海 8：作为代表来信送有关机关作工作参考' },
    recordLetterOutcome: { label: '登记来信处理情况', from: ['not_accepted'], to: 'unchanged', who: isOfficer, guard: isLetter, event: 'suggestion.letter_answered', source: '重庆 13' },

    // --- the congress hands over
    assign: { label: '交办', from: ['registered'], to: 'assigned', who: isOfficer, guard: firstHandOver, meets: ['assignment'], starts: [limit('reply_total', 'suggestions.reply_term', 'handlers')], event: 'suggestion.assigned', source: '代表法 51' },
    reassign: { label: '重新交办', from: ['registered'], to: 'assigned', who: isOfficer, guard: laterHandOver, meets: ['assignment', 'reassignment'], event: 'suggestion.assigned', source: '重庆 16：退办后 10 个工作日内重新交办；总期限不中断' },

    addOrgans: { label: '增加承办单位', from: ['assigned', 'return_requested', 'in_handling'], to: 'unchanged', who: isOfficer, event: 'suggestion.organs_added', source: '重庆 15' },

    coordinateOrgans: { label: '协调承办单位', from: ['registered', ...statesOfHandling], to: 'unchanged', who: isCoordinator, guard: heldAlready, event: 'suggestion.organs_coordinated', source: '重庆 20：行政机关之间由政府办公厅（室）协调，其他由代表工作机构协调' },

    // --- the suggestion follows its organs
    followHandling: { label: '进入办理', from: ['assigned', 'return_requested', 'reply_under_review'], to: 'in_handling', who: nobody, system: true, event: 'suggestion.in_handling' },
    followReturnRequest: { label: '承办单位申请退办', from: ['assigned', 'in_handling'], to: 'return_requested', who: nobody, system: true, event: 'suggestion.return_requested', source: '重庆 16' },
    followHandBack: { label: '退回待签收', from: ['return_requested', 'in_handling'], to: 'assigned', who: nobody, system: true, event: 'suggestion.handed_back' },
    followReturn: { label: '同意退办', from: ['return_requested'], to: 'registered', who: nobody, system: true, starts: [limit('reassignment', 'suggestions.reassignment_term', 'congress')], event: 'suggestion.returned', source: '重庆 16、河南 14' },
    followReview: { label: '答复送审', from: ['assigned', 'in_handling', 'second_handling'], to: 'reply_under_review', who: nobody, system: true, event: 'suggestion.reply_under_review' },
    followSendBack: { label: '答复打回', from: ['reply_under_review'], to: 'second_handling', who: nobody, system: true, event: 'suggestion.reply_sent_back' },
    followReply: { label: '答复代表', from: ['in_handling', 'reply_under_review', 'second_handling'], to: 'replied', who: nobody, system: true, meets: ['reply_total'], starts: [limit('evaluation', 'suggestions.evaluation_term', 'deputy')], event: 'suggestion.replied', source: '代表法 51' },
    followMergedReply: { label: '随主件答复', from: ['merged'], to: 'replied', who: nobody, system: true, starts: [limit('evaluation', 'suggestions.evaluation_term', 'deputy')], event: 'suggestion.replied', source: '重庆 13：分别答复' },
    followUnmerge: { label: '主件终止，恢复单独办理', from: ['merged'], to: 'registered', who: nobody, system: true, starts: [limit('assignment', 'suggestions.assignment_term', 'congress')], event: 'suggestion.unmerged' },

    // --- the deputy evaluates
    evaluate: { label: '评价', from: ['replied'], to: ['closed', 'second_handling', 'coordination', 'tracking_commitment'], decide: afterEvaluation, who: isLead, meets: ['evaluation'], event: 'suggestion.evaluated', source: '重庆 26、27；上海 21' },
    closeUnevaluated: { label: '逾期未评', from: ['replied'], to: ['closed', 'tracking_commitment'], decide: afterClosing, who: nobody, system: true, cancels: ['evaluation'], event: 'suggestion.closed_unevaluated', source: '重庆 27、29：经提醒仍未评价的不计入满意率' },
    conveneCoordination: { label: '安排协调会', from: ['coordination'], to: 'unchanged', who: isOfficer, guard: notInFuture, event: 'suggestion.coordination_arranged', source: '重庆 27、上海 21' },
    closeCoordination: { label: '协调结束', from: ['coordination'], to: ['closed', 'tracking_commitment', 'replied'], decide: afterCoordination, who: isOfficer, meets: ['coordination'], event: 'suggestion.coordination_closed', source: '重庆 27' },
    followCoordination: { label: '启动协调', from: ['coordination'], to: 'unchanged', who: nobody, system: true, starts: [limit('coordination', 'suggestions.coordination_term', 'congress')], event: 'suggestion.coordination_started' },
    fulfilCommitment: { label: '反馈承诺落实情况', from: ['tracking_commitment', 'replied', 'coordination'], to: 'unchanged', who: isCommitted, guard: commitmentsLeft, event: 'suggestion.commitment_kept', source: '山东 18、浙江 20、青岛 27' },
    changeCommitment: { label: '申请变更承诺时限', from: ['tracking_commitment', 'replied', 'coordination'], to: 'unchanged', who: isCommitted, guard: commitmentsLeft, reasonLength: 4, event: 'suggestion.commitment_change_asked', source: '上海 23' },
    grantCommitmentChange: { label: '同意变更承诺时限', from: ['tracking_commitment', 'replied', 'coordination'], to: 'unchanged', who: isOfficer, guard: changeIsAsked, event: 'suggestion.commitment_changed', source: '上海 23：并告知代表' },
    refuseCommitmentChange: { label: '不同意变更承诺时限', from: ['tracking_commitment', 'replied', 'coordination'], to: 'unchanged', who: isOfficer, guard: changeIsAsked, reasonLength: 4, event: 'suggestion.commitment_change_refused', source: '上海 23' },
    followFulfilment: { label: '承诺全部落实，再次答复', from: ['tracking_commitment'], to: 'replied', who: nobody, system: true, starts: [limit('evaluation', 'suggestions.evaluation_term', 'deputy')], event: 'suggestion.replied', source: '山东 18：完成后再答复' },

    // --- closed is not the last word: what was said or promised must be true
    reopen: { label: '提请重启办理', from: ['closed'], to: ['tracking_commitment', 'coordination'], decide: afterReopening, who: isLead, guard: reopenable, reasonLength: 4, event: 'suggestion.reopened', source: '上海 23、重庆 27' },
    followReopening: { label: '请代表重新评价', from: ['replied'], to: 'unchanged', who: nobody, system: true, starts: [limit('evaluation', 'suggestions.evaluation_term', 'deputy')], event: 'suggestion.evaluation_asked', source: '重庆 27' },

    // --- the deputy asks back; an answer is owed even after the end
    askBack: { label: '追问承办单位', from: [...statesOfHandling, 'replied', 'coordination', 'tracking_commitment'], to: 'unchanged', who: isLead, guard: someoneToAsk, event: 'suggestion.asked_back', source: '代表法 51：充分听取代表意见' },
    answerBack: { label: '答复代表追问', from: [...statesOfHandling, 'registered', 'replied', 'coordination', 'tracking_commitment', 'closed'], to: 'unchanged', who: isAsked, event: 'suggestion.answered_back', source: '代表法 51' },

    // --- the congress watches over it; none of this changes the state
    remind: { label: '催办', from: [...statesOfHandling, 'tracking_commitment'], to: 'unchanged', who: isOfficerOrLeader, event: 'suggestion.reminded', source: '代表法 52' },
    supervise: { label: '督办', from: [...statesOfHandling, 'coordination', 'tracking_commitment'], to: 'unchanged', who: isOfficerOrLeader, event: 'suggestion.supervised', source: '代表法 52' },
    escalate: { label: '逐级督办', from: [...statesOfHandling], to: 'unchanged', who: nobody, system: true, event: 'suggestion.escalated', source: '青岛 34、重庆 32、38、山东 26：逐级督办' },
    answerSupervision: { label: '回复催办督办', from: [...statesOfHandling, 'registered', 'replied', 'coordination', 'tracking_commitment', 'closed'], to: 'unchanged', who: isSupervised, event: 'suggestion.supervision_answered', source: '代表法 52' },
    markKey: { label: '列为重点督办', from: ['registered', 'merged', ...statesOfHandling], to: 'unchanged', who: isOfficerOrLeader, event: 'suggestion.key_marked', source: '代表法 52：主任会议确定重点督办' },
    publish: { label: '公开', from: ['registered', 'merged', ...statesOfHandling, 'replied', 'coordination', 'tracking_commitment', 'closed'], to: 'unchanged', who: isOfficer, guard: publishable, event: 'suggestion.published', source: '重庆 36、山东 27、青岛 30' },
    followPublication: { label: '签发答复后自动公开', from: ['replied'], to: 'unchanged', who: nobody, system: true, guard: publishable, event: 'suggestion.published', source: '重庆 36、山东 27：按本级人大的设定' },
    unpublish: { label: '撤下公开', from: ['registered', 'merged', ...statesOfHandling, 'replied', 'coordination', 'tracking_commitment', 'closed'], to: 'unchanged', who: isOfficer, guard: (s) => (s.published ? true : { reason: '尚未公开' }), reasonLength: 4, event: 'suggestion.unpublished', source: '河南 29' },
  },
});

export type SuggestionAction = keyof typeof suggestionWorkflow.actions;
