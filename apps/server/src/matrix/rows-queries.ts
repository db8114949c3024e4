// publication.* and search.*: rows of the permission matrix (信息公示, 办理查询).
import { expect } from 'vitest';
import { z } from 'zod';
import type { MatterName } from './matters.ts';
import { anybody, at, everywhere, sees } from './oracle.ts';
import type { Rows, World } from './row.ts';
import type { Caller } from './world.ts';

const officer = at('home', 'congress_officer');
const officers = everywhere('congress_officer');
const readers = everywhere('deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head');
const listed = z.object({ rows: z.array(z.object({ id: z.string() })) });
const items = z.object({ items: z.array(z.object({ ok: z.boolean() })) });

function namesOf({ matters }: World): MatterName[] {
  const names: MatterName[] = [];
  let name: MatterName;
  for (name in matters) names.push(name);
  return names;
}

/** Words that stand in every matter of this world find what one sees and what was handed in, and nothing else. */
function foundBy(world: World, output: unknown, who: Caller): void {
  const ids = listed.parse(output).rows.map((one) => one.id);
  const found = namesOf(world).filter((name) => ids.includes(world.matters[name].id));
  const handedIn = (name: MatterName) => world.matters[name].stage === 'submitted' || world.matters[name].stage === 'registered';
  expect(found.filter((name) => !sees(who, world.matters[name]))).toEqual([]);
  expect(found).toEqual(expect.arrayContaining(namesOf(world).filter((name) => handedIn(name) && sees(who, world.matters[name]))));
}

export const queryRows: Rows = {
  // Each congress publishes its own (重庆 36); nobody sees another's.
  'publication.list': (world) =>
    (['published', 'ready', 'held', 'ended'] as const).map((tab) => ({
      what: tab, input: { tab, limit: 100 }, allowed: officers,
      check: (output, who) => expect(namesOf(world).filter((name) => listed.parse(output).rows.some((one) => one.id === world.matters[name].id) && !sees(who, world.matters[name]))).toEqual([]),
    })),
  'publication.publishMany': ({ matters }) => [
    { what: 'an answered one', input: { items: [{ id: matters.answered.id }] }, allowed: officer, done: (output) => items.parse(output).items.every((one) => one.ok) },
    { what: 'a confidential one', input: { items: [{ id: matters.confidential.id }] }, allowed: officers, check: (output) => expect(items.parse(output).items.map((one) => one.ok)).toEqual([false]), done: (output) => items.parse(output).items.length === 1 },
  ],
  'publication.byNumber': ({ at: { home } }) => [{ input: { congressId: home.congressId, number: '第1号' }, allowed: anybody }],
  'search.find': (world) => [{ input: { q: '建议', limit: 50 }, allowed: readers, check: (output, who) => foundBy(world, output, who) }],
  'search.saved': () => [{ input: {}, allowed: readers }],
  'search.save': () => [{ input: { name: '公交', query: { q: '公交' } }, allowed: readers }],
  'search.forget': () => [{ what: 'one that is not there', input: { id: '0190f7a0-0000-7000-8000-000000000000' }, allowed: [], refusals: ['common.not_found'] }],
  'search.unreadFiles': () => [{ input: {}, allowed: officers }],
};
