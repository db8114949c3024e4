import type { DomainEvent } from '@smart/workflow/events';
import { describe, expect, it } from 'vitest';
import { recordsOf } from './projection.ts';

const payload = {
  title: '关于延伸公交线路的建议', numberLabel: null, kind: 'suggestion', leadPersonId: 'lead', leadMandateId: 'm-lead',
  cosigners: [{ personId: 'a', mandateId: 'm-a', state: 'confirmed' }, { personId: 'b', mandateId: 'm-b', state: 'declined' }],
  facts: { attitude: 'satisfied', result: 'mostly_satisfied', round: 1 }, something: 'else',
};
const event = (type: string, more: Partial<DomainEvent> = {}): DomainEvent => ({
  id: 'e', congressId: 'c', matterId: 's', type, subjectType: 'suggestion', subjectId: 's', personId: 'lead', payload, at: '2026-03-04T16:30:00.000Z', ...more,
});

describe('what an event adds to the archive', () => {
  it('enters a submission for the lead and each co-signer who confirmed, on the day in Shanghai', () => {
    expect(recordsOf(event('suggestion.submitted'))).toEqual([
      { mandateId: 'm-lead', personId: 'lead', kind: 'suggestion_submitted', title: payload.title, occurredOn: '2026-03-05', detail: {} },
      { mandateId: 'm-a', personId: 'a', kind: 'suggestion_cosigned', title: payload.title, occurredOn: '2026-03-05', detail: {} },
    ]);
  });

  it('calls a motion a motion', () => {
    expect(recordsOf(event('suggestion.submitted', { payload: { ...payload, kind: 'motion' } }))[0]?.kind).toBe('motion_submitted');
  });

  it('enters a motion for everybody who signed it, and each part of a split suggestion', () => {
    expect(recordsOf(event('motion.submitted', { payload: { ...payload, kind: 'motion' } })).map(({ personId, kind }) => [personId, kind])).toEqual([['lead', 'motion_submitted'], ['a', 'motion_cosigned']]);
    expect(recordsOf(event('suggestion.split_off', { personId: null })).map(({ kind }) => kind)).toEqual(['suggestion_submitted', 'suggestion_cosigned']);
  });

  it('enters a contact that the deputy confirmed, not one that the system confirmed after silence', () => {
    expect(recordsOf(event('assignment.contact_confirmed')).map(({ kind }) => kind)).toEqual(['contact_confirmed']);
    expect(recordsOf(event('assignment.contact_confirmed', { personId: null }))).toEqual([]);
  });

  it('keeps the two scores of an evaluation', () => {
    expect(recordsOf(event('suggestion.evaluated'))).toMatchObject([{ kind: 'reply_evaluated', detail: { attitude: 'satisfied', result: 'mostly_satisfied', round: 1 } }]);
  });

  it('ignores events of another shape and of no concern', () => {
    expect(recordsOf(event('suggestion.evaluated', { payload: { unknown: true } }))).toEqual([]);
    expect(recordsOf(event('suggestion.registered'))).toEqual([]);
  });

  it('enters a reception day for those who were there, each in the archive of their own congress', () => {
    const held = { title: '在东门联络站接待选民', heldOn: '2026-03-05', deputies: [{ personId: 'a', mandateId: 'm-a', mandateCongressId: 'c' }, { personId: 'b', mandateId: 'm-b', mandateCongressId: 'above' }] };
    expect(recordsOf(event('reception.held', { payload: held })).map(({ mandateId, kind, occurredOn }) => [mandateId, kind, occurredOn])).toEqual([['m-a', 'voters_received', '2026-03-05']]);
  });
});
