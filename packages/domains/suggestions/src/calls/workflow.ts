// Two state machines as data: the call for topics, and one topic in it.
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { type Actor, isOfficer, nobody } from '../subjects.ts';
import { callFewest, type CallState, type Progress, type TopicState } from './model.ts';

export type CallSubject = Subject<CallState> & {
  readonly title: string;
  readonly wanted: string;
  readonly startsOn: string;
  readonly endsOn: string;
  /** Topics nobody has decided about yet: held back, or neither taken up nor put aside. */
  readonly undecided: number;
};

export type TopicSubject = Subject<TopicState> & {
  readonly title: string;
  readonly mandateId: string | null;
  readonly deputyName: string | null;
  readonly stage: Progress | null;
  readonly joined: readonly string[];
};

const isDeputy = (actor: Actor, subject: { congressId: string }): Verdict =>
  actor.kind === 'mandate' && actor.roles.includes('deputy') && actor.congressId === subject.congressId ? true : { reason: '只有本级人大代表可以认领' };

const dateOf = (input: unknown, key: string): string => {
  const value: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, key) : undefined;
  return typeof value === 'string' ? value : '';
};

/** 征集. It belongs to one congress; staff open it, its last day closes it, and it ends with a result that answers every proposer. */
export const callWorkflow = defineWorkflow<CallSubject, Actor>()({
  subject: 'topic_call',
  label: '建议征集',
  initial: 'draft',
  states: {
    draft: { label: '草稿' },
    open: { label: '征集中' },
    closed: { label: '已截止' },
    concluded: { label: '已公布结果', final: true },
    discarded: { label: '已作废', final: true },
  },
  actions: {
    open: {
      label: '开始征集', from: ['draft'], to: 'open', who: isOfficer, event: 'call.opened', source: '代表法 23、33：代表了解和反映群众意见，常委会为代表提供保障',
      guard: ({ startsOn, endsOn }, { today }) =>
        endsOn < startsOn ? { reason: '截止日期早于开始日期', remedy: '请修改日期后再开始' } : endsOn < today ? { reason: '截止日期已过', remedy: '请把截止日期改到今天以后' } : true,
    },
    discard: { label: '作废', from: ['draft'], to: 'discarded', who: isOfficer, event: 'call.discarded' },
    extend: {
      label: '延长', from: ['open', 'closed'], to: 'open', who: isOfficer, event: 'call.extended',
      guard: ({ endsOn }, { today, input }) => {
        const until = dateOf(input, 'endsOn');
        return input === undefined || (until > endsOn && until >= today) ? true : { reason: '新的截止日期应当晚于原截止日期和今天', remedy: '请重新选择日期' };
      },
    },
    close: { label: '提前截止', from: ['open'], to: 'closed', who: isOfficer, event: 'call.closed', reasonLength: 2 },
    lapse: {
      label: '到期截止', from: ['open'], to: 'closed', who: nobody, event: 'call.closed', system: true,
      guard: ({ endsOn }, { today }) => today > endsOn || { reason: '还没有到截止日期' },
    },
    conclude: {
      label: '公布结果', from: ['closed'], to: 'concluded', who: isOfficer, event: 'call.concluded',
      guard: ({ undecided }, { input }) => {
        if (undecided > 0) return { reason: `还有 ${undecided} 个选题没有代表认领，也没有答复提出人`, remedy: '请逐个邀请代表认领，或者写明理由不予采用' };
        return input === undefined || [...dateOf(input, 'summary')].length >= callFewest.summary ? true : { reason: '征集结果还没有写', remedy: `请写明征集结果，不少于 ${callFewest.summary} 个字` };
      },
    },
  },
});

/** 选题. Nothing is deleted: what is not used is put aside with a reason that its proposers read, and can be taken out again. */
export const topicWorkflow = defineWorkflow<TopicSubject, Actor>()({
  subject: 'call_topic',
  label: '征集选题',
  initial: 'held',
  states: {
    held: { label: '待核看' },
    open: { label: '待认领' },
    taken_up: { label: '代表已认领' },
    set_aside: { label: '未采用' },
    merged: { label: '已并入', final: true },
  },
  actions: {
    pass: { label: '收到建言', from: ['held'], to: 'open', who: nobody, event: 'call.topic_shown', system: true },
    release: { label: '核看后公布', from: ['held'], to: 'open', who: isOfficer, event: 'call.topic_shown' },
    amend: { label: '整理文字', from: ['held', 'open'], to: 'unchanged', who: isOfficer, event: 'call.topic_amended' },
    merge: { label: '并入同类选题', from: ['held', 'open'], to: 'merged', who: isOfficer, event: 'call.topic_merged' },
    setAside: { label: '不予采用', from: ['held', 'open'], to: 'set_aside', who: isOfficer, event: 'call.topic_set_aside', reasonLength: 5 },
    restore: { label: '重新列入', from: ['set_aside'], to: 'open', who: isOfficer, event: 'call.topic_restored' },
    // Also after the result was published: what one deputy gives back another may still take.
    takeUp: { label: '认领', from: ['open'], to: 'taken_up', who: isDeputy, event: 'call.topic_taken_up', source: '代表法 24、36：代表有权提出对各方面工作的建议、批评和意见' },
    join: {
      label: '申请联名', from: ['taken_up'], to: 'unchanged', event: 'call.topic_joined', source: '重庆 8：联名代表逐人确认',
      who: (actor, subject) => (subject.mandateId === actor.id ? { reason: '您已经认领了这一选题' } : isDeputy(actor, subject)),
      guard: ({ stage, joined }, { input }) =>
        stage !== 'taken_up' ? { reason: '建议已经提交，不能再参加联名', remedy: '请认领其他选题' } : joined.includes(dateOf(input, 'mandateId')) ? { reason: '您已经申请过联名', remedy: '请等待认领代表发出联名邀请' } : true,
    },
    progress: { label: '办理进展', from: ['taken_up'], to: 'unchanged', who: nobody, event: 'call.topic_progressed', system: true },
    giveBack: { label: '代表撤回，恢复待认领', from: ['taken_up'], to: 'open', who: nobody, event: 'call.topic_given_back', system: true },
  },
});

export type CallAction = keyof typeof callWorkflow.actions;
export type TopicAction = keyof typeof topicWorkflow.actions;
