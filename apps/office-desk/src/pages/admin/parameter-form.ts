// The field of a parameter, drawn from the JSON Schema of its value: a term, a number, a choice, yes or no, or a list of numbers.
import { choiceLabel, isTermUnit, type TermUnit } from './words.ts';

export type ParameterField =
  | { readonly kind: 'term' }
  | { readonly kind: 'number' }
  | { readonly kind: 'numbers' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly options: readonly { value: string; label: string }[] };

/** What the form holds; only the part that belongs to the field's kind is used. */
export type ParameterInput = { text: string; unit: TermUnit; yes: boolean };

const property = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined);

/** Which field a value needs; null for a form this page does not know. */
export function fieldOf(form: unknown): ParameterField | null {
  const type = property(form, 'type');
  const choices = property(form, 'enum');
  if (Array.isArray(choices)) return { kind: 'choice', options: choices.filter((one) => typeof one === 'string').map((value) => ({ value, label: choiceLabel(value) })) };
  if (type === 'boolean') return { kind: 'boolean' };
  if (type === 'integer' || type === 'number') return { kind: 'number' };
  // A list of anything but numbers is set on a page of its own.
  if (type === 'array') return /^(integer|number)$/.test(String(property(property(form, 'items'), 'type'))) ? { kind: 'numbers' } : null;
  const properties = property(form, 'properties');
  return property(properties, 'count') !== undefined && property(properties, 'unit') !== undefined ? { kind: 'term' } : null;
}

/** A value as the form shows it. */
export function inputOf(value: unknown): ParameterInput {
  const empty: ParameterInput = { text: '', unit: 'working_day', yes: false };
  if (typeof value === 'boolean') return { ...empty, yes: value };
  if (typeof value === 'number') return { ...empty, text: String(value) };
  if (typeof value === 'string') return { ...empty, text: value };
  if (Array.isArray(value)) return { ...empty, text: value.map(String).join('、') };
  const [count, unit] = [property(value, 'count'), property(value, 'unit')];
  return typeof count === 'number' && isTermUnit(unit) ? { ...empty, text: String(count), unit } : empty;
}

/** What is sent; undefined while the form is not complete. The server checks the value against its definition and the law. */
export function valueOf(field: ParameterField, input: ParameterInput): unknown {
  switch (field.kind) {
    case 'boolean':
      return input.yes;
    case 'choice':
      return input.text === '' ? undefined : input.text;
    case 'number':
      return whole(input.text);
    case 'term': {
      const count = whole(input.text);
      return count === undefined ? undefined : { unit: input.unit, count };
    }
    case 'numbers': {
      const parts = input.text.split(/[、，,\s]+/).filter((one) => one !== '').map(day);
      return parts.some((one) => one === undefined) ? undefined : parts;
    }
  }
}

/** A number of days may lie before a date: −15. */
const day = (text: string): number | undefined => {
  const later = whole(text.replace(/^[-−－]/, ''));
  return later === undefined || !/^[-−－]/.test(text) ? later : -later;
};

const whole = (text: string): number | undefined => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined);
