// People of a portion of rows: entered and corrected, their personal data sealed as people.ts seals them.
import { insertMany } from '@smart/divisions/bulk';
import type { Work } from '@smart/workflow/work';
import { indexOf, maskOf, sealField } from '../personal-data.ts';
import { sealPhone } from '../phone.ts';
import type { Change, Made } from './made.ts';
import type { Act } from './plan.ts';
import type { ImportWorld } from './world.ts';

/** Columns that a sheet sets. */
export const personColumns = [
  'name', 'gender', 'employer', 'position', 'phone_cipher', 'phone_index', 'phone_masked', 'id_card_cipher', 'id_card_index', 'id_card_masked', 'address_cipher', 'address_masked',
] as const;
type PersonColumn = (typeof personColumns)[number];
type Columns = Record<PersonColumn, string | null>;

const none: Columns = {
  name: null, gender: null, employer: null, position: null, phone_cipher: null, phone_index: null, phone_masked: null, id_card_cipher: null, id_card_index: null, id_card_masked: null,
  address_cipher: null, address_masked: null,
};

type Sealed = { phone?: string | null | undefined; idCard?: string | null | undefined; address?: string | null | undefined };

/** What is stored of the personal data given. */
function sealedColumns(id: string, { phone, idCard, address }: Sealed): Partial<Columns> {
  const stored: Partial<Columns> = {};
  if (phone) {
    const { phoneCipher, phoneIndex, phoneMasked } = sealPhone(id, phone);
    Object.assign(stored, { phone_cipher: phoneCipher, phone_index: phoneIndex, phone_masked: phoneMasked });
  }
  if (idCard) Object.assign(stored, { id_card_cipher: sealField(id, 'id_card', idCard), id_card_index: indexOf('id_card', idCard), id_card_masked: maskOf('id_card', idCard) });
  if (address) Object.assign(stored, { address_cipher: sealField(id, 'address', address), address_masked: maskOf('address', address) });
  return stored;
}

/** The columns of these people as they are stored. */
export async function storedPeople(work: Work, ids: readonly string[]): Promise<Map<string, Columns>> {
  const rows = await work.sql<Columns & { id: string }>(`SELECT id, ${personColumns.join(', ')} FROM person WHERE id = ANY ($1::uuid[])`, [ids]);
  return new Map(rows.map(({ id, ...columns }) => [id, columns]));
}

const only = (columns: Columns, keys: readonly string[]): Change['before'] => Object.fromEntries(Object.entries(columns).filter(([key]) => keys.includes(key)));

async function enter(work: Work, world: ImportWorld, acts: readonly Act[], madeBy: Map<number, Made>): Promise<void> {
  const rows = acts.flatMap(({ row, person }) => {
    if (!person?.isNew || !row.person) return [];
    const { name, gender, employer, position, phone, idCard, address } = row.person;
    const columns: Columns = { ...none, name, gender, employer: employer || null, position: position || null, ...sealedColumns(person.id, { phone, idCard, address }) };
    madeBy.set(row.line, { ...madeBy.get(row.line), createdPerson: { id: person.id, before: {}, after: { ...columns } } });
    return [{ id: person.id, ...columns, fictitious: false, congress_ids: [world.congress.id] }];
  });
  await insertMany(work.sql, 'person', ['id', ...personColumns, 'fictitious', 'congress_ids'], rows);
}

async function correct(work: Work, acts: readonly Act[], madeBy: Map<number, Made>): Promise<void> {
  const changed = acts.flatMap(({ row, person }) => {
    const { plain = {}, sealed = {} } = person?.changes ?? {};
    const columns = person ? { ...plain, ...sealedColumns(person.id, sealed) } : {};
    return person && !person.isNew && Object.keys(columns).length > 0 ? [{ line: row.line, id: person.id, columns }] : [];
  });
  if (changed.length === 0) return;
  const before = await storedPeople(work, changed.map(({ id }) => id));
  for (const { line, id, columns } of changed) {
    const stored = before.get(id);
    // Two rows of one person: the second one's former values are what the first one wrote.
    if (stored) madeBy.set(line, { ...madeBy.get(line), changedPerson: { id, before: only(stored, Object.keys(columns)), after: columns } });
    if (stored) before.set(id, { ...stored, ...columns });
  }
  const merged = new Map<string, Partial<Columns>>();
  for (const { id, columns } of changed) merged.set(id, { ...merged.get(id), ...columns });
  await setPeople(work, [...merged].map(([id, columns]) => ({ id, columns })));
}

/** Sets the given columns of each person; others stay. A null removes. */
export async function setPeople(work: Work, changes: readonly { id: string; columns: Readonly<Record<string, unknown>> }[]): Promise<void> {
  const sets = personColumns.map((column) => `${column} = CASE WHEN d.columns ? '${column}' THEN d.columns ->> '${column}' ELSE p.${column} END`);
  await work.sql(`UPDATE person p SET ${sets.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS d(id uuid, columns jsonb) WHERE p.id = d.id`, [JSON.stringify(changes)]);
}

/** Enters new people and corrects known ones. */
export async function writePeople(work: Work, world: ImportWorld, acts: readonly Act[], madeBy: Map<number, Made>): Promise<void> {
  await enter(work, world, acts, madeBy);
  await correct(work, acts, madeBy);
}
