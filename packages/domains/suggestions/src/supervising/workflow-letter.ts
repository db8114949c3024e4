// 督办单 as a workflow of its own: issued, answered, closed. It never changes the state of the suggestion it is about (domain rule 8.1).
import { defineWorkflow, type Subject } from '@smart/workflow/define';
import { type Actor, isHandler, isOfficerOrLeader } from '../subjects.ts';
import { letterStateLabels, type LetterState } from './model.ts';

export type LetterSubject = Subject<LetterState> & { readonly organId: string; readonly answer: string | null };

const label = (state: LetterState) => ({ label: letterStateLabels[state] });

/** The kind of the letter's own limit. */
export const letterLimit = 'supervision_answer';

export const letterWorkflow = defineWorkflow<LetterSubject, Actor>()({
  subject: 'supervision_letter',
  label: '督办单',
  initial: 'draft',
  states: { draft: label('draft'), issued: label('issued'), answered: label('answered'), closed: { ...label('closed'), final: true }, withdrawn: { ...label('withdrawn'), final: true } },
  actions: {
    issueLetter: { label: '发出督办单', from: ['draft'], to: 'issued', who: isOfficerOrLeader, event: 'supervision_letter.issued', source: '代表法 52；青岛 34' },
    answerLetter: { label: '回复督办单', from: ['issued'], to: 'answered', who: isHandler, meets: [letterLimit], event: 'supervision_letter.answered' },
    returnLetter: { label: '退回重新回复', from: ['answered'], to: 'issued', who: isOfficerOrLeader, reasonLength: 4, event: 'supervision_letter.returned' },
    closeLetter: { label: '督办单办结', from: ['answered'], to: 'closed', who: isOfficerOrLeader, event: 'supervision_letter.closed' },
    withdrawLetter: { label: '撤回督办单', from: ['issued', 'answered'], to: 'withdrawn', who: isOfficerOrLeader, reasonLength: 4, cancels: ['*'], event: 'supervision_letter.withdrawn' },
  },
});
export type LetterAction = keyof typeof letterWorkflow.actions;
