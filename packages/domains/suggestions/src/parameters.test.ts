import { isDomainError } from '@smart/kernel/errors';
import { parseParameter } from '@smart/kernel/parameters';
import { describe, expect, it } from 'vitest';
import { entries } from '@smart/workflow/define';
import { suggestionParameters } from './parameters.ts';
import { suggestionWorkflow } from './workflow.ts';
import { assignmentWorkflow } from './workflow-assignment.ts';

describe('parameters', () => {
  it('the law is the limit: stricter goes, looser does not (代表法 51)', () => {
    const reply = suggestionParameters['suggestions.reply_term'];
    expect(parseParameter(reply, { unit: 'month', count: 2 })).toEqual({ unit: 'month', count: 2 });
    for (const looser of [{ unit: 'month', count: 4 }, { unit: 'day', count: 91 }, { unit: 'working_day', count: 61 }]) {
      expect(() => parseParameter(reply, looser)).toThrow(expect.toSatisfy((error: unknown) => isDomainError(error, 'parameters.below_legal_floor')));
    }
    expect(() => parseParameter(suggestionParameters['suggestions.extended_reply_months'], 7)).toThrow('代表法第五十一条');
  });

  it('every limit that a workflow starts has its parameter, and every parameter its help', () => {
    const used = [...entries(suggestionWorkflow.actions), ...entries(assignmentWorkflow.actions)].flatMap(([, action]) => (action.starts ?? []).map((start) => start.parameter));
    for (const key of used) expect(Object.keys(suggestionParameters)).toContain(key);
    for (const [, definition] of entries(suggestionParameters)) expect(definition.help.length).toBeGreaterThan(10);
  });
});
