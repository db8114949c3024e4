// mandates.*, operations.*, reorganisation.*, termChange.*: rows of the permission matrix. Mandates and the preparation of a change of term
// are for those who keep the deputies; what moves organs or changes the term is for the system administrator, each in the own congress.
import { expect } from 'vitest';
import { z } from 'zod';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';

const system = at('home', 'system_administrator');
const keepers = at('home', 'system_administrator', 'congress_officer');
const allSystem = everywhere('system_administrator');
const allKeepers = everywhere('system_administrator', 'congress_officer');
const unknownId = '01900000-0000-7000-8000-000000000000';
const empty = (output: unknown): void => void expect(output).toEqual([]);

export const operationRows: Rows = {
  // Rows of another congress behave as if they were not there.
  'mandates.history': ({ home }) => [
    { input: { id: home.mandateId }, allowed: allKeepers, check: empty },
  ],
  'mandates.previewEnd': ({ home }) => [{ input: { id: home.mandateId, ground: 'moved_away', on: '2026-03-02' }, allowed: keepers }],
  'mandates.recordRestriction': ({ home }) => [
    { input: { id: home.mandateId, on: '2026-03-02', restriction: 'arrest', requestedBy: '市人民检察院', outcome: 'granted', examined: true }, allowed: keepers },
  ],
  'mandates.changeDelegation': ({ home }) => [
    // The deputy is in no delegation of this world: nothing would change.
    { input: { id: home.mandateId, delegationId: null, on: '2026-03-02' }, allowed: keepers, otherwise: 'common.conflict' },
  ],
  'mandates.vacancies': ({ ids }) => [
    { input: { termId: ids.homeTerm }, allowed: allKeepers, check: (output, who) => (keepers.some((one) => one === who) ? undefined : empty(output)) },
  ],

  'operations.list': () => [{ input: { kind: 'reorganisation' }, allowed: allKeepers, check: (output) => expect(z.object({ rows: z.array(z.unknown()) }).parse(output).rows).toEqual([]) }],
  'operations.get': () => [{ input: { id: unknownId }, allowed: allKeepers, otherwise: 'common.not_found' }],
  'operations.start': () => [{ input: { id: unknownId, version: 1 }, allowed: allSystem, otherwise: 'common.not_found' }],
  'operations.resume': () => [{ input: { id: unknownId }, allowed: allSystem, otherwise: 'common.not_found' }],
  'operations.cancel': () => [{ input: { id: unknownId, version: 1 }, allowed: allSystem, otherwise: 'common.not_found' }],

  'reorganisation.preview': ({ home, idleOrgan }) => [
    { input: { sourceIds: [home.idleOrganId], target: { id: idleOrgan.home }, on: '2026-03-02' }, allowed: system },
  ],
  'reorganisation.start': ({ home, idleOrgan }) => [
    { input: { sourceIds: [home.idleOrganId], target: { id: idleOrgan.home }, on: '2026-03-02' }, allowed: system },
    { what: 'into an organ of the district', input: { sourceIds: [home.idleOrganId], target: { id: idleOrgan.lower }, on: '2026-03-02' }, allowed: system, otherwise: 'common.not_found' },
  ],
  'reorganisation.rename': ({ home }) => [{ input: { id: home.idleOrganId, name: '改了名称的机构', on: '2026-03-02' }, allowed: system }],
  'reorganisation.acts': () => [{ input: {}, allowed: allKeepers, check: empty }],

  'termChange.overview': () => [{ input: {}, allowed: allKeepers }],
  'termChange.deputies': (world) => [
    {
      input: { size: 100 }, allowed: allKeepers,
      check: (output, who) => {
        const rows = z.object({ rows: z.array(z.object({ personId: z.string() })) }).parse(output).rows.map((one) => one.personId);
        const place = who === 'anonymous' || who === 'nobody' ? '' : (who.split('.')[0] ?? '');
        expect(rows.includes(world.of('home.lead').personId)).toBe(place === 'home');
      },
    },
  ],
  'termChange.prepare': () => [{ input: { firstSession: { startsOn: '2027-01-05', endsOn: '2027-01-08' } }, allowed: allSystem }],
  'termChange.move': () => [{ input: { startsOn: '2027-01-05', endsOn: '2027-01-08' }, allowed: allSystem, otherwise: 'common.not_found' }],
  'termChange.reelect': ({ home }) => [{ input: { mandateIds: [home.mandateId] }, allowed: allKeepers, otherwise: 'common.not_found' }],
};
