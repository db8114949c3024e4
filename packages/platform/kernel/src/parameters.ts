/**
 * Parameters make congresses differ, never code. Each has a default, and where the law sets a limit a check with
 * its article: a congress may be stricter than the law, never looser. A tier inherits what it does not set.
 */
import type { z } from 'zod';
import { DomainError } from './errors.ts';
import { chineseMessage, fieldProblems } from './validation.ts';

/** The limit the law sets for a parameter. */
export type LegalFloor<Value> = {
  /** The source, such as '代表法第五十一条'. */
  article: string;
  allow: (value: Value) => boolean;
  /** The limit in words that follow the label: '不得长于 3 个月'. */
  describe: string;
};

export type ParameterDefinition<Value> = {
  /** The name users see. */
  label: string;
  schema: z.ZodType<Value>;
  default: Value;
  /** The unit shown behind the value, such as '个工作日'; null when it has none. */
  unit: string | null;
  legal: LegalFloor<Value> | null;
  /** What the parameter changes, in one or two sentences for the administrator. */
  help: string;
};

type Definitions<Values> = { readonly [Key in keyof Values]: ParameterDefinition<Values[Key]> };

/** The values of a set of definitions, by key. */
export type ParameterValues<Set> = {
  [Key in keyof Set]: Set[Key] extends ParameterDefinition<infer Value> ? Value : never;
};

/**
 * Declares parameters; the keys begin with the domain ('suggestions.reply_months'). Refuses to start when a default
 * breaks its own schema or the law.
 */
export function defineParameters<Schemas extends Record<`${string}.${string}`, z.ZodType>>(definitions: {
  // The value's type comes from the schema alone, so that a default of 'abc' does not widen to string.
  readonly [Key in keyof Schemas]: ParameterDefinition<z.output<Schemas[Key]>> & { schema: Schemas[Key] };
}): Definitions<{ [Key in keyof Schemas]: z.output<Schemas[Key]> }> {
  for (const key in definitions) parseParameter(definitions[key], definitions[key].default);
  return definitions;
}

/**
 * The definition with this key, when the key comes from outside.
 * @throws DomainError parameters.unknown
 */
export function parameterKey<Values extends object>(definitions: Definitions<Values>, key: string): keyof Values {
  for (const known in definitions) if (known === key) return known;
  throw new DomainError('parameters.unknown', { key });
}

/**
 * Refuses a value that is looser than the law.
 * @throws DomainError parameters.below_legal_floor
 */
export function checkLegal<Value>(definition: ParameterDefinition<Value>, value: Value): void {
  const { legal, label } = definition;
  if (legal && !legal.allow(value)) {
    throw new DomainError('parameters.below_legal_floor', { label, floor: legal.describe, article: legal.article });
  }
}

/**
 * Reads a value that is about to be saved.
 * @throws DomainError parameters.invalid_value or parameters.below_legal_floor
 */
export function parseParameter<Value>(definition: ParameterDefinition<Value>, raw: unknown): Value {
  const result = definition.schema.safeParse(raw, { error: chineseMessage });
  if (!result.success) {
    const fields = fieldProblems(result.error);
    const problem = fields[0]?.message ?? '不符合要求';
    throw new DomainError('parameters.invalid_value', { label: definition.label, problem }, fields);
  }
  checkLegal(definition, result.data);
  return result.data;
}

export type ResolvedParameter<Value> = {
  value: Value;
  /** Index in the chain of the tier that set the value; null when the default serves. */
  level: number | null;
  /** Tiers whose stored value was passed over because the schema or the law has changed since; show them for correction. */
  ignored: number[];
};

/**
 * The value in force: the congress's own, else that of the nearest upper tier which has one, else the default.
 * @param chain stored values, own tier first; `undefined` where a tier sets nothing
 */
export function resolveParameter<Value>(
  definition: ParameterDefinition<Value>,
  chain: readonly unknown[],
): ResolvedParameter<Value> {
  const ignored: number[] = [];
  for (const [level, stored] of chain.entries()) {
    if (stored === undefined) continue;
    const result = definition.schema.safeParse(stored);
    if (result.success && (definition.legal?.allow(result.data) ?? true)) return { value: result.data, level, ignored };
    ignored.push(level);
  }
  return { value: definition.default, level: null, ignored };
}
