import { expect, it } from 'vitest';
import { activityTold } from './activity-notices.ts';

const payload = { title: '视察社区养老服务', kindLabel: '视察', heldOn: '2026-03-05', startsAt: '09:00', place: '湖滨社区', reason: null, announced: true, held: false, attended: [], leader: null, people: [], name: '王强', words: '未经批准没有出席 1 次', group: null };

it('asks for an answer, tells changes again and stays silent about what is over', () => {
  expect(activityTold('activity.published', payload, '2026-03-01')).toEqual({ deputies: { title: '请您参加视察', body: '“视察社区养老服务”，2026年3月5日 09:00，湖滨社区。请回复参加或者请假' }, page: 'activity' });
  expect(activityTold('activity.published', payload, '2026-03-06')).toBeNull();
  expect(activityTold('activity.changed', { ...payload, reason: '场地有变' }, '2026-03-01')?.deputies?.body).toBe('“视察社区养老服务”改为2026年3月5日 09:00，湖滨社区。原因：场地有变');
  expect(activityTold('activity.cancelled', { ...payload, announced: false }, '2026-03-01')).toBeNull();
  expect(activityTold('activity.joined', payload, '2026-03-01')).toBeNull();
});

it('tells the office who asks for leave, and both who missed a session', () => {
  expect(activityTold('activity.leave_asked', payload, '2026-03-01')).toEqual({ office: { title: '代表请假待批复', body: '王强代表向“视察社区养老服务”（2026年3月5日）请假，请批复' }, page: 'activity' });
  expect(activityTold('activity.absence_warned', payload, '2026-03-06')).toMatchObject({ deputies: { body: '未经批准没有出席 1 次' }, office: { body: '王强代表未经批准没有出席 1 次' } });
});

it('tells the office what a deputy group arranges, moves and cancels', () => {
  const ofGroup = { ...payload, group: '第一代表小组', people: [{ mandateId: 'm', personId: 'p' }] };
  expect(activityTold('activity.published', ofGroup, '2026-03-01')).toMatchObject({ deputies: { title: '请您参加视察' }, office: { title: '代表小组安排了活动', body: '第一代表小组：“视察社区养老服务”，2026年3月5日 09:00，湖滨社区，邀请 1 名代表' } });
  expect(activityTold('activity.changed', { ...ofGroup, reason: '场地有变' }, '2026-03-01')?.office?.body).toContain('改为2026年3月5日 09:00，湖滨社区。原因：场地有变');
  expect(activityTold('activity.cancelled', ofGroup, '2026-03-01')?.office?.title).toBe('代表小组活动取消');
  expect(activityTold('activity.held', { ...ofGroup, attended: ['m'] }, '2026-03-06')?.office?.body).toContain('到场 1 名代表');
  expect(activityTold('activity.held', payload, '2026-03-06')).toBeNull();
  expect(activityTold('activity.leave_asked', { ...payload, leader: { mandateId: 'm', personId: 'p' } }, '2026-03-01')?.leader?.title).toBe('代表请假待批复');
});
