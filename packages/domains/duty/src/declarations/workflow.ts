// The way of a declaration as data: it counts once the office has confirmed it.
import type { Capacity } from '@smart/identity/capacity';
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { declarationFewest, type DeclarationState, declarationStateLabels } from './model.ts';

/** Who acts, as far as the rules look at it. */
export type Actor = Pick<Capacity, 'id' | 'kind' | 'personId' | 'congressId' | 'roles'>;
export type DeclarationSubject = Subject<DeclarationState> & { readonly mandateId: string; readonly personId: string; readonly title: string };

const isOwner = (actor: Actor, { mandateId }: DeclarationSubject): Verdict => (actor.kind === 'mandate' && actor.id === mandateId ? true : { reason: '只有代表本人可以填写' });
/** Nobody confirms what they did themselves. */
const isOfficer = (actor: Actor, { congressId, personId }: DeclarationSubject): Verdict => {
  if (!actor.roles.includes('congress_officer') || actor.congressId !== congressId) return { reason: '只有本级人大代表工作机构（乡镇为主席团）可以核实' };
  return actor.personId === personId ? { reason: '本人的履职由其他工作人员核实' } : true;
};
const state = (name: DeclarationState) => ({ label: declarationStateLabels[name] });

export const declarationWorkflow = defineWorkflow<DeclarationSubject, Actor>()({
  subject: 'duty_declaration',
  label: '补充履职',
  initial: 'pending',
  states: { pending: state('pending'), confirmed: state('confirmed'), returned: state('returned'), withdrawn: { ...state('withdrawn'), final: true } },
  actions: {
    declare: { label: '补充填报', from: ['pending'], to: 'unchanged', who: isOwner, event: 'duty.declared', source: '浙江代表法办法 47：代表如实填写履职情况' },
    amend: { label: '修改', from: ['pending', 'returned'], to: 'pending', who: isOwner, event: 'duty.declaration_amended' },
    withdraw: { label: '撤回', from: ['pending', 'returned'], to: 'withdrawn', who: isOwner, event: 'duty.declaration_withdrawn' },
    confirm: { label: '核实', from: ['pending'], to: 'confirmed', who: isOfficer, event: 'duty.declaration_confirmed', source: '代表法 58：由常委会（主席团）记录代表履职情况' },
    sendBack: { label: '退回', from: ['pending'], to: 'returned', who: isOfficer, reasonLength: declarationFewest.reason, event: 'duty.declaration_returned' },
    revoke: { label: '撤销核实', from: ['confirmed'], to: 'returned', who: isOfficer, reasonLength: declarationFewest.reason, event: 'duty.declaration_revoked' },
  },
});
export type DeclarationAction = keyof typeof declarationWorkflow.actions;
