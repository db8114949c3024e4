import { graphProblems } from '@smart/workflow/graph';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type InvitationRow } from './model-views.ts';
import { linesOf } from './sheet-reading.ts';
import { matched } from './sheets.ts';
import { activityWorkflow } from './workflow.ts';
import { invitationWorkflow } from './workflow-invitation.ts';

test.each([['activity', activityWorkflow], ['invitation', invitationWorkflow]] as const)('every state of an %s can be reached, and the README shows it as it is', (_, workflow) => {
  expect(graphProblems(workflow)).toEqual([]);
  expect(readmeIsCurrent(join(import.meta.dirname, '../../README.md'), workflow)).toBe(true);
});

const sheet = (...rows: string[][]) => [rows.map((texts, at) => ({ line: at + 1, texts }))];

test('a sheet without a column of signatures names who was there; with one, empty is missing and 假 is leave', () => {
  expect(linesOf(sheet(['视察签到表'], ['序号', '姓名', '单位'], ['1', '王 强', '湖滨代表团'], ['', '', ''])).map(({ name, unit, mark }) => [name, unit, mark])).toEqual([['王强', '湖滨代表团', 'attended']]);
  expect(linesOf(sheet(['姓名', '签到', '备注'], ['王强', '王强', ''], ['赵敏', '', ''], ['孙立', '', '请假'], ['李四', '未到', ''])).map(({ mark }) => mark)).toEqual(['attended', 'absent', 'on_leave', 'absent']);
  expect(() => linesOf(sheet(['单位', '电话'], ['湖滨', '']))).toThrow('姓名');
});

test('who is called the same is told apart by unit, or left to the clerk', () => {
  const person = (id: string, name: string, unit: string, state: InvitationRow['state'] = 'joining'): InvitationRow => ({ id, version: 0, mandateId: id, name, unit, employer: null, state, reason: null, decision: null, decidedBy: null, signedInAt: null, signInWay: null, inForce: true });
  const people = [person('a', '王强', '湖滨代表团'), person('b', '王强', '东风代表团'), person('c', '赵敏', '湖滨代表团', 'absent')];
  const line = (name: string, unit = '') => ({ line: 2, name, unit, mark: 'attended' as const });
  expect(matched(line('王强', '东风'), people)).toMatchObject({ match: 'matched', invitationId: 'b', differs: null });
  expect(matched(line('王强'), people)).toMatchObject({ match: 'several', invitationId: null, candidates: [{ invitationId: 'a' }, { invitationId: 'b' }] });
  expect(matched(line('钱停'), people)).toMatchObject({ match: 'unknown' });
  expect(matched(line('赵敏'), people)).toMatchObject({ match: 'matched', differs: '系统记录为“未到”' });
});
