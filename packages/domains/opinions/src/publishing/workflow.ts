// 公开: an answered opinion is made public in words that staff shortened, or it is not, with the reason. Pure.
import type { Role } from '@smart/identity/capacity';
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { publicationFewest, type PublicationState, publicationStateLabels } from './model.ts';

export type Actor = { readonly congressId: string; readonly roles: readonly Role[] };

export type PublicationSubject = Subject<PublicationState> & {
  readonly title: string;
  /** The opinion came to its end with a reply. */
  readonly answered: boolean;
};

const isOfficer = (actor: Actor, subject: PublicationSubject): Verdict =>
  (actor.congressId === subject.congressId && actor.roles.includes('congress_officer')) || { reason: '只有本级人大代表工作机构（乡镇为主席团）可以办理' };

const answered = (subject: PublicationSubject): Verdict => subject.answered || { reason: '这条意见还没有办结', remedy: '答复群众并评价（或者逾期未评价）办结后再公开' };

const state = (name: PublicationState) => ({ label: publicationStateLabels[name] });

export const publicationWorkflow = defineWorkflow<PublicationSubject, Actor>()({
  subject: 'opinion_publication',
  label: '意见公开',
  initial: 'draft',
  states: { draft: state('draft'), published: state('published'), withdrawn: state('withdrawn'), declined: { ...state('declined'), final: true } },
  actions: {
    publish: { label: '公开', from: ['draft', 'withdrawn'], to: 'published', who: isOfficer, guard: answered, event: 'opinion_publication.published', source: '参照政府信息公开条例 15、17：公开前应当审查，涉及个人隐私的不公开' },
    decline: { label: '不公开', from: ['draft', 'withdrawn'], to: 'declined', who: isOfficer, reasonLength: publicationFewest.decline, event: 'opinion_publication.declined', source: '参照政府信息公开条例 15' },
    withdraw: { label: '撤下', from: ['published'], to: 'withdrawn', who: isOfficer, reasonLength: publicationFewest.withdraw, event: 'opinion_publication.withdrawn' },
  },
});

export type PublicationAction = keyof typeof publicationWorkflow.actions;
