/**
 * What an input asks for, and the refusal of more. A field nobody asked for is no slip of a person: our pages send what they ask for. It is
 * how somebody tries to give themselves what a form does not offer (a role, another congress), so it is neither obeyed nor quietly dropped.
 */
import { DomainError } from '@smart/kernel/errors';
import { z } from 'zod';
import { inputsOf, type ReadableRouter } from './guard.ts';

type Shape = { readonly [key: string]: unknown };
/** JSON schemas of which the value may follow any. */
export type Asked = readonly Shape[];
export type AskedOf = (procedure: string) => Asked | undefined;

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null && !Array.isArray(value);
const shapesIn = (value: unknown): Shape[] => (Array.isArray(value) ? value.filter(isShape) : []);

/** What a schema asks for, as its input is before anything is made of it. @throws Error for a schema that refers to itself */
export function asked(schema: unknown): Asked {
  if (!(schema instanceof z.ZodType)) throw new Error('the input is no zod schema');
  const json: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  if (JSON.stringify(json).includes('"$ref"')) throw new Error('what a schema that refers to itself asks for cannot be told');
  return isShape(json) ? [json] : [];
}

/** What each procedure of a router asks for. Worked out when a procedure is first called. */
export function askedBy(router: ReadableRouter): AskedOf {
  const known = new Map<string, Asked>();
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    const inputs = inputsOf(router, path);
    if (inputs.length === 0) return undefined;
    const found = inputs.flatMap(asked);
    known.set(path, found);
    return found;
  };
}

/** @throws DomainError common.more_than_asked naming the first field that nothing asks for */
export function refuseMore(wanted: Asked, value: unknown): void {
  const path = moreIn(wanted, value, '');
  if (path !== undefined) throw new DomainError('common.more_than_asked', { field: path.slice(0, 60) });
}

/** Alternatives and parts of one schema, all levels: a field is asked for when one of them has it. */
function flat(schema: Shape): Shape[] {
  const inner = [...shapesIn(schema['anyOf']), ...shapesIn(schema['oneOf']), ...shapesIn(schema['allOf'])];
  return inner.length === 0 ? [schema] : inner.flatMap(flat);
}

/** Whether a schema takes anything at all. */
const isOpen = (schema: Shape): boolean => !['type', 'enum', 'const', 'not'].some((word) => word in schema);

function moreIn(wanted: Asked, value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const schemas = wanted.flatMap(flat);
  if (schemas.some(isOpen)) return undefined;
  if (Array.isArray(value)) {
    const items = schemas.flatMap(({ items: one, prefixItems }) => [...(isShape(one) ? [one] : []), ...shapesIn(prefixItems)]);
    return items.length === 0 ? undefined : first(value.map((inner, at) => [inner, `${path}.${at}`]), ([inner, at]) => moreIn(items, inner, at));
  }
  const objects = schemas.filter(({ type }) => type === 'object');
  // Something else is asked for than fields: the schema itself says so.
  if (objects.length === 0) return undefined;
  return first(Object.entries(value), ([name, inner]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const inside = objects.flatMap((one) => askedUnder(one, name));
    return inside.length === 0 ? at : moreIn(inside, inner, at);
  });
}

/** What an object asks for under a name: nothing where it has no such field. */
function askedUnder({ properties, additionalProperties: others }: Shape, name: string): Shape[] {
  const own = isShape(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (own !== undefined) return [isShape(own) ? own : {}];
  if (others === true) return [{}];
  return isShape(others) ? [others] : [];
}

function first<T>(all: readonly T[], find: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
