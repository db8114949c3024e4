/** Keys of a record that is written down in full, in their order and with their type kept. @throws Error when there are none */
export function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): [K, ...K[]] {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  const [first, ...rest] = keys;
  if (first === undefined) throw new Error('keysOf: the record is empty');
  return [first, ...rest];
}
