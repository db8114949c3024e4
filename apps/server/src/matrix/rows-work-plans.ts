// workPlans.*: rows of the permission matrix. The office keeps the plan of its congress, those who lead the congress read it, its deputies once
// they are told; another congress learns of it what is published.
import { expect } from 'vitest';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import { planWords } from './work-plans.ts';
import type { Caller } from './world.ts';

const deputies = everywhere('deputy');
const offices = everywhere('congress_officer');
const officers = at('home', 'congress_officer');
const watchers = everywhere('congress_officer', 'congress_leader');
const isOf = (people: readonly Caller[]) => (output: unknown, who: Caller): void => expect(JSON.stringify(output).includes(planWords)).toBe(people.some((one) => one === who));
const ref = (id: string) => ({ id, expectedVersion: 0 });
const item = { title: '检查物业管理条例', kind: 'law_inspection', fromMonth: 5, untilMonth: 5, responsible: '代表工委', targets: { all: true } };

export const workPlanRows: Rows = {
  'workPlans.detail': () => [{ input: {}, allowed: watchers, check: isOf(at('home', 'congress_officer', 'congress_leader')) }],
  'workPlans.mine': () => [
    { input: {}, allowed: deputies, check: isOf(at('home', 'deputy')) },
    { what: 'a draft', input: { year: 2026 }, allowed: deputies, check: isOf([]) },
  ],
  'workPlans.startOf': ({ workPlans }) => [{ input: { id: workPlans.item }, allowed: officers }],
  'workPlans.start': () => [{ input: { year: 2027 }, allowed: offices }],
  'workPlans.saveItem': ({ workPlans }) => [
    { input: { ...item, planId: workPlans.draft }, allowed: officers },
    { what: 'one that is there', input: { ...item, planId: workPlans.draft, id: workPlans.item }, allowed: officers },
    { what: 'of a plan that is passed', input: { ...item, planId: workPlans.passed }, allowed: officers, otherwise: 'workflow.refused' },
  ],
  'workPlans.removeItem': ({ workPlans }) => [{ input: { id: workPlans.item }, allowed: officers }],
  'workPlans.pass': ({ workPlans }) => [{ input: { ...ref(workPlans.draft), passedOn: '2026-03-01', meeting: '第 5 次主任会议' }, allowed: officers }],
  'workPlans.tell': ({ workPlans }) => [{ input: ref(workPlans.passed), allowed: officers }],
  'workPlans.publish': ({ workPlans }) => [{ input: ref(workPlans.told), allowed: officers }],
  // Of 2023, and it is 2026.
  'workPlans.close': ({ workPlans }) => [{ input: ref(workPlans.published), allowed: officers }],
  'workPlans.adjust': ({ workPlans }) => [{ input: { ...ref(workPlans.published), reason: '上级统一安排有变' }, allowed: officers }],
};
