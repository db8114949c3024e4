import { graphProblems } from '@smart/workflow/graph';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declarationWorkflow, type DeclarationSubject } from './workflow.ts';

const subject: DeclarationSubject = { id: 'd', matterId: 'd', congressId: 'c', state: 'pending', version: 1, mandateId: 'm', personId: 'p', title: '调研' };
const officer = { id: 'a', kind: 'appointment', personId: 'o', congressId: 'c', roles: ['congress_officer'] } as const;

test('every state can be reached, and the README shows the workflow as it is', () => {
  expect(graphProblems(declarationWorkflow)).toEqual([]);
  expect(readmeIsCurrent(join(import.meta.dirname, '../../README.md'), declarationWorkflow)).toBe(true);
});

test('nobody confirms what they did themselves', () => {
  expect(declarationWorkflow.actions.confirm.who(officer, subject)).toBe(true);
  expect(declarationWorkflow.actions.confirm.who({ ...officer, personId: 'p' }, subject)).toEqual({ reason: '本人的履职由其他工作人员核实' });
});
