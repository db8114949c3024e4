// 本人补充: what a deputy did outside the system. Pure and without libraries: the portal's first page loads it.
import { type DutyKind, dutyKinds, kindNames } from '../model.ts';

export const declarationStates = ['pending', 'confirmed', 'returned', 'withdrawn'] as const;
export type DeclarationState = (typeof declarationStates)[number];
export const declarationStateLabels: Readonly<Record<DeclarationState, string>> = { pending: '待核', confirmed: '已核实', returned: '已退回', withdrawn: '已撤回' };

const isDeclared = (kind: DutyKind): boolean => 'declared' in dutyKinds[kind];
/** What may be entered by hand: what other modules record by themselves is not among them. */
export const declaredKinds: readonly DutyKind[] = kindNames.filter(isDeclared);

/** The subsystem's own fields, as far as a deputy fills them in. Of contact: a kind of people, never a name. */
export const declaredFields = {
  learning: ['form', 'organiser', 'hours'],
  proposals: [],
  sitting_in: ['organiser'],
  contact: ['whom', 'form', 'questions'],
  activities: ['organiser', 'questions'],
} as const;
export type DeclaredField = (typeof declaredFields)[keyof typeof declaredFields][number];
export const declaredFieldNames = ['whom', 'form', 'questions', 'organiser', 'hours'] as const satisfies readonly DeclaredField[];

export type DeclaredFacts = Partial<Record<DeclaredField, string>>;

export const declarationLimits = { title: 60, place: 60, result: 500, field: 100, reason: 200, pictures: 3, /** How long afterwards something is entered, days. */ latest: 366 } as const;
export const declarationFewest = { title: 4, reason: 4 } as const;
