// Where sealed texts stand beside the entries of people themselves: what a rotation seals anew. Each package registers its own.

export type SealedColumn = {
  /** A table with `congress_id`. */
  readonly table: string;
  /** The sealed text: SQL over `t`, null where there is none. */
  readonly value: string;
  /** What an update sets, with `n.sealed` for the text sealed anew. */
  readonly set: string;
  /** The columns of the key with their SQL types. */
  readonly key: Readonly<Record<string, 'uuid' | 'int'>>;
  /** What the text is bound to: SQL over `t`, the same as the code that seals says. */
  readonly context: string;
};

const columns = new Map<string, readonly SealedColumn[]>();

/** Registers columns; the same name again replaces the earlier ones. */
export function registerSealedColumns(name: string, of: readonly SealedColumn[]): void {
  columns.set(name, of);
}

/** A whole column of rows with an id, bound to `id:what`. */
export const sealedColumn = (table: string, column: string, what: string): SealedColumn => ({ table, value: `t.${column}`, set: `${column} = n.sealed`, key: { id: 'uuid' }, context: `t.id || ':${what}'` });

/** All that is registered. */
export const sealedColumns = (): readonly SealedColumn[] => [...columns.values()].flat();

// Cells of imports and one-time passwords not handed out yet, until the batch is forgotten.
const ofImport = { table: 'import_row', key: { batch_id: 'uuid', line: 'int' } } as const;
registerSealedColumns('import', [
  { ...ofImport, value: `CASE WHEN t.cells ~ '^(v1|k[0-9]+)[.]' THEN t.cells END`, set: 'cells = n.sealed', context: `'import:' || t.batch_id || ':' || t.line` },
  { ...ofImport, value: `t.made->'account'->>'secret'`, set: `made = jsonb_set(t.made, '{account,secret}', to_jsonb(n.sealed))`, context: `'import:' || t.batch_id || ':' || t.line || ':password'` },
]);
