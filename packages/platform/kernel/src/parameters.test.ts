import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { DomainError } from './errors.ts';
import { checkLegal, defineParameters, parameterKey, parseParameter, resolveParameter } from './parameters.ts';
import type { ParameterValues } from './parameters.ts';

const parameters = defineParameters({
  'suggestions.reply_months': {
    label: '答复期限',
    schema: z.int().min(1).max(12),
    default: 3,
    unit: '个月',
    legal: { article: '代表法第五十一条', allow: (months) => months <= 3, describe: '不得长于 3 个月' },
    help: '自交办之日起计算。',
  },
  'suggestions.grades': {
    label: '办理结果分类',
    schema: z.enum(['abc', 'abcd']),
    default: 'abc',
    unit: null,
    legal: null,
    help: '三类或者四类。',
  },
});
const replyMonths = parameters['suggestions.reply_months'];

describe('defineParameters', () => {
  it('knows the type of each value from its schema', () => {
    expectTypeOf<ParameterValues<typeof parameters>>().toEqualTypeOf<{
      readonly 'suggestions.reply_months': number;
      readonly 'suggestions.grades': 'abc' | 'abcd';
    }>();
    expectTypeOf(resolveParameter(parameters['suggestions.grades'], []).value).toEqualTypeOf<'abc' | 'abcd'>();
  });

  it('does not start with a default that breaks the law or the schema', () => {
    expect(() => defineParameters({ 'a.b': { ...replyMonths, default: 4 } })).toThrow('不得长于 3 个月');
    expect(() => defineParameters({ 'a.b': { ...replyMonths, default: 0 } })).toThrow('不得小于 1');
  });
});

describe('resolveParameter', () => {
  it('takes the own value, then the nearest tier above, then the default', () => {
    expect(resolveParameter(replyMonths, [2, 1])).toEqual({ value: 2, level: 0, ignored: [] });
    expect(resolveParameter(replyMonths, [undefined, undefined, 1])).toEqual({ value: 1, level: 2, ignored: [] });
    expect(resolveParameter(replyMonths, [undefined])).toEqual({ value: 3, level: null, ignored: [] });
    expect(resolveParameter(replyMonths, [])).toEqual({ value: 3, level: null, ignored: [] });
  });

  it('passes over stored values that are no longer lawful or well-formed, and reports them', () => {
    expect(resolveParameter(replyMonths, [6, 'two', null, 2])).toEqual({ value: 2, level: 3, ignored: [0, 1, 2] });
    expect(resolveParameter(replyMonths, [6])).toEqual({ value: 3, level: null, ignored: [0] });
  });
});

describe('saving', () => {
  it('refuses what is looser than the law, naming the article', () => {
    expect(() => checkLegal(replyMonths, 3)).not.toThrow();
    expect(() => checkLegal(parameters['suggestions.grades'], 'abcd')).not.toThrow();
    const error = refusal(() => parseParameter(replyMonths, 4));
    expect(error).toMatchObject({ code: 'parameters.below_legal_floor', http: 400 });
    expect(error.message).toBe(
      '“答复期限”不得长于 3 个月（代表法第五十一条），不能按所填的值保存。请改为符合规定的值。',
    );
  });

  it('refuses what is no value of the parameter', () => {
    expect(refusal(() => parseParameter(replyMonths, '3')).message).toBe(
      '“答复期限”填写有误：应当填写数字。请修改后重新保存。',
    );
    expect(refusal(() => parseParameter(parameters['suggestions.grades'], 'x')).code).toBe('parameters.invalid_value');
    expect(parseParameter(replyMonths, 2)).toBe(2);
  });

  it('finds a definition by a key from outside', () => {
    expect(parameterKey(parameters, 'suggestions.grades')).toBe('suggestions.grades');
    expect(refusal(() => parameterKey(parameters, 'toString')).code).toBe('parameters.unknown');
  });
});

function refusal(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
