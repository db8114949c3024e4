// Two state machines as data: the consultation, and one comment in it. Pure; the same rules draw the button and guard the server.
import type { Role } from '@smart/identity/capacity';
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { consultationFewest, type CommentState, type ConsultationState, isDecision } from './model.ts';

/** Who acts, as far as the rules look at it. */
export type Actor = { readonly personId: string; readonly congressId: string; readonly roles: readonly Role[] };

export type ConsultationSubject = Subject<ConsultationState> & {
  readonly title: string;
  readonly startsOn: string;
  readonly endsOn: string;
  /** Days from the day it begins, or from today when that is later, to its last one. */
  readonly days: number;
  /** The fewest of them that this congress's rule for such a draft allows. */
  readonly leastDays: number;
  readonly articles: number;
  /** Comments that nobody has decided about. */
  readonly undecided: number;
  readonly outcomeDraft: string;
  /** Everybody who wrote in the draft, and in the outcome. */
  readonly writerIds: readonly string[];
  readonly outcomeWriterIds: readonly string[];
  /** Nobody else of the congress could examine it, and the congress lets writers do so then (`content.self_review`). */
  readonly selfReview: boolean;
};

export type CommentSubject = Subject<CommentState> & { readonly shown: boolean; /** Nothing is decided any more: the outcome waits or is out. */ readonly settled: boolean };

const holds = (actor: Actor, { congressId }: { readonly congressId: string }, roles: readonly Role[]): boolean => actor.congressId === congressId && actor.roles.some((role) => roles.includes(role));
const isOfficer = (actor: Actor, subject: { readonly congressId: string }): Verdict => holds(actor, subject, ['congress_officer']) || { reason: '只有本级人大机关工作人员可以办理' };
const nobody = (): Verdict => ({ reason: '由系统办理' });

const isWriter = (actor: Actor, subject: ConsultationSubject): Verdict =>
  isOfficer(actor, subject) === true && subject.writerIds.includes(actor.personId) ? true : { reason: '只有撰稿人可以取回' };

/** Nobody lets through what they wrote themselves, but where there is nobody else; exactly as for articles. */
const reviews = (part: 'writerIds' | 'outcomeWriterIds') => (actor: Actor, subject: ConsultationSubject): Verdict => {
  if (!holds(actor, subject, ['congress_officer', 'congress_leader'])) return { reason: '只有本级人大机关工作人员和领导可以审核' };
  if (!subject[part].includes(actor.personId) || subject.selfReview) return true;
  return { reason: '撰稿人不能审核自己写的内容，请由其他人审核' };
};

const complete = ({ articles, startsOn, endsOn }: ConsultationSubject): Verdict => {
  if (articles === 0) return { reason: '还没有草案条文', remedy: '请粘贴或者上传草案，核对条文后再提交审核' };
  return endsOn >= startsOn || { reason: '截止日期早于开始日期', remedy: '请修改日期后再提交审核' };
};

const longEnough = (subject: ConsultationSubject): Verdict => {
  const whole = complete(subject);
  if (whole !== true) return whole;
  return subject.days >= subject.leastDays || { reason: `征求意见只有 ${Math.max(0, subject.days)} 天，少于 ${subject.leastDays} 天`, remedy: '请退回修改，延后截止日期' };
};

const textOf = (input: unknown, key: string): string => {
  const value: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, key) : undefined;
  return typeof value === 'string' ? value : '';
};

/** 征求意见. Four eyes before the draft is laid open, and again before it is told what was adopted. */
export const consultationWorkflow = defineWorkflow<ConsultationSubject, Actor>()({
  subject: 'consultation',
  label: '草案征求意见',
  initial: 'draft',
  states: {
    draft: { label: '草稿' },
    in_review: { label: '待审核' },
    open: { label: '征求意见中' },
    closed: { label: '已截止' },
    outcome_review: { label: '采纳情况待审核' },
    concluded: { label: '已公布采纳情况' },
    withdrawn: { label: '已撤下', final: true },
    discarded: { label: '已作废', final: true },
  },
  actions: {
    submit: { label: '提交审核', from: ['draft'], to: 'in_review', who: isOfficer, guard: complete, event: 'consultation.submitted' },
    takeBack: { label: '取回修改', from: ['in_review'], to: 'draft', who: isWriter, event: 'consultation.taken_back' },
    approve: {
      label: '审核通过并发布', from: ['in_review'], to: 'open', who: reviews('writerIds'), guard: longEnough, event: 'consultation.opened',
      source: '立法法第四十条（参照）：法律草案及其说明向社会公布征求意见，时间一般不少于三十日',
    },
    return: { label: '退回修改', from: ['in_review'], to: 'draft', who: reviews('writerIds'), reasonLength: consultationFewest.reason, event: 'consultation.returned' },
    discard: { label: '作废', from: ['draft'], to: 'discarded', who: isOfficer, event: 'consultation.discarded' },
    extend: {
      label: '延长', from: ['open', 'closed'], to: 'open', who: isOfficer, event: 'consultation.extended',
      guard: ({ endsOn }, { today, input }) => {
        const until = textOf(input, 'endsOn');
        return input === undefined || (until > endsOn && until >= today) ? true : { reason: '新的截止日期应当晚于原截止日期，且不早于今天', remedy: '请重新选择日期' };
      },
    },
    lapse: { label: '到期截止', from: ['open'], to: 'closed', who: nobody, event: 'consultation.closed', system: true, guard: ({ endsOn }, { today }) => today > endsOn || { reason: '还没有到截止日期' } },
    submitOutcome: {
      label: '提交采纳情况', from: ['closed'], to: 'outcome_review', who: isOfficer, event: 'consultation.outcome_submitted',
      guard: ({ undecided, outcomeDraft }) => {
        if (undecided > 0) return { reason: `还有 ${undecided} 条意见没有研究结论`, remedy: '请逐条标明采纳、部分采纳或者未采纳' };
        return [...outcomeDraft].length >= consultationFewest.outcome || { reason: '采纳情况还没有写', remedy: `请写明采纳情况，不少于 ${consultationFewest.outcome} 个字` };
      },
    },
    returnOutcome: { label: '退回采纳情况', from: ['outcome_review'], to: 'closed', who: reviews('outcomeWriterIds'), reasonLength: consultationFewest.reason, event: 'consultation.outcome_returned' },
    conclude: {
      label: '审核通过并公布', from: ['outcome_review'], to: 'concluded', who: reviews('outcomeWriterIds'), event: 'consultation.concluded',
      source: '立法法第四十条（参照）：征求意见的情况应当向社会通报',
    },
    withdraw: { label: '撤下', from: ['open', 'closed', 'concluded'], to: 'withdrawn', who: isOfficer, reasonLength: consultationFewest.withdrawal, event: 'consultation.withdrawn' },
  },
});

const open = ({ settled }: CommentSubject): Verdict => !settled || { reason: '采纳情况已经提交或者公布，不能再改研究结论', remedy: '需要改正的，请由审核人退回采纳情况' };

/** 意见. Nothing is deleted: what staff do not want to show stays unread outside, is decided like any other and answered on its receipt. */
export const commentWorkflow = defineWorkflow<CommentSubject, Actor>()({
  subject: 'consultation_comment',
  label: '草案意见',
  initial: 'held',
  states: { held: { label: '待核看' }, received: { label: '待研究' }, adopted: { label: '采纳' }, partly: { label: '部分采纳' }, declined: { label: '未采纳' } },
  actions: {
    pass: { label: '收到意见', from: ['held'], to: 'received', who: nobody, event: 'consultation.comment_received', system: true },
    release: { label: '核看通过', from: ['held'], to: 'received', who: isOfficer, event: 'consultation.comment_released' },
    show: { label: '公开', from: ['received', 'adopted', 'partly', 'declined'], to: 'unchanged', who: isOfficer, event: 'consultation.comment_shown', guard: ({ shown }) => !shown || { reason: '已经公开' } },
    hide: { label: '不公开', from: ['received', 'adopted', 'partly', 'declined'], to: 'unchanged', who: isOfficer, event: 'consultation.comment_hidden', guard: ({ shown }) => shown || { reason: '没有公开' } },
    decide: {
      label: '标明研究结论', from: ['held', 'received', 'adopted', 'partly', 'declined'], to: ['adopted', 'partly', 'declined'], who: isOfficer, event: 'consultation.comment_decided',
      decide: (_, input) => {
        const decision = textOf(input, 'decision');
        return isDecision(decision) ? decision : 'declined';
      },
      guard: (subject, { input }) => {
        const free = open(subject);
        if (free !== true || input === undefined || textOf(input, 'decision') === 'adopted') return free;
        return [...textOf(input, 'answer')].length >= consultationFewest.answer || { reason: '部分采纳和未采纳的应当说明理由', remedy: `请写明理由，不少于 ${consultationFewest.answer} 个字` };
      },
    },
  },
});

export type ConsultationAction = keyof typeof consultationWorkflow.actions;
export type CommentAction = keyof typeof commentWorkflow.actions;
