// One decision of an examination as it is filled in, and what it becomes on the wire.
import { type PartForm, splitProblem } from './split.ts';
import type { DeclineFollowUp, DeclineGround, SuggestionState } from '@smart/suggestions/model';

export const decisions = ['accept', 'return_for_amendment', 'decline', 'merge', 'split'] as const;
export type Decision = (typeof decisions)[number];

export type ExamineForm = {
  readonly decision: Decision;
  readonly reason: string;
  readonly ground: DeclineGround | '';
  readonly followUp: DeclineFollowUp | '';
  readonly intoId: string;
  readonly parts: readonly PartForm[];
};

/** What another suggestion of the same content can be merged into: registered and not answered yet. */
export const statesOfMergeTarget = ['registered', 'assigned', 'return_requested', 'in_handling'] as const satisfies readonly SuggestionState[];

const enough = (text: string): boolean => text.trim().length >= 4;

/** What is still missing, as a sentence; null when the decision is complete. */
export function examineProblem(form: ExamineForm): string | null {
  if (form.decision === 'accept') return null;
  if (form.decision === 'decline' && form.ground === '') return '请选择不作建议处理的法定情形';
  if (form.decision === 'decline' && form.followUp === '') return '请选择后续处理方式';
  if (form.decision === 'merge' && form.intoId === '') return '请选择并入哪一件';
  const split = form.decision === 'split' ? splitProblem(form.parts) : null;
  if (split !== null) return split;
  return enough(form.reason) ? null : '请写明理由（至少 4 个字），代表会看到';
}

/** The request of the decision; null while something is missing. */
export function examineRequest(form: ExamineForm, subject: { readonly id: string; readonly version: number }) {
  if (examineProblem(form) !== null) return null;
  const { ground, followUp } = form;
  const reason = form.reason.trim();
  const base = { id: subject.id, expectedVersion: subject.version };
  switch (form.decision) {
    case 'accept':
      return { ...base, decision: form.decision, ...(reason === '' ? {} : { note: reason }) };
    case 'return_for_amendment':
      return { ...base, decision: form.decision, reason };
    case 'decline':
      return ground === '' || followUp === '' ? null : { ...base, decision: form.decision, ground, followUp, reason };
    case 'merge':
      return { ...base, decision: form.decision, intoId: form.intoId, reason };
    // Proposing a split is a call of its own.
    case 'split':
      return null;
  }
}

/** The one to examine after `id`: the next in the queue, or the first of those left. */
export function nextInQueue(queue: readonly { readonly id: string }[], id: string): string | null {
  const at = queue.findIndex((one) => one.id === id);
  return (queue[at + 1] ?? queue.find((one) => one.id !== id))?.id ?? null;
}
