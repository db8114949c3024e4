// Every page of the demonstration in both sizes: nothing for axe, nothing wider than the window, no word of the machine.
import { expect, it } from 'vitest';
import { sizes, type Person, type Size } from './harness/person.ts';
import { useSystem } from './harness/system.ts';
import { stops } from './pictures/walk.ts';

const system = useSystem('demonstration');
const both = Object.keys(sizes).filter((one): one is Size => one in sizes);

it.each(both)('every page is in order on a %s', async (size) => {
  const people = new Map<string | null, Person>();
  const faults: string[] = [];
  for (const { name, username, path } of await stops(system().app)) {
    const person = people.get(username) ?? (await system().arrive(username, { size }));
    people.set(username, person);
    // One page that fails keeps nobody from looking at the others.
    await person.open(path).then(() => person.inspect(`page-${name}`)).catch((error: unknown) => faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`));
  }
  expect(faults).toEqual([]);
});
