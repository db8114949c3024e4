// What leaves the room of declarations.
import { z } from 'zod';
import { type DutyKind, isDutyKind } from '../model.ts';
import { declarationStates } from './model.ts';
import { declaredFacts } from './model-inputs.ts';

const kind = z.custom<DutyKind>(isDutyKind);
export const declarationReceipt = z.object({ id: z.string(), version: z.number(), /** What happens now, in words. */ next: z.string() });
export type DeclarationReceipt = z.output<typeof declarationReceipt>;

export const declarationView = z.object({
  id: z.string(), version: z.number(), state: z.enum(declarationStates), kind, kindLabel: z.string(), title: z.string(), occurredOn: z.string(), place: z.string(), result: z.string(), facts: declaredFacts,
  returnReason: z.string().nullable(), decidedBy: z.string().nullable(), createdAt: z.string(),
  pictures: z.array(z.object({ id: z.string(), name: z.string() })),
  /** What it said before, the latest first. */
  revisions: z.array(z.object({ title: z.string(), occurredOn: z.string(), place: z.string(), result: z.string(), replacedBy: z.string(), replacedAt: z.string() })),
});
export type DeclarationView = z.output<typeof declarationView>;
export const myDeclarationsView = z.object({ rows: z.array(declarationView), total: z.number() });

export const declarationRow = declarationView.extend({
  mandateId: z.string(), deputyName: z.string(), delegation: z.string().nullable(),
  /** The archive has one of the same kind and day already: perhaps it was recorded by itself. */
  similar: z.boolean(),
});
export type DeclarationRow = z.output<typeof declarationRow>;
export const listDeclarationsView = z.object({ rows: z.array(declarationRow), total: z.number(), pending: z.number() });
export const confirmManyView = z.object({ confirmed: z.number(), failed: z.array(z.object({ id: z.string(), problem: z.string() })) });
