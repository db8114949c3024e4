import { join } from 'node:path';
import { availableActions } from '@smart/workflow/define';
import { graphProblems } from '@smart/workflow/graph';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { expect, test } from 'vitest';
import { newCode } from './codes.ts';
import { readShortCode } from '@smart/kernel/short-code';
import { saveStationInput } from './model-inputs.ts';
import { bookingWorkflow } from './workflow-booking.ts';
import { receptionWorkflow } from './workflow-reception.ts';
import { type StationSubject, stationWorkflow } from './workflow.ts';

const open: StationSubject = { id: 'a', matterId: 'a', congressId: 'c', state: 'open', version: 1, desk: [], name: '东门联络站' };
const today = { today: '2026-03-02' };

test('every state can be reached, and the README shows the workflow as it is', () => {
  expect(graphProblems(stationWorkflow)).toEqual([]);
  expect(readmeIsCurrent(join(import.meta.dirname, '../README.md'), stationWorkflow)).toBe(true);
  expect(graphProblems(receptionWorkflow)).toEqual([]);
  expect(readmeIsCurrent(join(import.meta.dirname, '../README.md'), receptionWorkflow)).toBe(true);
  expect(graphProblems(bookingWorkflow)).toEqual([]);
  expect(readmeIsCurrent(join(import.meta.dirname, '../README.md'), bookingWorkflow)).toBe(true);
});

test('only the office of the congress that runs it changes a station', () => {
  const who = (congressId: string, role: 'congress_officer' | 'deputy') => ({ id: 'p', kind: 'appointment', congressId, roles: [role] }) as const;
  expect(availableActions(stationWorkflow, open, who('c', 'congress_officer'), today).map(({ action }) => action)).toContain('close');
  expect(availableActions(stationWorkflow, open, who('other', 'congress_officer'), today)).toEqual([]);
  expect(availableActions(stationWorkflow, open, who('c', 'deputy'), today)).toEqual([]);
});

test('a code is read however it was typed, and nothing else passes for one', () => {
  const code = newCode();
  expect(readShortCode(` ${code.slice(0, 3)}-${code.slice(3).toLowerCase()} `)).toBe(code);
  expect([readShortCode('AB'), readShortCode('ABCDE0'), readShortCode("ABC'--")]).toEqual([null, null, null]);
});

test('what is wrong in a form is said by its field', () => {
  const said = saveStationInput.safeParse({ name: '东', kind: 'station', label: '代表联络站', divisionCode: '', address: '东门路', phone: '打给我' });
  expect(said.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([['name', '站名不少于 2 个字'], ['divisionCode', '请选择所在地'], ['phone', '值班电话只填号码，例如 0730-8880000']]);
});
