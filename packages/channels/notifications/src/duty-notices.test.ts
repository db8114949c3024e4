import { expect, it } from 'vitest';
import { dutyTold } from './duty-notices.ts';

const payload = { mandateId: 'm', personId: 'p', title: '调研农村公路', occurredOn: '2026-03-05', reason: '请写明参加的是哪次调研', missing: 2, next: '走访联系群众还差 1', year: 2026 };

it('tells what was sent back and why, and opens the list of it', () => {
  expect(dutyTold('duty.declaration_returned', payload)).toEqual({ title: '补充的履职被退回', body: '“调研农村公路”（2026年3月5日）：请写明参加的是哪次调研。修改后可以重新提交', page: 'duty/declared' });
  expect(dutyTold('duty.declaration_revoked', payload)?.title).toBe('补充的履职不再计入');
});

it('reminds of one next thing and says how to have no more of it', () => {
  expect(dutyTold('duty.reminded', payload)).toMatchObject({ body: '今年还有 2 项没有完成，下一步：走访联系群众还差 1。不想再收到的，可以在履职清单中关闭', page: 'duty/plan' });
  expect(dutyTold('duty.declaration_confirmed', payload)).toBeNull();
});

it('tells what became of an objection to the points of a year, and opens that year', () => {
  expect(dutyTold('duty.objection_upheld', payload)).toEqual({ title: '履职计分已更正', body: '2026 年度“调研农村公路”：请写明参加的是哪次调研。更正后的计分可以在履职计分中查看', page: 'duty/points?year=2026' });
  expect(dutyTold('duty.objection_rejected', payload)?.title).toBe('履职计分维持不变');
  expect(dutyTold('duty.objection_filed', payload)).toBeNull();
});
