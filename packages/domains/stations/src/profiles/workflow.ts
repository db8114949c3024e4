// 代表简介 as a state machine. Pure; the same rules draw the button and guard the server.
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import type { ProfileState } from './model.ts';
import type { Actor } from '../workflow.ts';

export type ProfileSubject = Subject<ProfileState> & { readonly mandateId: string; readonly name: string; /** Something was confirmed before and stands on the site. */ readonly standing: boolean };

const isSelf = (actor: Actor, { mandateId, congressId }: ProfileSubject): Verdict =>
  (actor.kind === 'mandate' && actor.id === mandateId && actor.congressId === congressId && actor.roles.includes('deputy')) || { reason: '只有代表本人可以填写' };
const isOffice = (actor: Actor, { congressId }: { readonly congressId: string }): Verdict =>
  (actor.congressId === congressId && actor.roles.includes('congress_officer')) || { reason: '只有本级人大代表工作机构可以核定' };

/** A person's words about themselves: proposed by the deputy or entered by the office; nothing is shown before the office has looked at it. */
export const profileWorkflow = defineWorkflow<ProfileSubject, Actor>()({
  subject: 'deputy_profile',
  label: '代表简介',
  initial: 'empty',
  states: { empty: { label: '没有填写' }, proposed: { label: '待核定' }, confirmed: { label: '已核定' } },
  actions: {
    propose: { label: '提交核定', from: ['empty', 'proposed', 'confirmed'], to: 'proposed', who: isSelf, event: 'profile.proposed' },
    enter: { label: '录入', from: ['empty', 'proposed', 'confirmed'], to: 'confirmed', who: isOffice, event: 'profile.confirmed' },
    confirm: { label: '核定', from: ['proposed'], to: 'confirmed', who: isOffice, event: 'profile.confirmed', source: '个人信息保护法第六条：公开限于实现目的的最小范围，由本级核定' },
    return: { label: '退回', from: ['proposed'], to: ['empty', 'confirmed'], decide: ({ standing }) => (standing ? 'confirmed' : 'empty'), who: isOffice, reasonLength: 2, event: 'profile.returned' },
    hide: { label: '设定不公开的内容', from: ['empty', 'proposed', 'confirmed'], to: 'unchanged', who: isSelf, event: 'profile.hidden', source: '个人信息保护法第四十四条：个人有权限制他人处理其个人信息' },
  },
});

export type ProfileAction = keyof typeof profileWorkflow.actions;
