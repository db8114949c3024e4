// What a congress sets for its site, and what holds for it: its own word, else that of the nearest tier above, else the standard.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { type ArticleKind, kindLabels } from '../articles/model.ts';
import { type DeputyField, deputyFields, type SiteColumn, type SiteFace, type SiteField, siteFieldNames, siteFields, standardColumns } from './fields.ts';
import { columnsSchema, saveSiteInput, type SiteSettingsView } from './model.ts';

type Link = { id: string; name: string; divisionCode: string; distance: number; key: string | null; value: unknown };
type Chain = { readonly congresses: readonly { id: string; name: string; divisionCode: string }[]; readonly values: ReadonlyMap<string, readonly unknown[]> };

/** The congress and those above it with what each has set, in one statement. Also for the reader role. */
async function chainOf(work: Pick<Work, 'sql'>, congressId: string): Promise<Chain> {
  const rows = await work.sql<Link>(
    `WITH RECURSIVE chain AS (
       SELECT id, name, division_code, parent_id, 0 AS distance FROM congress WHERE id = $1
       UNION ALL SELECT c.id, c.name, c.division_code, c.parent_id, chain.distance + 1 FROM congress c JOIN chain ON c.id = chain.parent_id)
     SELECT chain.id, chain.name, chain.division_code AS "divisionCode", chain.distance, s.key, s.value FROM chain LEFT JOIN site_setting s ON s.congress_id = chain.id ORDER BY chain.distance`,
    [congressId],
  );
  const congresses: { id: string; name: string; divisionCode: string }[] = [];
  const values = new Map<string, unknown[]>();
  for (const { id, name, divisionCode, distance, key, value } of rows) {
    congresses[distance] = { id, name, divisionCode };
    if (key === null) continue;
    const list = values.get(key) ?? [];
    list[distance] = value;
    values.set(key, list);
  }
  return { congresses, values };
}

type InForce<Value> = { readonly value: Value; /** Which tier of the chain; null: the standard. */ readonly level: number | null };

function fieldInForce({ congresses, values }: Chain, field: SiteField, from = 0): InForce<string> {
  const set = values.get(field) ?? [];
  const last = siteFields[field].inherits ? congresses.length : 1;
  for (let level = from; level < last; level += 1) {
    const value = set[level];
    if (typeof value === 'string' && value !== '') return { value, level };
  }
  return { value: field === 'name' ? (congresses[0]?.name ?? '') : '', level: null };
}

function columnsInForce({ congresses, values }: Chain, from = 0): InForce<readonly SiteColumn[]> {
  const set = values.get('columns') ?? [];
  for (let level = from; level < congresses.length; level += 1) {
    const read = columnsSchema.safeParse(set[level]);
    if (read.success) return { value: read.data, level };
  }
  return { value: standardColumns, level: null };
}

const deputyFieldsSchema = saveSiteInput.shape.deputyFields;

function deputyFieldsInForce({ congresses, values }: Chain): InForce<readonly DeputyField[]> {
  const set = values.get('deputyFields') ?? [];
  for (let level = 0; level < congresses.length; level += 1) {
    const read = deputyFieldsSchema.safeParse(set[level]);
    if (read.success && read.data !== null) return { value: read.data, level };
  }
  return { value: deputyFields, level: null };
}

/** What a congress's site tells of its deputies. Also for the reader role. */
export const deputyFieldsOf = async (work: Pick<Work, 'sql'>, congressId: string): Promise<readonly DeputyField[]> => deputyFieldsInForce(await chainOf(work, congressId)).value;

/** The columns of a congress's site, in their order. */
export const columnsOf = async (work: Pick<Work, 'sql'>, congressId: string): Promise<readonly SiteColumn[]> => columnsInForce(await chainOf(work, congressId)).value;

export const columnOf = (columns: readonly SiteColumn[], key: string): SiteColumn | undefined => columns.find((one) => one.key === key);

/** A column's name; what stands in a column that is no more is named by its kind. */
export const columnName = (columns: readonly SiteColumn[], key: string, kind: ArticleKind): string => columnOf(columns, key)?.name ?? kindLabels[kind];

/** The site of a congress for its pages; null when there is no such congress. */
export async function siteFace(work: Pick<Work, 'sql'>, congressId: string): Promise<SiteFace | null> {
  const chain = await chainOf(work, congressId);
  const [own] = chain.congresses;
  if (!own) return null;
  const footer = siteFieldNames.flatMap((key) => {
    if (key === 'name' || key === 'headerLine') return [];
    const { value, level } = fieldInForce(chain, key);
    return level === null ? [] : [{ key, label: siteFields[key].label, value, of: level === 0 ? null : (chain.congresses[level]?.name ?? null) }];
  });
  return { divisionCode: own.divisionCode, congressName: own.name, name: fieldInForce(chain, 'name').value, headerLine: fieldInForce(chain, 'headerLine').value, footer, columns: columnsInForce(chain).value };
}

/** Own words, what holds, and where it comes from; for the desk. */
export async function siteSettings(work: Work, capacity: Capacity): Promise<SiteSettingsView> {
  const chain = await chainOf(work, capacity.congressId);
  const setters = new Map((await work.sql<{ key: string; by: string }>('SELECT key, set_by_label AS by FROM site_setting WHERE congress_id = $1', [capacity.congressId])).map(({ key, by }) => [key, by]));
  const fieldView = (key: SiteField) => {
    const own = chain.values.get(key)?.[0];
    const { value, level } = fieldInForce(chain, key);
    return { own: typeof own === 'string' ? own : null, inForce: value, inheritedFrom: level === null || level === 0 ? null : (chain.congresses[level]?.name ?? null), setBy: setters.get(key) ?? null };
  };
  const columns = columnsInForce(chain);
  const told = deputyFieldsInForce(chain);
  const [own] = chain.congresses;
  return {
    congressName: own?.name ?? '', divisionCode: own?.divisionCode ?? '',
    fields: {
      name: fieldView('name'), headerLine: fieldView('headerLine'), organiser: fieldView('organiser'), address: fieldView('address'), postcode: fieldView('postcode'), phone: fieldView('phone'),
      email: fieldView('email'), icp: fieldView('icp'), police: fieldView('police'), siteCode: fieldView('siteCode'),
    },
    deputyFields: { own: told.level === 0, inForce: [...told.value], inheritedFrom: told.level === null || told.level === 0 ? null : (chain.congresses[told.level]?.name ?? null) },
    columns: {
      own: columns.level === 0, inForce: [...columns.value], above: [...columnsInForce(chain, 1).value],
      inheritedFrom: columns.level === null || columns.level === 0 ? null : (chain.congresses[columns.level]?.name ?? null),
    },
  };
}

/** Sets the own words; '' and null mean: as the tier above. Who set what is kept beside it. */
export async function saveSite(work: Work, capacity: Capacity, input: z.output<typeof saveSiteInput>): Promise<SiteSettingsView> {
  const known = await chainOf(work, capacity.congressId);
  for (const [key, value] of Object.entries(input)) {
    const json = value === '' || value === null ? null : JSON.stringify(value);
    const before = known.values.get(key)?.[0];
    if (json === null) await work.sql('DELETE FROM site_setting WHERE congress_id = $1 AND key = $2', [capacity.congressId, key]);
    else if (JSON.stringify(before) !== json) {
      await work.sql(
        `INSERT INTO site_setting (congress_id, key, value, set_by_label, set_at) VALUES ($1, $2, $3::jsonb, $4, $5)
         ON CONFLICT (congress_id, key) DO UPDATE SET value = EXCLUDED.value, set_by_label = EXCLUDED.set_by_label, set_at = EXCLUDED.set_at`,
        [capacity.congressId, key, json, `${capacity.personName}（${capacity.label}）`, work.clock.now()],
      );
    }
  }
  return siteSettings(work, capacity);
}
