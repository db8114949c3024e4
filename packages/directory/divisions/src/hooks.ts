// Where other packages say what the directory must ask or tell: the directory knows none of them.
import type { Work } from '@smart/workflow/work';

/** What still hangs on an organ, in words that follow its name ("尚有 3 件建议未办结"); null when nothing does. */
export type OrganUse = (work: Work, organ: { id: string; congressId: string }) => Promise<string | null>;
/** A term has closed because the next one's first session opened on `on`. */
export type TermClosed = (work: Work, closed: { congressId: string; termId: string; number: number; on: string }) => Promise<void>;

const uses = new Map<string, OrganUse>();
const closings = new Map<string, TermClosed>();

/** Registers a question to ask before an organ is abolished; the same name again replaces the earlier one. */
export function registerOrganUse(name: string, use: OrganUse): void {
  uses.set(name, use);
}

/** Registers what must happen when a term closes, in the same transaction. */
export function registerTermClosed(name: string, closed: TermClosed): void {
  closings.set(name, closed);
}

/** All reasons that speak against abolishing the organ. */
export async function organUses(work: Work, organ: { id: string; congressId: string }): Promise<string[]> {
  const reasons: string[] = [];
  for (const use of uses.values()) {
    const reason = await use(work, organ);
    if (reason !== null) reasons.push(reason);
  }
  return reasons;
}

/** Tells everybody who registered. */
export async function termClosed(work: Work, closed: Parameters<TermClosed>[1]): Promise<void> {
  for (const tell of closings.values()) await tell(work, closed);
}

type ParameterSet = (congressId: string, key: string) => void;
const parameterSet = new Map<string, ParameterSet>();

/** Has `forget` called after a congress has set a parameter, in the process that set it: for what is remembered of parameters. */
export function registerParameterSet(name: string, forget: ParameterSet): void {
  parameterSet.set(name, forget);
}

/** Tells everybody who remembers parameters. */
export function tellParameterSet(congressId: string, key: string): void {
  for (const forget of parameterSet.values()) forget(congressId, key);
}

/** What one organ hands to another in a reorganisation. */
export type Succession = { readonly congressId: string; readonly from: { readonly id: string; readonly name: string }; readonly to: { readonly id: string; readonly name: string }; readonly on: string };
/** How many things of one sort go over, in words: {label: '未办结的代表建议', count: 3, note: '办理期限不变'}. */
export type SuccessionItem = { readonly label: string; readonly count: number; readonly note: string };
export type OrganSuccession = {
  /** What would go over; counts only, nothing is changed. */
  readonly preview: (work: Work, organ: { congressId: string; id: string; name: string }) => Promise<SuccessionItem[]>;
  /** Moves at most `limit` things and returns how many; 0 when nothing is left. What was moved is not found again, so a repeat does no harm. */
  readonly move: (work: Work, succession: Succession, limit: number) => Promise<number>;
  /** The organ has another name from now on: what is open bears it, what is over keeps the old one. */
  readonly renamed?: (work: Work, organ: { congressId: string; id: string; name: string }) => Promise<void>;
};

const successions = new Map<string, OrganSuccession>();

/** Registers what goes over when an organ is merged into another; the same name again replaces the earlier one. */
export function registerOrganSuccession(name: string, succession: OrganSuccession): void {
  successions.set(name, succession);
}

/** Everything that goes over, by name, in the order of the names: the same in every process. */
export const organSuccessions = (): readonly (readonly [string, OrganSuccession])[] => [...successions].toSorted(([one], [other]) => (one < other ? -1 : 1));

/** A change of term: the old term has closed on `on`, the new one is in office. */
export type TermChange = { readonly congressId: string; readonly oldTermId: string; readonly newTermId: string; readonly on: string };
export type TermChangeStep = {
  readonly label: string;
  /** What is to be done and what stays open, for the check list before the change. */
  readonly preview: (work: Work, change: Omit<TermChange, 'newTermId'> & { newTermId: string | null }) => Promise<SuccessionItem[]>;
  /** Does at most `limit` things after `cursor` (an id; '' at first); the next cursor, or null when nothing is left. Safe to repeat. */
  readonly run: (work: Work, change: TermChange, cursor: string, limit: number) => Promise<{ done: number; cursor: string | null }>;
};

const termChanges = new Map<string, TermChangeStep>();

/** Registers what follows a change of term in batches; the same name again replaces the earlier one. */
export function registerTermChange(name: string, step: TermChangeStep): void {
  termChanges.set(name, step);
}

/** Everything that follows a change of term, in the order of the names. */
export const termChangeSteps = (): readonly (readonly [string, TermChangeStep])[] => [...termChanges].toSorted(([one], [other]) => (one < other ? -1 : 1));
