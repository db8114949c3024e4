// Where other packages say what becomes of a deputy's open matters when the mandate ends. Identity knows none of them.
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';

export type MandateEnding = {
  readonly congressId: string;
  readonly mandateId: string;
  readonly personId: string;
  readonly personName: string;
  /** In words: 辞职或者责令辞职被接受. */
  readonly ground: string;
  readonly on: string;
};

/** Somebody who may take a matter over. */
export type Successor = { readonly mandateId: string; readonly name: string };
/** A matter that needs a decision: who goes on with it. */
export type HandOver = {
  readonly matterId: string;
  /** By which everybody may name it: 岳九届四次第12号. Records and messages use this and no more. */
  readonly reference: string;
  /** What it says: only for those who may read the congress's matters. */
  readonly title: string;
  readonly stateLabel: string;
  readonly candidates: readonly Successor[];
  /** Whom the system proposes; null: nobody can, it goes on without. */
  readonly proposed: string | null;
};
/** What becomes of matters that need no decision. */
export type Outcome = { readonly label: string; readonly count: number; readonly outcome: string };
export type EndPreview = { readonly outcomes: readonly Outcome[]; readonly handOvers: readonly HandOver[] };

/** For each matter the mandate that takes over; null: nobody. A matter without a line follows the proposal. */
export type HandOverChoices = Readonly<Record<string, string | null>>;

export type MandateEndedHook = {
  readonly preview: (work: Work, ending: MandateEnding) => Promise<EndPreview>;
  /** In the transaction that ends the mandate. Returns sentences for the record of the act. @throws DomainError when a choice is not possible */
  readonly ended: (work: Work, acting: Acting, ending: MandateEnding, choices: HandOverChoices) => Promise<string[]>;
};

const hooks = new Map<string, MandateEndedHook>();

/** Registers what hangs on a mandate; the same name again replaces the earlier one. */
export function registerMandateEnded(name: string, hook: MandateEndedHook): void {
  hooks.set(name, hook);
}

/** What would become of everything that hangs on the mandate. */
export async function previewOfEnd(work: Work, ending: MandateEnding): Promise<EndPreview> {
  const outcomes: Outcome[] = [];
  const handOvers: HandOver[] = [];
  for (const hook of hooks.values()) {
    const preview = await hook.preview(work, ending);
    outcomes.push(...preview.outcomes);
    handOvers.push(...preview.handOvers);
  }
  return { outcomes, handOvers };
}

/** Tells everybody who registered; returns what was done, in sentences. */
export async function tellMandateEnded(work: Work, acting: Acting, ending: MandateEnding, choices: HandOverChoices): Promise<string[]> {
  const done: string[] = [];
  for (const hook of hooks.values()) done.push(...(await hook.ended(work, acting, ending, choices)));
  return done;
}
