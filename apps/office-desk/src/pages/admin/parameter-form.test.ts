import { accountParameters } from '@smart/identity/account-parameters';
import { opinionParameters } from '@smart/opinions/parameters';
import { callParameters } from '@smart/suggestions/calls/parameters';
import { motionParameters } from '@smart/suggestions/motions/parameters';
import { suggestionParameters } from '@smart/suggestions/parameters';
import { rankingParameters } from '@smart/suggestions/ranking/formula';
import { supervisionParameters } from '@smart/suggestions/supervising/parameters';
import { expect, it } from 'vitest';
import { fieldOf, inputOf, valueOf } from './parameter-form.ts';
import { valueWords } from './words.ts';

const definitions = [suggestionParameters, supervisionParameters, motionParameters, rankingParameters, callParameters, opinionParameters, accountParameters].flatMap((all) => Object.entries(all));

it('draws a field for every parameter there is, and gives back the value it was given', () => {
  for (const [key, definition] of definitions) {
    const field = fieldOf(definition.schema.toJSONSchema({ unrepresentable: 'any', io: 'input' }));
    expect(field, key).not.toBeNull();
    if (field) expect(valueOf(field, inputOf(definition.default)), key).toEqual(definition.default);
    expect(valueWords(definition.default, definition.unit), key).not.toMatch(/[a-z_]/);
  }
});

it('takes a list of days as people write one', () => {
  const field = fieldOf({ type: 'array', items: { type: 'integer' } });
  expect(field).toEqual({ kind: 'numbers' });
  expect(inputOf([15, 3]).text).toBe('15、3');
  if (field) expect(valueOf(field, { text: '15，3 1', unit: 'day', yes: false })).toEqual([15, 3, 1]);
  if (field) expect(valueOf(field, { text: '-15、−3，0', unit: 'day', yes: false })).toEqual([-15, -3, 0]);
});

it('leaves a list with fields of its own to its page, and names its items', () => {
  expect(fieldOf({ type: 'array', items: { type: 'object' } })).toBeNull();
  expect(valueWords([{ label: '走访' }, { label: '述职' }], null)).toBe('走访、述职');
});

it('sends nothing while the form is not complete', () => {
  const input = { text: '', unit: 'month', yes: false } as const;
  expect(valueOf({ kind: 'term' }, input)).toBeUndefined();
  expect(valueOf({ kind: 'number' }, { ...input, text: '三' })).toBeUndefined();
  expect(valueOf({ kind: 'numbers' }, { ...input, text: '15、x' })).toBeUndefined();
  expect(valueOf({ kind: 'numbers' }, { ...input, text: '15、-' })).toBeUndefined();
  expect(valueOf({ kind: 'numbers' }, input)).toEqual([]);
  expect(valueOf({ kind: 'term' }, { ...input, text: '2' })).toEqual({ unit: 'month', count: 2 });
});
