import { callEventPayload, callEvents } from '@smart/suggestions/calls/events';
import { expect, it } from 'vitest';
import { toldOf } from './call-notices.ts';

const topic = {
  id: 't', title: '三号楼加装电梯没人牵头', intoTitle: '老楼加装电梯', deputyName: '李明', mandateId: 'm', personId: 'p', stage: 'registered', numberLabel: '市九届人大五次会议第12号建议', ground: 'beyond_powers', held: true, joinedName: '王芳',
} as const;
const payload = (of: object | null) => callEventPayload.parse({ callId: 'c', callTitle: '老旧小区征集', endsOn: '2026-03-31', topic: of, deputies: [], contacts: [], reason: '由铁路部门管理' });

it.each([...callEvents.keys()])('%s speaks in whole Chinese sentences or tells nobody', (type) => {
  for (const told of [toldOf(type, payload(topic)), toldOf(type, payload(null))]) {
    if (told === null) continue;
    expect(`${told.title} ${told.body} ${told.stage ?? ''}`).not.toMatch(/undefined|null|[a-z]{3,}/i);
    // The gap of an SMS.
    expect([...(told.stage ?? '')].length).toBeLessThanOrEqual(35);
  }
});

it('tells proposers each station and why something was not used; a message to a phone names neither matter nor number', () => {
  expect(toldOf('call.topic_taken_up', payload(topic))?.body).toContain('由李明代表认领');
  expect(toldOf('call.topic_progressed', payload(topic))?.body).toContain('建议已立案（市九届人大五次会议第12号建议）');
  expect(toldOf('call.topic_set_aside', payload(topic))?.body).toContain('不属于本级职权范围。说明：由铁路部门管理');
  for (const type of ['call.topic_taken_up', 'call.topic_progressed', 'call.topic_set_aside']) expect(toldOf(type, payload(topic))?.stage).not.toMatch(/电梯|第12号|李明/);
});

it('what nobody had held back is not announced as looked at, and of a confidential suggestion no number is told', () => {
  expect(toldOf('call.topic_shown', payload({ ...topic, held: false }))).toBeNull();
  expect(toldOf('call.topic_progressed', payload({ ...topic, numberLabel: null }))?.body).not.toContain('第');
});
