/** Reads a router's procedures as data: the start refuses an unguarded one, the permission matrix is generated from the list. */

export type Access = 'public' | 'person' | 'capacity' | 'live';

/** What a procedure says about itself with `.meta({ … })`. */
export type ProcedureMeta<Role extends string = string> = {
  /** Set by the procedure builders; never by a domain. */
  readonly access?: Access;
  /** The roles that may call it at all; what they may do inside is the policy's matter. Required for a capacity procedure. */
  readonly roles?: readonly Role[];
  /** One Chinese sentence for administrators and documents. */
  readonly description?: string;
  /** A query that leaves a trace of who looked: its unit of work may write. */
  readonly writes?: boolean;
  /** A sensitive act: the person must have proved to be themselves within the last minutes. */
  readonly stepUp?: boolean;
  /** The answer holds a secret for the person's eyes: it is not kept for retries, and the same request sent again is a new one. */
  readonly secret?: boolean;
};

export type DescribedProcedure = {
  readonly path: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly access: Access | undefined;
  readonly roles: readonly string[];
  readonly description: string | undefined;
  readonly hasInput: boolean;
  readonly hasOutput: boolean;
};

/** The part of a tRPC procedure that is read here. */
type Definition = { type: DescribedProcedure['type']; meta?: unknown; inputs?: unknown; output?: unknown };
export type ReadableRouter = { readonly _def: { readonly procedures: Readonly<Record<string, unknown>> } };

/** Every procedure of a router, sorted by path. */
export function describeProcedures(router: ReadableRouter): DescribedProcedure[] {
  return Object.entries(router._def.procedures)
    .flatMap(([path, procedure]) => (hasDefinition(procedure) ? [describe(path, procedure._def)] : []))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Refuses a router in which a procedure forgot to say who may call it, or does not validate what comes in and goes out.
 * @throws Error naming each procedure and what it lacks
 */
export function assertGuarded(router: ReadableRouter): void {
  const problems = describeProcedures(router).flatMap(problemsOf);
  if (problems.length > 0) throw new Error(`procedures are not guarded:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
}

/** The schemas a procedure reads its input with; none where there is no such procedure. */
export function inputsOf(router: ReadableRouter, path: string): readonly unknown[] {
  const procedure = Object.hasOwn(router._def.procedures, path) ? router._def.procedures[path] : undefined;
  const inputs = hasDefinition(procedure) ? procedure._def.inputs : undefined;
  return Array.isArray(inputs) ? inputs : [];
}

function problemsOf({ path, type, access, roles, hasInput, hasOutput }: DescribedProcedure): string[] {
  const problems: string[] = [];
  if (!access) problems.push(`${path}: build it with publicProcedure, personProcedure, capacityProcedure or liveProcedure`);
  if ((access === 'capacity' || access === 'live') && roles.length === 0) problems.push(`${path}: name the roles that may call it: .meta({ roles: […] })`);
  if (access === 'public' && type === 'mutation') problems.push(`${path}: a public procedure reads only; make it a query`);
  if (access === 'live' && type !== 'subscription') problems.push(`${path}: liveProcedure is for subscriptions; use capacityProcedure`);
  if (type === 'subscription' && access !== 'live') problems.push(`${path}: a subscription must not hold a transaction; use liveProcedure`);
  if (!hasInput) problems.push(`${path}: validate the input: .input(schema)`);
  if (!hasOutput) problems.push(`${path}: validate the output: .output(schema)`);
  return problems;
}

function describe(path: string, definition: Definition): DescribedProcedure {
  const meta = isMeta(definition.meta) ? definition.meta : {};
  return {
    path,
    type: definition.type,
    access: meta.access,
    roles: meta.roles ?? [],
    description: meta.description,
    hasInput: Array.isArray(definition.inputs) && definition.inputs.length > 0,
    hasOutput: definition.output !== undefined,
  };
}

function hasDefinition(value: unknown): value is { _def: Definition } {
  return (typeof value === 'function' || (typeof value === 'object' && value !== null)) && '_def' in value;
}

function isMeta(value: unknown): value is ProcedureMeta {
  return typeof value === 'object' && value !== null;
}
