// What comes in and goes out about the settings of a site.
import { z } from 'zod';
import { articleKinds } from '../articles/model.ts';
import { deputyFields, mostColumns, type FieldRule, type SiteField, siteFieldNames, siteFields } from './fields.ts';

/** '' means: as the tier above. */
function fieldSchema(name: SiteField) {
  const { label, most, ...field }: FieldRule = siteFields[name];
  return z.string().trim().max(most, { error: `${label}不超过 ${most} 个字` })
    .refine((value) => value === '' || (field.pattern?.form.test(value) ?? true), { error: field.pattern?.words ?? '' });
}

const column = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
  kind: z.enum(articleKinds),
  name: z.string().trim().min(2, { error: '栏目名称不少于 2 个字' }).max(12, { error: '栏目名称不超过 12 个字' }),
});

export const columnsSchema = z.array(column).min(1, { error: '至少保留一个栏目' }).max(mostColumns, { error: `栏目不超过 ${mostColumns} 个` })
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length && new Set(all.map(({ name }) => name)).size === all.length, { error: '栏目名称不能重复' });

const all = {
  name: fieldSchema('name'), headerLine: fieldSchema('headerLine'), organiser: fieldSchema('organiser'), address: fieldSchema('address'), postcode: fieldSchema('postcode'),
  phone: fieldSchema('phone'), email: fieldSchema('email'), icp: fieldSchema('icp'), police: fieldSchema('police'), siteCode: fieldSchema('siteCode'),
};
export const saveSiteInput = z.strictObject({
  ...all,
  /** Null: the columns of the tier above. */
  columns: columnsSchema.nullable(),
  /** What is told of deputies; null: as the tier above. */
  deputyFields: z.array(z.enum(deputyFields)).max(deputyFields.length).nullable().default(null),
});

const setting = z.object({ own: z.string().nullable(), inForce: z.string(), inheritedFrom: z.string().nullable(), setBy: z.string().nullable() });
export const siteSettingsView = z.object({
  congressName: z.string(), divisionCode: z.string(),
  fields: z.record(z.enum(siteFieldNames), setting),
  columns: z.object({ own: z.boolean(), inForce: z.array(column), inheritedFrom: z.string().nullable(), above: z.array(column) }),
  deputyFields: z.object({ own: z.boolean(), inForce: z.array(z.enum(deputyFields)), inheritedFrom: z.string().nullable() }),
});
export type SiteSettingsView = z.output<typeof siteSettingsView>;
