/** Records in the order given, in groups of one year each. */
export function recordsByYear<Row extends { readonly occurredOn: string }>(rows: readonly Row[]): { year: string; records: Row[] }[] {
  const groups: { year: string; records: Row[] }[] = [];
  for (const row of rows) {
    const year = row.occurredOn.slice(0, 4);
    const last = groups.at(-1);
    if (last?.year === year) last.records.push(row);
    else groups.push({ year, records: [row] });
  }
  return groups;
}
