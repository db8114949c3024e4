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
