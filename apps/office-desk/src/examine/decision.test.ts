import { describe, expect, it } from 'vitest';
import { examineProblem, examineRequest, nextInQueue, type ExamineForm } from './decision.ts';

const form = (over: Partial<ExamineForm>): ExamineForm => ({ decision: 'accept', reason: '', ground: '', followUp: '', intoId: '', parts: [], ...over });
const subject = { id: 'a', version: 3 };

describe('examination', () => {
  it('accepts without words and sends the version that was seen', () => {
    expect(examineRequest(form({}), subject)).toEqual({ id: 'a', expectedVersion: 3, decision: 'accept' });
  });

  it('refuses only with ground, follow-up and a reason', () => {
    expect(examineProblem(form({ decision: 'decline' }))).toContain('法定情形');
    expect(examineProblem(form({ decision: 'decline', ground: 'no_substance' }))).toContain('后续处理');
    const whole = form({ decision: 'decline', ground: 'no_substance', followUp: 'returned', reason: ' 没有具体内容 ' });
    expect(examineRequest(whole, subject)).toMatchObject({ ground: 'no_substance', followUp: 'returned', reason: '没有具体内容' });
  });

  it('merges only into a chosen one', () => {
    expect(examineRequest(form({ decision: 'merge', reason: '内容相同' }), subject)).toBeNull();
  });

  it('goes on with the next, and from the last to the first that is left', () => {
    const queue = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    expect(nextInQueue(queue, 'a')).toBe('b');
    expect(nextInQueue(queue, 'c')).toBe('a');
    expect(nextInQueue([{ id: 'a' }], 'a')).toBeNull();
  });
});
