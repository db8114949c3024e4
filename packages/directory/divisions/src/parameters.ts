// Parameters: where the values that congresses set are kept, how a tier inherits them, and what a change would do to open cases.
import { DomainError } from '@smart/kernel/errors';
import { parseParameter, resolveParameter, type ParameterDefinition, type ResolvedParameter } from '@smart/kernel/parameters';
import { effectOfParameter, termSchema } from '@smart/workflow/deadlines';
import type { ParameterReader, Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { DirectoryActor } from './actor.ts';
import { tellParameterSet } from './hooks.ts';

/** What a change does to one kind of open case. Terms need none: the limits that run by them are counted for every domain alike. */
export type ParameterEffect = { open: number; words: string };
/** A change that is being considered for one congress; `value` has passed the schema and the law. */
export type ParameterChange = { congressId: string; key: string; value: unknown };
export type EffectOf = (work: Work, change: ParameterChange) => Promise<ParameterEffect | null>;

type Entry = {
  readonly key: string;
  readonly label: string;
  readonly unit: string | null;
  readonly help: string;
  readonly article: string | null;
  readonly floor: string | null;
  readonly fallback: unknown;
  /** JSON Schema of the value: the form is drawn from it. */
  readonly form: unknown;
  readonly parse: (raw: unknown) => unknown;
  readonly resolve: (chain: readonly unknown[]) => ResolvedParameter<unknown>;
};

const registry = new Map<string, Entry>();
const effects = new Map<string, EffectOf>();

function entryOf<Value>(key: string, definition: ParameterDefinition<Value>): Entry {
  return {
    key,
    label: definition.label,
    unit: definition.unit,
    help: definition.help,
    article: definition.legal?.article ?? null,
    floor: definition.legal?.describe ?? null,
    fallback: definition.default,
    form: z.toJSONSchema(definition.schema, { unrepresentable: 'any', io: 'input' }),
    parse: (raw) => parseParameter(definition, raw),
    resolve: (chain) => resolveParameter(definition, chain),
  };
}

/**
 * Makes a domain's parameters known. `effect` tells what a change would do to its open cases.
 * Registering the same key again replaces it (a test, a reload).
 */
export function registerParameters<Values extends object>(
  definitions: { readonly [Key in keyof Values]: ParameterDefinition<Values[Key]> },
  effect?: EffectOf,
): void {
  for (const key in definitions) {
    registry.set(key, entryOf(key, definitions[key]));
    if (effect) effects.set(key, effect);
  }
}

function entryFor(key: string): Entry {
  const entry = registry.get(key);
  if (!entry) throw new DomainError('parameters.unknown', { key });
  return entry;
}

type StoredRow = { key: string; value: unknown; distance: number; congress_id: string; congress_name: string; set_by_label: string; set_at: Date };
type Chain = readonly { id: string; name: string }[];
type Stored = { chain: Chain; values: Map<string, (StoredRow | undefined)[]> };

/** The congress and those above it with what each has set, in one statement. */
async function stored(work: Pick<Work, 'sql'>, congressId: string): Promise<Stored> {
  const rows = await work.sql<Omit<StoredRow, 'key' | 'value'> & { key: string | null; value: unknown }>(
    `WITH RECURSIVE chain AS (
       SELECT id, name, parent_id, 0 AS distance FROM congress WHERE id = $1
       UNION ALL SELECT c.id, c.name, c.parent_id, chain.distance + 1 FROM congress c JOIN chain ON c.id = chain.parent_id)
     SELECT chain.id AS congress_id, chain.name AS congress_name, chain.distance, p.key, p.value, p.set_by_label, p.set_at
     FROM chain LEFT JOIN congress_parameter p ON p.congress_id = chain.id ORDER BY chain.distance`,
    [congressId],
  );
  const chain: { id: string; name: string }[] = [];
  const values: Stored['values'] = new Map();
  for (const { key, value, ...row } of rows) {
    chain[row.distance] = { id: row.congress_id, name: row.congress_name };
    if (key === null) continue;
    const list = values.get(key) ?? [];
    list[row.distance] = { ...row, key, value };
    values.set(key, list);
  }
  return { chain, values };
}

const chainOf = ({ chain, values }: Stored, key: string): unknown[] => chain.map((_, level) => values.get(key)?.[level]?.value);

/**
 * Reads parameters within one unit of work: the congress's own value, else that of the nearest tier above which set one, else
 * the default. Everything a congress needs is fetched at the first question and kept for the rest of the unit.
 */
export function createParameterReader(unit: Pick<Work, 'sql'>): ParameterReader {
  const known = new Map<string, Promise<Stored>>();
  return async (congressId, key) => {
    const entry = entryFor(key);
    const all = known.get(congressId) ?? stored(unit, congressId);
    known.set(congressId, all);
    return entry.resolve(chainOf(await all, key)).value;
  };
}

export const parameterView = z.object({
  key: z.string(),
  label: z.string(),
  help: z.string(),
  unit: z.string().nullable(),
  /** The article that limits it, and the limit in words that follow the label. */
  article: z.string().nullable(),
  floor: z.string().nullable(),
  form: z.unknown(),
  value: z.unknown(),
  default: z.unknown(),
  /** Whether the congress itself set it. */
  own: z.boolean(),
  /** The congress above that set it; null when own or default. */
  inheritedFrom: z.string().nullable(),
  /** What would apply if the own value were removed. */
  inheritedValue: z.unknown(),
  setBy: z.string().nullable(),
  setAt: z.string().nullable(),
});
export type ParameterView = z.infer<typeof parameterView>;

/** All parameters as they are in force for a congress, and where each value comes from. */
export async function listParameters(work: Pick<Work, 'sql'>, congressId: string): Promise<ParameterView[]> {
  const all = await stored(work, congressId);
  return [...registry.values()].map((entry) => viewOf(entry, all)).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function viewOf(entry: Entry, all: Stored): ParameterView {
  const chain = chainOf(all, entry.key);
  const inForce = entry.resolve(chain);
  const row = inForce.level === null ? undefined : all.values.get(entry.key)?.[inForce.level];
  return {
    key: entry.key, label: entry.label, help: entry.help, unit: entry.unit, article: entry.article, floor: entry.floor, form: entry.form,
    value: inForce.value,
    default: entry.fallback,
    own: inForce.level === 0,
    inheritedFrom: inForce.level === null || inForce.level === 0 ? null : (all.chain[inForce.level]?.name ?? null),
    inheritedValue: entry.resolve([undefined, ...chain.slice(1)]).value,
    setBy: row?.set_by_label ?? null,
    setAt: row?.set_at.toISOString() ?? null,
  };
}

/**
 * What setting a value (null: inheriting again) would do, before it is saved: open cases concerned, in words, and how many
 * congresses below would follow. Limits already running never move.
 * @throws DomainError parameters.unknown, parameters.invalid_value, parameters.below_legal_floor
 */
export async function previewParameter(work: Work, congressId: string, key: string, value: unknown): Promise<{ value: unknown; open: number; words: string[]; inheriting: number }> {
  const entry = entryFor(key);
  const next = value === null ? entry.resolve([undefined, ...chainOf(await stored(work, congressId), key).slice(1)]).value : entry.parse(value);
  const below = await inheritingBelow(work, congressId, key);
  const effect = (await effects.get(key)?.(work, { congressId, key, value: next })) ?? (await effectOnLimits(work, [congressId, ...below], key, next));
  return {
    value: next,
    open: effect?.open ?? 0,
    words: [...(effect ? [effect.words] : []), ...(below.length > 0 ? [`下级 ${below.length} 个人大未自行设定，将沿用本级的值。`] : [])],
    inheriting: below.length,
  };
}

/** A term of any domain: the limits that run by it, here and in the congresses that follow. Null for what is no term. */
async function effectOnLimits(work: Work, congressIds: readonly string[], key: string, value: unknown): Promise<ParameterEffect | null> {
  const term = termSchema.safeParse(value);
  if (!term.success) return null;
  const { open, statement } = await effectOfParameter(work, key, congressIds, term.data);
  return { open, words: statement };
}

/** Which congresses below follow this one's value: those without a value of their own, not below one that has. */
async function inheritingBelow(work: Pick<Work, 'sql'>, congressId: string, key: string): Promise<string[]> {
  const rows = await work.sql<{ id: string }>(
    `WITH RECURSIVE below AS (
       SELECT c.id FROM congress c WHERE c.parent_id = $1 AND NOT EXISTS (SELECT 1 FROM congress_parameter p WHERE p.congress_id = c.id AND p.key = $2)
       UNION ALL SELECT c.id FROM congress c JOIN below ON c.parent_id = below.id
         WHERE NOT EXISTS (SELECT 1 FROM congress_parameter p WHERE p.congress_id = c.id AND p.key = $2))
     SELECT id FROM below`,
    [congressId, key],
  );
  return rows.map(({ id }) => id);
}

/**
 * Sets a parameter for the actor's congress; null removes the own value, so that the tier above applies again. Every value is kept
 * in the history.
 * @throws DomainError parameters.unknown, parameters.invalid_value, parameters.below_legal_floor
 */
export async function setParameter(work: Work, actor: DirectoryActor, key: string, value: unknown): Promise<ParameterView> {
  const entry = entryFor(key);
  const { congressId } = actor;
  const at = work.clock.now();
  const json = value === null ? null : JSON.stringify(entry.parse(value));
  if (json === null) {
    await work.sql('DELETE FROM congress_parameter WHERE congress_id = $1 AND key = $2', [congressId, key]);
  } else {
    await work.sql(
      `INSERT INTO congress_parameter (congress_id, key, value, set_by, set_by_label, set_at) VALUES ($1, $2, $3::jsonb, $4, $5, $6)
       ON CONFLICT (congress_id, key) DO UPDATE SET value = EXCLUDED.value, set_by = EXCLUDED.set_by, set_by_label = EXCLUDED.set_by_label, set_at = EXCLUDED.set_at`,
      [congressId, key, json, actor.personId, actor.label, at],
    );
  }
  await work.sql(
    'INSERT INTO congress_parameter_history (id, congress_id, key, value, set_by_label, set_at) VALUES (gen_random_uuid(), $1, $2, $3::jsonb, $4, $5)',
    [congressId, key, json, actor.label, at],
  );
  work.afterCommit(() => tellParameterSet(congressId, key));
  return viewOf(entry, await stored(work, congressId));
}

/** Who set a parameter when, newest first; a null value means that the own one was removed. */
export async function parameterHistory(work: Pick<Work, 'sql'>, congressId: string, key: string): Promise<{ value: unknown; setBy: string; setAt: string }[]> {
  const rows = await work.sql<{ value: unknown; set_by_label: string; set_at: Date }>(
    'SELECT value, set_by_label, set_at FROM congress_parameter_history WHERE congress_id = $1 AND key = $2 ORDER BY set_at DESC, id DESC LIMIT 200',
    [congressId, key],
  );
  return rows.map((row) => ({ value: row.value, setBy: row.set_by_label, setAt: row.set_at.toISOString() }));
}
