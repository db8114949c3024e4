// How `advance` reaches a domain's subject, and which kinds of subject there are.
import type { AnyWorkflow, Subject, Workflow } from './define.ts';
import type { Json } from './canonical.ts';
import type { Work } from './work.ts';

/** Who must act by a deadline. */
export type DeadlineOwner = { readonly organId?: string; readonly personId?: string };

/** What an act changes of the subject: its new state and version, and the columns given by the caller. */
export type Change<State extends string, Patch extends object> = { readonly state: State; readonly version: number; readonly patch: Partial<Patch> };

/** A domain's table of subjects. Its columns `id`, `congress_id`, `state` and `version` are compared with the log by `verify-log`. */
export type SubjectStore<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object> = {
  readonly workflow: Workflow<State, Action, S, Actor>;
  /** The table's name, as in the database. */
  readonly table: string;
  /**
   * `SELECT … FOR UPDATE` by id.
   * @throws DomainError common.not_found
   */
  readonly lock: (work: Work, id: string) => Promise<S>;
  /** Writes state, version and patch. May return the subject as it is now (`UPDATE … RETURNING`), which saves reading it again. */
  readonly save: (work: Work, subject: S, change: Change<State, Patch>) => Promise<S | void>;
  /** Who has to act: `owner` as named by the workflow's deadline; the subject as it is after the act. */
  readonly ownerOf?: (subject: S, owner: string) => DeadlineOwner;
  /** Called in the same transaction after an act began or ended deadlines, so that the domain can copy the nearest one into its row. */
  readonly deadlinesChanged?: (work: Work, subject: S) => Promise<void>;
  /** What a notice needs to name each subject (title, number, …); goes into the payload of reminders. */
  readonly describe?: (work: Work, ids: readonly string[]) => Promise<ReadonlyMap<string, { readonly [key: string]: Json }>>;
  /** Days after a limit of this kind on which its owner is reminded, instead of those the congress set for all limits. */
  readonly remindAfter?: Readonly<Record<string, readonly number[]>>;
};

/** What code that treats all subjects alike may know. */
export type RegisteredSubject = {
  readonly workflow: AnyWorkflow;
  readonly table: string;
  readonly describe?: SubjectStore<string, string, never, never, never>['describe'];
  readonly remindAfter?: Readonly<Record<string, readonly number[]>>;
};

const subjects = new Map<string, RegisteredSubject>();

/** Declares a domain's store, and makes its kind of subject known to the log's verification, to timelines and reminders. */
export function defineStore<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  store: SubjectStore<State, Action, S, Actor, Patch>,
): SubjectStore<State, Action, S, Actor, Patch> {
  const { subject } = store.workflow;
  if (subjects.has(subject)) throw new Error(`the subject ${subject} has two stores`);
  subjects.set(subject, { workflow: store.workflow, table: store.table, ...(store.describe ? { describe: store.describe } : {}), ...(store.remindAfter ? { remindAfter: store.remindAfter } : {}) });
  return store;
}

/** Every kind of subject, by its name. */
export const registeredSubjects = (): ReadonlyMap<string, RegisteredSubject> => subjects;

/** The words for a state or an action of any subject; the bare name when the workflow no longer knows it. */
export function labelsOf(subjectType: string): { subject: string; state: (name: string) => string; action: (name: string) => string } {
  const workflow = subjects.get(subjectType)?.workflow;
  return {
    subject: workflow?.label ?? subjectType,
    state: (name) => workflow?.states[name]?.label ?? name,
    action: (name) => workflow?.actions[name]?.label ?? name,
  };
}
