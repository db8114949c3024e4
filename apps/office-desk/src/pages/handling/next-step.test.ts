import { expect, it } from 'vitest';
import { nextStep } from './next-step.ts';

const row = { role: 'lead', state: 'in_handling', contact: null, suggestionId: 's', assignmentId: 'a' } as const;

it('goes from accepting over contact and reply to signing', () => {
  expect(nextStep({ ...row, state: 'assigned' }, false)).toEqual({ label: '签收', to: null });
  expect(nextStep(row, false)).toMatchObject({ label: '联系代表' });
  expect(nextStep({ ...row, contact: 'disputed' }, false)).toMatchObject({ label: '联系代表' });
  expect(nextStep({ ...row, contact: 'waiting' }, false)).toEqual({ label: '起草答复', to: '/handling/s/reply/a' });
  expect(nextStep({ ...row, state: 'reply_under_review' }, false)).toBeNull();
  expect(nextStep({ ...row, state: 'reply_under_review' }, true)).toMatchObject({ label: '审签答复' });
});

it('asks assisting organs for their opinion and the office to distribute', () => {
  expect(nextStep({ ...row, role: 'assisting' }, false)).toMatchObject({ label: '提协办意见' });
  expect(nextStep({ ...row, role: 'distribute', state: 'assigned' }, false)).toMatchObject({ label: '分办' });
  expect(nextStep({ ...row, state: 'completed' }, true)).toBeNull();
});
