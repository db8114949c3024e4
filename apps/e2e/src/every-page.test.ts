// Every page of the demonstration in both sizes: nothing for axe, nothing wider than the window, no word of the machine.
import { expect, it } from 'vitest';
import { sizes, type Person, type Size } from './harness/person.ts';
import { useSystem } from './harness/system.ts';
import { stops } from './pictures/walk.ts';

const system = useSystem('demonstration');
const both = Object.keys(sizes).filter((one): one is Size => one in sizes);

/** Whose pages are looked at together. */
const readers = { public: (username) => username === null, deputy: (username) => username === 'deputy.city', office: (username) => username === 'city.office', others: (username) => username !== null && !['deputy.city', 'city.office'].includes(username) } satisfies Record<string, (username: string | null) => boolean>;

it.each(both.flatMap((size) => Object.entries(readers).map(([name, whose]) => [name, size, whose] as const)))('every page (%s) is in order on a %s', { timeout: 600_000 }, async (_name, size, whose) => {
  const people = new Map<string | null, Person>();
  const faults: string[] = [];
  for (const { name, username, path } of (await stops(system().app)).filter((stop) => whose(stop.username))) {
    const person = people.get(username) ?? (await system().arrive(username, { size }));
    people.set(username, person);
    // One page that fails keeps nobody from looking at the others.
    await person.open(path).then(() => person.inspect(`page-${name}`)).catch((error: unknown) => faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`));
  }
  expect(faults).toEqual([]);
});
