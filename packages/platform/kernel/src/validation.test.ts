import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DomainError } from './errors.ts';
import { chineseMessage, dateSchema, idSchema, parseInput, useChineseMessages } from './validation.ts';

const message = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value, { error: chineseMessage }).error?.issues[0]?.message;

describe('chineseMessage', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), undefined, '必须填写'],
    [z.string(), null, '必须填写'],
    [z.string(), 7, '应当填写文字'],
    [z.number(), '7', '应当填写数字'],
    [z.int(), 1.5, '应当填写整数'],
    [z.bigint(), 'x', '应当填写规定形式的内容'],
    [z.string().min(1), '', '必须填写'],
    [z.string().min(5), 'abc', '不得少于 5 个字'],
    [z.string().max(3), 'abcd', '不得超过 3 个字'],
    [z.array(z.string()).min(1), [], '至少选择一项'],
    [z.array(z.string()).min(2), ['a'], '不得少于 2 项'],
    [z.array(z.string()).max(1), ['a', 'b'], '不得超过 1 项'],
    [z.number().min(1), 0, '不得小于 1'],
    [z.number().gt(1), 1, '必须大于 1'],
    [z.number().max(9), 10, '不得大于 9'],
    [z.number().lt(9), 9, '必须小于 9'],
    [z.number().multipleOf(5), 7, '应当是 5 的倍数'],
    [z.enum(['A', 'B']), 'C', '只能选择：A、B'],
    [z.literal('A'), 'C', '只能是“A”'],
    [z.email(), 'x', '格式不正确，应当是电子邮箱'],
    [z.string().regex(/^a$/), 'x', '格式不正确，应当是规定的形式'],
    [z.strictObject({}), { extra: 1 }, '含有不认识的项目：extra'],
    [z.union([z.string(), z.number()]), true, '填写的内容不符合要求'],
    [z.string().max(3, '标题最多三个字'), 'abcd', '标题最多三个字'],
  ])('case %#', (schema, value, expected) => expect(message(schema, value)).toBe(expected));
});

describe('parseInput', () => {
  const schema = z.object({ title: z.string().min(1), items: z.array(z.object({ on: dateSchema, id: idSchema })) });

  it('returns what it read', () => {
    const input = { title: 'x', items: [{ on: '2026-03-05', id: '01a20b73-e0c8-770e-9b49-dc608b649fc9' }] };
    expect(parseInput(schema, input)).toEqual(input);
  });

  it('names every field that must be corrected', () => {
    const act = (): unknown => parseInput(schema, { title: '', items: [{ on: '2026-02-29', id: '../etc' }] });
    expect(act).toThrow(DomainError);
    expect(act).toThrow(
      expect.objectContaining({
        code: 'common.invalid_input',
        message: '填写的内容有误：必须填写。请修改后重新提交。',
        fields: [
          { path: 'title', message: '必须填写' },
          { path: 'items.0.on', message: '不是有效的日期，应当写成 2026-03-05 的形式' },
          { path: 'items.0.id', message: '编号不正确，请返回列表重新选择' },
        ],
      }),
    );
  });
});

describe('useChineseMessages', () => {
  const before = z.config().localeError;
  afterEach(() => void z.config({ localeError: before }));

  it('makes every schema speak Chinese', () => {
    useChineseMessages();
    expect(z.string().safeParse(undefined).error?.issues[0]?.message).toBe('必须填写');
  });
});
