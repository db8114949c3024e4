/**
 * Chinese words for zod's findings, as a clerk needs them: which rule, which limit. Schemas add their own words
 * where they know better; these serve everywhere else.
 */
import { z } from 'zod';
import { isDate } from './dates.ts';
import { DomainError } from './errors.ts';
import type { FieldProblem } from './errors.ts';
import { isId } from './ids.ts';

const KINDS: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或者否',
  array: '列表',
  object: '一组内容',
  date: '日期',
};

const FORMATS: Readonly<Record<string, string>> = {
  email: '电子邮箱',
  url: '网址',
  uuid: '编号',
  date: '日期（如 2026-03-05）',
  datetime: '日期和时间',
  time: '时间',
};

/** The message for one finding of zod; pass it to `z.config` or to a parse as `error`. */
export const chineseMessage: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? '必须填写'
        : `应当填写${KINDS[issue.expected] ?? '规定形式的内容'}`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_value':
      return issue.values.length === 1
        ? `只能是“${String(issue.values[0])}”`
        : `只能选择：${issue.values.map(String).join('、')}`;
    case 'invalid_format':
      return `格式不正确，应当是${FORMATS[issue.format] ?? '规定的形式'}`;
    case 'not_multiple_of':
      return `应当是 ${issue.divisor} 的倍数`;
    case 'unrecognized_keys':
      return `含有不认识的项目：${issue.keys.join('、')}`;
    default:
      return '填写的内容不符合要求';
  }
};

function tooSmall(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  const limit = String(issue.minimum);
  if (issue.origin === 'string') return limit === '1' ? '必须填写' : `不得少于 ${limit} 个字`;
  if (issue.origin === 'array' || issue.origin === 'set')
    return limit === '1' ? '至少选择一项' : `不得少于 ${limit} 项`;
  return issue.inclusive === false ? `必须大于 ${limit}` : `不得小于 ${limit}`;
}

function tooBig(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  const limit = String(issue.maximum);
  if (issue.origin === 'string') return `不得超过 ${limit} 个字`;
  if (issue.origin === 'array' || issue.origin === 'set') return `不得超过 ${limit} 项`;
  return issue.inclusive === false ? `必须小于 ${limit}` : `不得大于 ${limit}`;
}

/** Makes the Chinese messages the default of every schema in this process or page. Call once at start. */
export function useChineseMessages(): void {
  z.config({ localeError: chineseMessage });
}

/** The fields zod complains about, ready for a form. */
export function fieldProblems(error: z.core.$ZodError): FieldProblem[] {
  return error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
}

/** The refusal for input zod did not accept; the message quotes the first problem. */
export function invalidInput(error: z.core.$ZodError): DomainError {
  const fields = fieldProblems(error);
  const first = fields[0]?.message;
  return new DomainError('common.invalid_input', first === undefined ? {} : { problem: first }, fields);
}

/**
 * Reads `value` by a schema.
 * @throws DomainError common.invalid_input with the fields to correct
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value, { error: chineseMessage });
  if (!result.success) throw invalidInput(result.error);
  return result.data;
}

/** An identifier of this platform. */
export const idSchema = z.string().refine(isId, { error: '编号不正确，请返回列表重新选择', abort: true });

/** A civil date, 'YYYY-MM-DD'. Checks of the whole object do not run while a date in it is no date. */
export const dateSchema = z
  .string()
  .refine(isDate, { error: '不是有效的日期，应当写成 2026-03-05 的形式', abort: true });
