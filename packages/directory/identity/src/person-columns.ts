// Where a person's id stands in the tables: what goes over when two entries of one human are made one. Each package registers its own.

export type PersonColumn = {
  readonly table: string;
  readonly column: string;
  /** The column by which a moved row is found again. */
  readonly key: string;
  /** What the rows are, for the preview: 领衔的建议. */
  readonly label: string;
  /** A row that would stand twice stays where it is: SQL over `t`, with $2 for the kept person. */
  readonly unless?: string;
};

const columns = new Map<string, readonly PersonColumn[]>();

/** Registers columns with `congress_id` beside them; the same name again replaces the earlier ones. */
export function registerPersonColumns(name: string, of: readonly PersonColumn[]): void {
  columns.set(name, of);
}

/** All that is registered, in the order of the names: the same in every process. */
export const personColumns = (): readonly PersonColumn[] => [...columns].toSorted(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, of]) => of);

registerPersonColumns('identity', [
  { table: 'mandate', column: 'person_id', key: 'id', label: '代表资格' },
  { table: 'appointment', column: 'person_id', key: 'id', label: '任职' },
  { table: 'stand_in', column: 'person_id', key: 'id', label: '代班、助理和应急授权' },
  { table: 'act_link', column: 'person_id', key: 'id', label: '免登录办理链接' },
  { table: 'deadline', column: 'owner_person_id', key: 'id', label: '办理期限' },
  {
    table: 'deputy_group_member', column: 'person_id', key: 'group_id', label: '代表小组',
    unless: 'EXISTS (SELECT 1 FROM deputy_group_member x WHERE x.group_id = t.group_id AND x.person_id = $2)',
  },
]);
