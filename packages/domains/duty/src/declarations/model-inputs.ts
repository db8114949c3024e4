// What comes in for declarations.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { type DutyKind, isDutyKind } from '../model.ts';
import { declaredFieldNames, declaredKinds, declarationFewest, declarationLimits, declarationStates } from './model.ts';

const optional = (most: number, what: string) => z.string().trim().max(most, { error: `${what}不超过 ${most} 个字` }).default('');
const fact = (what: string) => z.string().trim().max(declarationLimits.field, { error: `${what}不超过 ${declarationLimits.field} 个字` });
const kind = z.custom<DutyKind>((value) => isDutyKind(value) && declaredKinds.includes(value), { error: '请选择类别' });

/** As they are kept. */
export const declaredFacts = z.partialRecord(z.enum(declaredFieldNames), z.string());

export const declareInput = z.strictObject({
  /** The device's own, so that it arrives once. */
  id: idSchema,
  kind,
  occurredOn: dateSchema,
  title: z.string().trim().min(declarationFewest.title, { error: `请写明做了什么，不少于 ${declarationFewest.title} 个字` }).max(declarationLimits.title, { error: `做了什么不超过 ${declarationLimits.title} 个字` }),
  place: optional(declarationLimits.place, '地点'),
  result: optional(declarationLimits.result, '成果'),
  facts: z.partialRecord(z.enum(declaredFieldNames), fact('每一项')).default({}),
  fileIds: z.array(idSchema).max(declarationLimits.pictures, { error: `照片不超过 ${declarationLimits.pictures} 张` }).default([]),
});
export const amendDeclarationInput = declareInput.extend({ expectedVersion: z.int().min(0) });
export const declarationRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0) });
export const decideDeclarationInput = declarationRef.extend({ reason: z.string().trim().max(declarationLimits.reason, { error: `理由不超过 ${declarationLimits.reason} 个字` }) });
export const confirmManyInput = z.strictObject({ items: z.array(declarationRef).min(1, { error: '请选择要核实的记录' }).max(100, { error: '一次最多核实 100 条' }) });

const page = { limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) };
export const myDeclarationsInput = z.strictObject(page);
export const listDeclarationsInput = z.strictObject({ state: z.enum(declarationStates).optional(), q: z.string().trim().max(60).optional(), ...page });
