import { suggestionEventPayload, suggestionEvents } from '@smart/suggestions/events';
import { describe, expect, it } from 'vitest';
import { linkOf } from './deliver.ts';
import { rules } from './rules.ts';

const payload = suggestionEventPayload.parse({
  title: '关于延伸公交线路的建议', numberLabel: null, kind: 'suggestion', submittedMonth: null, topic: null, inSession: false, confidential: false, state: 'submitted',
  leadName: '李明', leadPersonId: 'p1', leadMandateId: 'm1', cosigners: [], organs: [], organ: null, actorLabel: '王强（岳阳市人大代表工委）', reason: null, facts: {},
});

describe('who is told what', () => {
  it('has a line for every event of the suggestions domain and no line for others', () => {
    expect(Object.keys(rules).sort()).toEqual([...suggestionEvents.keys()].sort());
  });

  it.each(Object.entries(rules).filter(([, rule]) => rule.to.length > 0))('%s speaks in whole Chinese sentences, also when facts are missing', (_type, rule) => {
    const words = `${rule.title(payload)} ${rule.body(payload)}`;
    expect(words).toContain('《关于延伸公交线路的建议》');
    expect(words).not.toMatch(/undefined|null|[a-z]{3,}/i);
  });

  it('links to the very thing in the right app and capacity', () => {
    expect(linkOf({ personId: 'p', capacityId: 'c', congressId: 'g', app: 'deputy' }, 'm', 'evaluate')).toBe('/deputy/suggestions/m?capacity=c#evaluate');
    expect(linkOf({ personId: 'p', capacityId: 'c', congressId: 'g', app: 'office' }, 'm', undefined)).toBe('/office/suggestions/m?capacity=c');
  });
});
