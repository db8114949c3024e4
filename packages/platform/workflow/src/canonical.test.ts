import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalJson, type Json, storable } from './canonical.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('keys are sorted by code point, at every depth, without spaces', () => {
  expect(canonicalJson({ b: [1, { d: null, c: '中"\n' }], a: true, '\u{1F600}': 1, '\uFFFD': 2 })).toBe('{"a":true,"b":[1,{"c":"中\\"\\n","d":null}],"\uFFFD":2,"\u{1F600}":1}');
});

test('numbers without a plain decimal form are refused', () => {
  expect(canonicalJson([0, -0, 1.5, -7, 9007199254740991])).toBe('[0,0,1.5,-7,9007199254740991]');
  for (const number of [1e21, 1e-7, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => canonicalJson(number)).toThrow(TypeError);
});

test('the database writes every storable value in the same way', async () => {
  const number = fc.oneof(fc.integer(), fc.integer({ min: -99_999, max: 99_999 }).map((cents) => cents / 100));
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constantFrom('\u007f', '\u2028', '\b\f\t\u001f', '\\"/'));
  const value = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.boolean(), number, text, fc.array(tie('json'), { maxLength: 4 }), fc.dictionary(text, tie('json'), { maxKeys: 4 })),
  })).json;
  await fc.assert(
    fc.asyncProperty(value, async (raw) => {
      const kept = storable(raw);
      const [row] = await database.adminSql<{ text: string }>('SELECT canonical_json($1::jsonb) AS text', [JSON.stringify(kept)]);
      expect(row?.text).toBe(canonicalJson(kept));
    }),
    { numRuns: 200 },
  );
});
