// The journey of a motion as data: signed, handed in during the session, decided by the presidium, deliberated, carried out
// (地方组织法 22; 代表法 15; 上海市关于代表议案的规定).
import { defineWorkflow, type Verdict } from '@smart/workflow/define';
import { type Actor, isLead, isOfficer, nobody } from '../subjects.ts';
import { motionFewest, motionStateLabels, motionStatesDecided, type MotionDeadline, motionDeadlineLabels, type MotionState } from './model.ts';
import { isCommittee, isInvited, isMotionHandler, isSignatory, type MotionSubject, signatoriesOf } from './subject.ts';

/** In session, in time, complete, and signed by enough deputies who confirmed it themselves. */
function readyToSubmit(s: MotionSubject): Verdict {
  if (!s.submittable) return { reason: '议案只能在大会期间、主席团规定的截止时间以前提出', remedy: '闭会期间可以改为提出代表建议' };
  const missing = [
    s.title.trim().length < motionFewest.title && '标题',
    s.cause.trim().length < motionFewest.cause && `案由（至少 ${motionFewest.cause} 个字）`,
    s.grounds.trim().length < motionFewest.grounds && `案据（至少 ${motionFewest.grounds} 个字）`,
    s.plan.trim().length < motionFewest.plan && `方案（至少 ${motionFewest.plan} 个字）`,
    s.topic === null && '内容分类',
  ].filter((part) => part !== false);
  if (missing.length > 0) return { reason: `还没有填写完整：${missing.join('、')}`, remedy: '请补充后提交，已填写的内容已经保存' };
  return enough(s);
}

function enough(s: MotionSubject): Verdict {
  const have = signatoriesOf(s);
  return have >= s.needed ? true : { reason: `议案须有代表 ${s.needed} 人以上联名，现在包括领衔代表共 ${have} 人`, remedy: '请再邀请代表联名，每位代表须本人确认' };
}

const tooFew = (s: MotionSubject): Verdict => (signatoriesOf(s) < s.needed ? true : { reason: '联名人数没有低于法定人数' });
const asked = (s: MotionSubject): Verdict => (s.withdrawalAsked ? true : { reason: '领衔代表没有要求撤回' });
const notAsked = (s: MotionSubject): Verdict => (s.withdrawalAsked ? { reason: '已经要求撤回，等待主席团决定' } : true);
const hasCommittees = (s: MotionSubject): Verdict => (s.committees ? true : { reason: '乡镇人大不设专门委员会', remedy: '请由主席团决定列入议程或者转为代表建议' });
function publishable(s: MotionSubject): Verdict {
  if (!s.publishConsent) return { reason: '领衔代表不同意公开', remedy: '请先征得代表同意' };
  return s.published ? { reason: '已经公开' } : true;
}

/** What the congress or its standing committee resolved. */
function afterResolution(_s: MotionSubject, input: unknown): MotionState {
  const outcome = typeof input === 'object' && input !== null && 'outcome' in input ? input.outcome : undefined;
  if (outcome === 'closed' || outcome === 'not_adopted') return outcome;
  return 'in_handling';
}

const label = (state: MotionState) => ({ label: motionStateLabels[state] });
const limit = (kind: MotionDeadline, parameter: string, owner: 'committee' | 'congress' | 'organ') => ({ kind, parameter, owner, label: motionDeadlineLabels[kind] });
const underWay = ['submitted', 'on_agenda', 'in_committee'] as const;

export const motionWorkflow = defineWorkflow<MotionSubject, Actor>()({
  subject: 'motion',
  label: '议案',
  initial: 'draft',
  states: {
    draft: label('draft'),
    awaiting_cosigners: label('awaiting_cosigners'),
    submitted: label('submitted'),
    on_agenda: label('on_agenda'),
    in_committee: label('in_committee'),
    committee_reported: label('committee_reported'),
    in_handling: label('in_handling'),
    handled: label('handled'),
    closed: { ...label('closed'), final: true },
    converted: { ...label('converted'), final: true },
    not_adopted: { ...label('not_adopted'), final: true },
    lapsed: { ...label('lapsed'), final: true },
    withdrawn: { ...label('withdrawn'), final: true },
  },
  actions: {
    // --- the deputies write and sign
    inviteCosigners: { label: '邀请联名', from: ['draft', 'awaiting_cosigners'], to: 'awaiting_cosigners', who: isLead, event: 'motion.cosigners_invited', source: '地方组织法 22：县级以上十人、乡级五人以上联名' },
    removeCosigner: { label: '移出联名', from: ['awaiting_cosigners'], to: 'unchanged', who: isLead, event: 'motion.cosigner_removed' },
    confirmCosign: { label: '确认联名', from: ['awaiting_cosigners'], to: 'unchanged', who: isInvited, event: 'motion.cosigned', source: '上海 9：确属本人真实意愿' },
    declineCosign: { label: '不参加联名', from: ['awaiting_cosigners'], to: 'unchanged', who: isInvited, event: 'motion.cosign_declined' },
    retractCosign: { label: '退出联名', from: ['awaiting_cosigners', 'submitted'], to: 'unchanged', who: isSignatory, event: 'motion.cosign_retracted', source: '上海 13' },
    submit: { label: '提交', from: ['awaiting_cosigners'], to: 'submitted', who: isLead, guard: readyToSubmit, event: 'motion.submitted', source: '地方组织法 22；代表法 15；上海 8' },
    discard: { label: '作废草稿', from: ['draft', 'awaiting_cosigners'], to: 'withdrawn', who: isLead, event: 'motion.discarded' },
    lapse: { label: '联名人数不足，终止', from: ['submitted'], to: 'lapsed', who: nobody, system: true, guard: tooFew, cancels: ['*'], event: 'motion.lapsed', source: '上海 13：联名人数不足法定人数的终止' },

    // --- a mandate ended
    endSignature: { label: '代表资格终止，联名失效', from: ['awaiting_cosigners', 'submitted'], to: 'unchanged', who: nobody, system: true, event: 'motion.signature_ended', source: '代表法 62' },
    succeedLead: { label: '由联名代表接续', from: ['submitted', 'on_agenda', 'in_committee', 'committee_reported', 'in_handling', 'handled'], to: 'unchanged', who: nobody, system: true, event: 'motion.lead_succeeded', source: '代表法 62' },

    // --- withdrawal, with the presidium's consent
    askWithdrawal: { label: '要求撤回', from: [...underWay], to: 'unchanged', who: isLead, guard: notAsked, reasonLength: 4, event: 'motion.withdrawal_asked', source: '地方组织法 22' },
    consentWithdrawal: { label: '同意撤回', from: [...underWay], to: 'withdrawn', who: isOfficer, guard: asked, cancels: ['*'], event: 'motion.withdrawn', source: '地方组织法 22：交付表决前经主席团同意' },
    refuseWithdrawal: { label: '不同意撤回', from: [...underWay], to: 'unchanged', who: isOfficer, guard: asked, reasonLength: 4, event: 'motion.withdrawal_refused', source: '地方组织法 22' },

    // --- the presidium decides
    list: { label: '列入会议议程', from: ['submitted'], to: 'on_agenda', who: isOfficer, event: 'motion.listed', source: '地方组织法 22' },
    refer: { label: '交委员会审议', from: ['submitted'], to: 'in_committee', who: isOfficer, guard: hasCommittees, starts: [limit('committee_report', 'motions.committee_term', 'committee')], event: 'motion.referred', source: '地方组织法 22；上海 15' },
    convert: { label: '转为代表建议', from: ['submitted', 'committee_reported'], to: 'converted', who: isOfficer, reasonLength: 4, event: 'motion.converted', source: '重庆 11、山东 2、浙江 2' },

    // --- deliberation and decision
    report: { label: '提出审议结果报告', from: ['in_committee'], to: 'committee_reported', who: isCommittee, meets: ['committee_report'], starts: [limit('motion_decision', 'motions.decision_term', 'congress')], event: 'motion.reported', source: '上海 15：闭会后三个月内提出' },
    resolve: { label: '登记审议决定', from: ['on_agenda', 'committee_reported'], to: ['in_handling', 'closed', 'not_adopted'], decide: afterResolution, who: isOfficer, meets: ['motion_decision'], starts: [limit('motion_handling', 'motions.handling_term', 'organ')], event: 'motion.resolved', source: '地方组织法 22、25' },

    // --- carried out
    reportHandling: { label: '报告办理情况', from: ['in_handling'], to: 'handled', who: isMotionHandler, meets: ['motion_handling'], event: 'motion.handled', source: '上海 20：三个月内报告办理情况' },
    sendBack: { label: '退回补充办理', from: ['handled'], to: 'in_handling', who: isOfficer, reasonLength: 4, starts: [limit('motion_handling', 'motions.handling_term', 'organ')], event: 'motion.sent_back' },
    close: { label: '办结', from: ['handled'], to: 'closed', who: isOfficer, event: 'motion.closed', source: '上海 20' },

    publish: { label: '公开', from: [...motionStatesDecided], to: 'unchanged', who: isOfficer, guard: publishable, event: 'motion.published' },
    unpublish: { label: '撤下公开', from: [...motionStatesDecided], to: 'unchanged', who: isOfficer, guard: (s) => (s.published ? true : { reason: '尚未公开' }), reasonLength: 4, event: 'motion.unpublished' },
  },
});

export type MotionAction = keyof typeof motionWorkflow.actions;
