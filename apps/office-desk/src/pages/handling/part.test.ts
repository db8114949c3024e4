import type { DetailView } from '@smart/suggestions/model-views';
import { expect, it } from 'vitest';
import { contactFact, type Contact } from './part.ts';

const contact = (state: Contact['state']): DetailView['contacts'][number] => ({
  id: state, assignmentId: 'a', organName: '岳阳市交通运输局', method: 'phone', methodLabel: '电话沟通', contactedOn: '2026-03-02', content: '听取意见', byName: '郑涛', round: 1, state,
  stateLabel: '', answeredAt: null, disputeReason: null,
});

it('says how far the contact is: one confirmed suffices, a disputed one must be done again', () => {
  expect(contactFact([])).toMatchObject({ done: false, words: expect.stringContaining('代表法第五十一条') });
  expect(contactFact([contact('disputed')])).toMatchObject({ done: false, words: expect.stringContaining('异议') });
  expect(contactFact([contact('disputed'), contact('waiting')])).toMatchObject({ done: false, words: expect.stringContaining('待代表确认') });
  expect(contactFact([contact('disputed'), contact('confirmed')])).toMatchObject({ done: true });
});
