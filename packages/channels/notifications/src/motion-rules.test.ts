import { motionEventPayload, motionEvents } from '@smart/suggestions/motions/events';
import { expect, it } from 'vitest';
import { motionRules } from './motion-rules.ts';

const payload = motionEventPayload.parse({
  title: '关于加快老旧小区改造的议案', numberLabel: null, kind: 'motion', state: 'submitted', leadName: '李明', leadPersonId: 'p', leadMandateId: 'm', cosigners: [], committee: null, handling: null, actorLabel: '系统', reason: null, facts: {},
});

it('has a line for every event of motions and no line for others', () => {
  expect(Object.keys(motionRules).toSorted()).toEqual([...motionEvents.keys()].toSorted());
});

it.each(Object.entries(motionRules).filter(([, rule]) => rule.to.length > 0))('%s speaks in whole Chinese sentences, also when facts are missing', (_type, rule) => {
  const words = `${rule.title} ${rule.body(payload)}`;
  expect(words).toContain('《关于加快老旧小区改造的议案》');
  expect(words).not.toMatch(/undefined|null|[a-z]{3,}/i);
});
