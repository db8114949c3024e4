// 发稿: an article as a state machine. Pure; the same rules draw the button and guard the server.
import type { Role } from '@smart/identity/capacity';
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import type { ArticleState } from './model.ts';

/** Who acts, as far as the rules look at it. */
export type Actor = { readonly personId: string; readonly congressId: string; readonly roles: readonly Role[] };

export type ArticleSubject = Subject<ArticleState> & {
  readonly title: string;
  /** There is a text that can be read. */
  readonly written: boolean;
  /** Nobody else of the congress could examine it, and the congress lets writers do so then (`content.self_review`). */
  readonly selfReview: boolean;
  /** A document: whether it holds may change after it was published. */
  readonly document: boolean;
  /** Everybody who wrote in it. */
  readonly writerIds: readonly string[];
};

const holds = (actor: Actor, subject: { readonly congressId: string }, roles: readonly Role[]): boolean =>
  actor.congressId === subject.congressId && actor.roles.some((role) => roles.includes(role));

const isEditor = (actor: Actor, subject: ArticleSubject): Verdict => holds(actor, subject, ['congress_officer']) || { reason: '只有本级人大机关工作人员可以办理' };

const isWriter = (actor: Actor, subject: ArticleSubject): Verdict =>
  isEditor(actor, subject) === true && subject.writerIds.includes(actor.personId) ? true : { reason: '只有撰稿人可以取回' };

/** 三审三校的底线: nobody lets through what they wrote themselves, but where there is nobody else. */
const isReviewer = (actor: Actor, subject: ArticleSubject): Verdict => {
  if (!holds(actor, subject, ['congress_officer', 'congress_leader'])) return { reason: '只有本级人大机关工作人员和领导可以审核' };
  if (!subject.writerIds.includes(actor.personId) || subject.selfReview) return true;
  return { reason: '撰稿人不能审核自己的稿件，请由其他人审核' };
};

const isLater = (input: unknown): boolean => typeof input === 'object' && input !== null && Reflect.get(input, 'later') === true;

const complete = ({ title, written }: ArticleSubject): Verdict => {
  if (title.trim() === '') return { reason: '标题还没有写', remedy: '请填写标题后再提交审核' };
  return written || { reason: '正文还没有写', remedy: '请填写正文后再提交审核' };
};

export const articleWorkflow = defineWorkflow<ArticleSubject, Actor>()({
  subject: 'article',
  label: '网站稿件',
  initial: 'draft',
  states: {
    draft: { label: '草稿' },
    in_review: { label: '待审核' },
    scheduled: { label: '待发布' },
    published: { label: '已发布' },
    withdrawn: { label: '已撤下', final: true },
    discarded: { label: '已作废', final: true },
  },
  actions: {
    submit: { label: '提交审核', from: ['draft'], to: 'in_review', who: isEditor, guard: complete, event: 'article.submitted' },
    takeBack: { label: '取回修改', from: ['in_review'], to: 'draft', who: isWriter, event: 'article.taken_back' },
    approve: {
      label: '审核通过', from: ['in_review'], to: ['published', 'scheduled'], decide: (_, input) => (isLater(input) ? 'scheduled' : 'published'), who: isReviewer, event: 'article.approved',
      source: '参照政府信息公开条例第十七条：公开前应当审查，明确审查的程序和责任',
    },
    return: { label: '退回修改', from: ['in_review'], to: 'draft', who: isReviewer, reasonLength: 2, event: 'article.returned' },
    publish: { label: '立即发布', from: ['scheduled'], to: 'published', who: isEditor, event: 'article.published' },
    appear: { label: '到时发布', from: ['scheduled'], to: 'published', who: () => ({ reason: '到时由系统发布' }), event: 'article.published', system: true },
    recall: { label: '撤回草稿', from: ['scheduled'], to: 'draft', who: isEditor, event: 'article.recalled' },
    mark: {
      label: '标明效力', from: ['published'], to: 'unchanged', who: (actor, subject) => (subject.document ? isEditor(actor, subject) : { reason: '只有文件可以标明效力' }), event: 'article.marked',
      source: '国办发〔2018〕37号（参照）：规范性文件实行动态清理，修改、废止的及时向社会公布',
    },
    withdraw: { label: '撤下', from: ['published'], to: 'withdrawn', who: isEditor, reasonLength: 5, event: 'article.withdrawn' },
    discard: { label: '作废', from: ['draft'], to: 'discarded', who: isEditor, event: 'article.discarded' },
  },
});

export type ArticleAction = keyof typeof articleWorkflow.actions;
