// The only way to change the state of a subject: one function, one transaction, every trace of the act in it.
import { formatDateTime, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { type Acting, appendRow, lastRow } from './action-log.ts';
import { computeStart, endDeadlines, type StartedDeadline, startDeadline } from './deadlines.ts';
import { type ActionDefinition, availableActions, type Subject, targets, type Verdict } from './define.ts';
import { appendEvent } from './events.ts';
import { labelsOf, type SubjectStore } from './store.ts';
import type { Work } from './work.ts';

export type AdvanceRequest<Action extends string, Actor, Patch extends object> = {
  readonly id: string;
  readonly action: Action;
  /** Whom the rules of `who` judge; null for an act of the system. */
  readonly actor: Actor | null;
  /** As whom it is recorded. */
  readonly acting: Acting;
  /** The version that the actor saw; without it nobody else's act in between is noticed. */
  readonly expectedVersion?: number | undefined;
  /** What the guard and the choice of the target state look at. Not recorded. */
  readonly input?: unknown;
  readonly reason?: string | undefined;
  /** Columns of the subject that the act changes besides state and version. */
  readonly patch?: Partial<Patch> | undefined;
  /** Goes into the log beside the act; facts a timeline shows (names, dates, grades), never free personal data. */
  readonly detail?: { readonly [key: string]: unknown } | undefined;
  readonly event?: { readonly payload: unknown } | undefined;
};

/**
 * Does one act on one subject, in the caller's transaction: lock, checks, new state, deadlines, log, event.
 * @returns the subject after the act
 * @throws DomainError common.not_found, workflow.version_conflict (somebody acted in between), workflow.illegal_action (not in
 * this state), common.forbidden (not by this actor), workflow.refused (not now), common.invalid_input (no sufficient reason)
 */
export async function advance<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  work: Work,
  store: SubjectStore<State, Action, S, Actor, Patch>,
  request: AdvanceRequest<Action, Actor, Patch>,
): Promise<S> {
  const subject = await store.lock(work, request.id);
  const action = store.workflow.actions[request.action];
  await checkVersion(work, store, subject, request.expectedVersion);
  checkState(work, store, subject, request);
  checkRules(work, action, subject, request);
  const reason = checkReason(action, request.reason);

  const state = targetOf(action, subject, request.input);
  const version = subject.version + 1;
  // Statements of one unit of work go out one behind the other; what does not need an answer does not wait for it.
  const [previous, saved] = await Promise.all([
    subject.version === 0 ? undefined : lastRow(work, store.workflow.subject, subject.id),
    store.save(work, subject, { state, version, patch: request.patch ?? {} }),
  ]);
  const next = saved ?? (await store.lock(work, subject.id));
  const { ended, started } = await moveDeadlines(work, store, action, next);
  await Promise.all([
    appendRow(work, previous, {
      congressId: subject.congressId, matterId: subject.matterId, subjectType: store.workflow.subject, subjectId: subject.id, sequence: version,
      action: request.action, fromState: subject.state, toState: state, acting: request.acting, reason, at: work.clock.now().toISOString(),
      detail: { ...request.detail, ...(started.length > 0 ? { deadlines: started.map(({ kind, dueOn, explanation }) => ({ kind, dueOn, explanation })) } : {}) },
    }),
    appendEvent(work, {
      congressId: subject.congressId, matterId: subject.matterId, type: action.event, subjectType: store.workflow.subject, subjectId: subject.id,
      personId: request.acting.personId, payload: request.event?.payload ?? {},
    }),
  ]);
  if (!store.deadlinesChanged || (ended.length === 0 && started.length === 0)) return next;
  await store.deadlinesChanged(work, next);
  return store.lock(work, subject.id);
}

// Comes before the check of the state: when somebody else acted, who and when helps more than "not possible in this state".
async function checkVersion<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  work: Work,
  store: SubjectStore<State, Action, S, Actor, Patch>,
  subject: S,
  expected: number | undefined,
): Promise<void> {
  if (expected === undefined || expected === subject.version) return;
  const { subject: subjectType } = store.workflow;
  const last = await lastRow(work, subjectType, subject.id);
  throw new DomainError('workflow.version_conflict', last ? { actor: last.actorLabel, at: formatDateTime(last.at), action: labelsOf(subjectType).action(last.action) } : {});
}

function checkState<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  work: Work,
  { workflow }: SubjectStore<State, Action, S, Actor, Patch>,
  subject: S,
  { action, actor }: AdvanceRequest<Action, Actor, Patch>,
): void {
  const definition = workflow.actions[action];
  // An act of the system is nobody's button: asked for by a person it does not exist.
  if (definition.from.includes(subject.state) && !(definition.system && actor !== null)) return;
  const possible = actor === null ? [] : availableActions(workflow, subject, actor, { today: today(work.clock) });
  throw new DomainError('workflow.illegal_action', {
    state: workflow.states[subject.state].label,
    action: definition.label,
    allowed: possible.filter(({ allowed }) => allowed).map(({ label }) => label),
  });
}

function checkRules<State extends string, S extends Subject<State>, Actor>(
  work: Work,
  action: ActionDefinition<State, S, Actor>,
  subject: S,
  { actor, input }: { readonly actor: Actor | null; readonly input?: unknown },
): void {
  if (!action.system) {
    if (actor === null) throw new Error(`the system may not do “${action.label}”: only actions marked \`system\``);
    const may = action.who(actor, subject);
    if (may !== true) throw new DomainError('common.forbidden', { reason: sentence(may.reason) });
  }
  refuseUnless(action.guard?.(subject, { today: today(work.clock), input }) ?? true);
}

/** A reason without its full stop: the message goes on after it. */
const sentence = (text: string): string => text.replace(/[。；\s]+$/u, '');

function refuseUnless(verdict: Verdict): void {
  if (verdict === true) return;
  throw new DomainError('workflow.refused', { reason: sentence(verdict.reason), ...(verdict.remedy ? { remedy: sentence(verdict.remedy) } : {}) });
}

function checkReason(action: { readonly reasonLength?: number; readonly label: string }, given: string | undefined): string | null {
  const reason = given?.trim() ?? '';
  const least = action.reasonLength ?? 0;
  if ([...reason].length < least) {
    const problem = `“${action.label}”须写明理由，不少于 ${least} 个字`;
    throw new DomainError('common.invalid_input', { problem }, [{ path: 'reason', message: problem }]);
  }
  return reason === '' ? null : reason;
}

function targetOf<State extends string, S extends Subject<State>, Actor>(action: ActionDefinition<State, S, Actor>, subject: S, input: unknown): State {
  if (action.to === 'unchanged') return subject.state;
  const possible = targets(action);
  const target = action.decide ? action.decide(subject, input) : possible[0];
  if (target === undefined || !possible.includes(target)) throw new Error(`“${action.label}” decided for ${target}, which is none of its targets`);
  return target;
}

// Ends before it starts: an act may meet a limit and start the next one of the same kind. Nothing can be due in a final state.
async function moveDeadlines<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  work: Work,
  store: SubjectStore<State, Action, S, Actor, Patch>,
  action: ActionDefinition<State, S, Actor>,
  subject: S,
): Promise<{ ended: string[]; started: StartedDeadline[] }> {
  const final = store.workflow.states[subject.state].final === true;
  const cancels = final ? ['*'] : (action.cancels ?? []);
  const met = action.meets ? await endDeadlines(work, subject.id, action.meets, 'met') : [];
  const cancelled = cancels.length > 0 ? await endDeadlines(work, subject.id, cancels, 'cancelled') : [];
  const started: StartedDeadline[] = [];
  for (const start of final ? [] : (action.starts ?? [])) {
    const deadline = await computeStart(work, subject.congressId, start);
    await startDeadline(work, store.workflow.subject, subject, deadline, store.ownerOf?.(subject, start.owner) ?? {});
    started.push(deadline);
  }
  return { ended: [...met, ...cancelled], started };
}
