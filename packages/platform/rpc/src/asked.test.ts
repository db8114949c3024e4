import { DomainError } from '@smart/kernel/errors';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asked, refuseMore } from './asked.ts';

/** The field that is too much; null when none is. */
function more(schema: z.ZodType, value: unknown): unknown {
  try {
    refuseMore(asked(schema), value);
    return null;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'common.more_than_asked') return error.params['field'];
    throw error;
  }
}

describe('refuseMore', () => {
  const person = z.object({ name: z.string().trim().transform((name) => name.length), phone: z.string().nullable().optional() });

  it('names the first field that nothing asks for, as deep as it lies', () => {
    expect(more(person, { name: '甲', role: 'x' })).toBe('role');
    expect(more(z.object({ people: z.array(person) }), { people: [{ name: '甲' }, { name: '乙', role: 'x' }] })).toBe('people.1.role');
    expect(more(z.object({ at: z.tuple([person, z.number()]) }), { at: [{ name: '甲', role: 'x' }, 1] })).toBe('at.0.role');
  });

  it('lets pass what a schema asks for in any of its ways', () => {
    const act = z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), one: z.string() }), z.object({ kind: z.literal('b'), two: person.nullable() })]);
    expect(more(act, { kind: 'b', two: { name: '甲' } })).toBeNull();
    expect(more(act, { kind: 'b', three: 1 })).toBe('three');
    expect(more(z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })), { a: '1', b: '2' })).toBeNull();
    expect(more(person.extend({ id: z.string() }).refine(() => true).optional(), { name: '甲', id: '1', phone: null })).toBeNull();
  });

  it('leaves alone what may hold anything, and what is no object at all', () => {
    expect(more(z.object({ value: z.unknown() }), { value: { any: { thing: 1 } } })).toBeNull();
    expect(more(z.record(z.string(), person), { 甲: { name: '甲' } })).toBeNull();
    expect(more(z.record(z.string(), person), { 甲: { name: '甲', role: 'x' } })).toBe('甲.role');
    expect(more(z.looseObject({ a: z.string() }), { b: 1 })).toBeNull();
    expect([more(person, 'text'), more(person, null), more(z.object({ name: z.string() }), { name: { first: '甲' } })]).toEqual([null, null, null]);
  });

  it('takes no name of every object for a field of its own', () => expect(more(person, JSON.parse('{"constructor":{}}'))).toBe('constructor'));

  it('says at once that it cannot tell what a schema without end asks for', () => {
    type Tree = { inner?: Tree | undefined };
    const tree: z.ZodType<Tree> = z.lazy(() => z.object({ inner: tree.optional() }));
    expect(() => asked(tree)).toThrow('refers to itself');
  });
});
