import { expect, test } from 'vitest';
import { type OpenStation, type Placeable, propose, proposeAll } from './placing-rules.ts';

const station = (id: string, divisionCode: string, divisionName: string, members = 0): OpenStation => ({ id, name: `${divisionName}联络站`, divisionCode, divisionName, members });
const stations = [station('county', '430602', '岳阳楼区'), station('street', '430602008', '城陵矶街道', 9), station('town', '430602100', '西塘镇')];
const deputy = (changes: Partial<Placeable>): Placeable => ({ mandateId: 'm', election: 'direct', constituencyName: '第一选区', divisionCode: '430602008', employer: null, ...changes });

test('a directly elected deputy goes to the station of the constituency, else to the nearest around it', () => {
  expect(propose(deputy({}), stations)).toMatchObject({ stationId: 'street', basis: 'constituency' });
  expect(propose(deputy({ divisionCode: '430602203' }), stations)).toMatchObject({ stationId: 'county' });
  expect(propose(deputy({ divisionCode: '430626111' }), stations)).toBeNull();
  expect(propose(deputy({ divisionCode: null }), stations)).toBeNull();
});

test('an indirectly elected deputy goes where they work within the electing unit, else to a station of the unit', () => {
  const elected = { election: 'indirect', constituencyName: '岳阳楼区人民代表大会', divisionCode: '430602' } as const;
  expect(propose(deputy({ ...elected, employer: '城陵矶港务公司' }), stations)).toMatchObject({ stationId: 'street', basis: 'workplace', reason: '工作单位或者居住地在城陵矶街道' });
  expect(propose(deputy({ ...elected, employer: '岳阳楼区某中学' }), stations)).toMatchObject({ stationId: 'county', basis: 'electing_unit' });
  // Works elsewhere: the electing unit decides.
  expect(propose(deputy({ ...elected, divisionCode: '430626', employer: '城陵矶港务公司' }), stations)).toBeNull();
});

test('stations that fit equally share the deputies', () => {
  const pair = [station('a', '430602100', '西塘镇', 2), station('b', '430602100', '西塘镇')];
  const all = proposeAll(Array.from({ length: 4 }, (_, at) => deputy({ mandateId: `m${at}`, divisionCode: '430602100' })), pair);
  expect([...all.values()].map(({ stationId }) => stationId)).toEqual(['b', 'b', 'a', 'b']);
});
