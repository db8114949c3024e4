// A message must name the field: every field of every input has Chinese words, or a form cannot tell people where to look.
import { labelOf } from '@smart/rpc/field-labels';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { appRouter } from '../router.ts';

type Shape = { readonly [key: string]: unknown };
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schemas a procedure parses its input with. */
function inputsOf(procedure: unknown): unknown[] {
  const definition = typeof procedure === 'function' && '_def' in procedure ? procedure._def : undefined;
  return isShape(definition) && Array.isArray(definition.inputs) ? definition.inputs : [];
}

/** The names of all fields of a JSON schema, at any depth. */
function fieldsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(fieldsOf);
  if (!isShape(schema)) return [];
  const { properties, items, anyOf, oneOf, allOf } = schema;
  const own = isShape(properties) ? Object.entries(properties).flatMap(([name, inner]) => [name, ...fieldsOf(inner)]) : [];
  return [...own, ...[items, anyOf, oneOf, allOf].flatMap(fieldsOf)];
}

it('every field of every input is named in Chinese', () => {
  const silent: string[] = [];
  const procedures: Readonly<Record<string, unknown>> = appRouter._def.procedures;
  for (const [path, procedure] of Object.entries(procedures)) {
    for (const input of inputsOf(procedure)) {
      if (!(input instanceof z.ZodType)) throw new Error(`${path}: the input is no zod schema`);
      const fields = fieldsOf(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }));
      silent.push(...fields.filter((field) => !/[一-鿿]/.test(labelOf(field) ?? '')).map((field) => `${path} ${field}`));
    }
  }
  expect(Object.keys(procedures).length).toBeGreaterThan(80);
  expect(silent).toEqual([]);
});
