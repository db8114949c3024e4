// The way of an objection as data: the deputy files it, the office decides it with a reason.
import type { Capacity } from '@smart/identity/capacity';
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { fewestWords } from './model.ts';
import { type ObjectionState, objectionStateLabels } from './objection-model.ts';

export type Actor = Pick<Capacity, 'id' | 'kind' | 'personId' | 'congressId' | 'roles'>;
export type ObjectionSubject = Subject<ObjectionState> & { readonly mandateId: string; readonly personId: string; readonly year: number; readonly subsystem: string };

const isOwner = (actor: Actor, { mandateId }: ObjectionSubject): Verdict => (actor.kind === 'mandate' && actor.id === mandateId ? true : { reason: '只有代表本人可以对自己的计分提出异议' });
/** Nobody decides on their own result. */
const isOfficer = (actor: Actor, { congressId, personId }: ObjectionSubject): Verdict => {
  if (!actor.roles.includes('congress_officer') || actor.congressId !== congressId) return { reason: '只有本级人大代表工作机构（乡镇为主席团）可以处理计分异议' };
  return actor.personId === personId ? { reason: '本人提出的异议由其他工作人员处理' } : true;
};
const state = (name: ObjectionState) => ({ label: objectionStateLabels[name] });

export const objectionWorkflow = defineWorkflow<ObjectionSubject, Actor>()({
  subject: 'duty_objection',
  label: '计分异议',
  initial: 'filed',
  states: { filed: state('filed'), upheld: { ...state('upheld'), final: true }, rejected: { ...state('rejected'), final: true }, withdrawn: { ...state('withdrawn'), final: true } },
  actions: {
    file: { label: '提出异议', from: ['filed'], to: 'unchanged', who: isOwner, event: 'duty.objection_filed' },
    withdraw: { label: '撤回', from: ['filed'], to: 'withdrawn', who: isOwner, event: 'duty.objection_withdrawn' },
    uphold: { label: '更正计分', from: ['filed'], to: 'upheld', who: isOfficer, reasonLength: fewestWords.reason, event: 'duty.objection_upheld', source: '代表法 58：由常委会（主席团）记录代表履职情况' },
    reject: { label: '维持原计分', from: ['filed'], to: 'rejected', who: isOfficer, reasonLength: fewestWords.reason, event: 'duty.objection_rejected' },
  },
});
export type ObjectionAction = keyof typeof objectionWorkflow.actions;
