import type { DomainEvent } from '@smart/workflow/events';
import { describe, expect, it } from 'vitest';
import { statementsOf } from './reducers.ts';

const payload = {
  title: '关于延伸公交线路的建议', numberLabel: null, kind: 'suggestion', leadPersonId: 'lead', leadMandateId: 'm-lead',
  cosigners: [{ personId: 'a', mandateId: 'm-a', state: 'confirmed' }, { personId: 'b', mandateId: 'm-b', state: 'declined' }],
  facts: { attitude: 'satisfied', result: 'mostly_satisfied', round: 1 }, something: 'else',
};
const event = (type: string, more: Partial<DomainEvent> = {}): DomainEvent => ({
  id: 'e', congressId: 'c', matterId: 's', type, subjectType: 'suggestion', subjectId: 's', personId: 'lead', payload, at: '2026-03-04T16:30:00.000Z', ...more,
});
const said = (one: DomainEvent) => statementsOf(one).map(({ mandateId, kind, standing, occurredOn }) => [mandateId, kind, standing, occurredOn]);

describe('what an event says of the archive', () => {
  it('enters a submission for the lead and each co-signer who confirmed, on the day in Shanghai', () => {
    expect(said(event('suggestion.submitted'))).toEqual([['m-lead', 'suggestion_submitted', 'counted', '2026-03-05'], ['m-a', 'suggestion_cosigned', 'counted', '2026-03-05']]);
  });

  it('calls a motion a motion, and enters each part of a split suggestion', () => {
    expect(said(event('motion.submitted', { subjectType: 'motion', payload: { ...payload, kind: 'motion' } })).map(([, kind]) => kind)).toEqual(['motion_submitted', 'motion_cosigned']);
    expect(said(event('suggestion.split_off', { personId: null })).map(([, kind]) => kind)).toEqual(['suggestion_submitted', 'suggestion_cosigned']);
  });

  it('notes what was withdrawn or not dealt with as a suggestion, without counting it', () => {
    for (const type of ['suggestion.withdrawn', 'suggestion.not_accepted', 'motion.lapsed']) expect(said(event(type)).map(([, , standing]) => standing)).toEqual(['noted', 'noted']);
  });

  it('enters a contact that the deputy confirmed, not one that the system confirmed after silence', () => {
    expect(said(event('assignment.contact_confirmed')).map(([, kind]) => kind)).toEqual(['contact_confirmed']);
    expect(said(event('assignment.contact_confirmed', { personId: null }))).toEqual([]);
  });

  it('keeps the two scores of an evaluation, in words', () => {
    expect(statementsOf(event('suggestion.evaluated'))).toMatchObject([{ kind: 'reply_evaluated', detail: { attitude: '满意', outcome: '基本满意' } }]);
  });

  it('ignores events of another shape and of no concern', () => {
    expect(statementsOf(event('suggestion.evaluated', { payload: { unknown: true } }))).toEqual([]);
    expect(statementsOf(event('suggestion.registered'))).toEqual([]);
  });

  it('enters a reception day for those who were there, each in the archive of their own congress', () => {
    const held = { title: '在东门联络站接待选民', heldOn: '2026-03-05', deputies: [{ personId: 'a', mandateId: 'm-a', mandateCongressId: 'c' }, { personId: 'b', mandateId: 'm-b', mandateCongressId: 'above' }] };
    expect(said(event('reception.held', { payload: held }))).toEqual([['m-a', 'voters_received', 'counted', '2026-03-05']]);
    // Events from before the form was told say where it was; what was put right later holds.
    expect(statementsOf(event('reception.held', { payload: held }))).toMatchObject([{ detail: { whom: '来站选民', form: '进站接待' } }]);
    expect(statementsOf(event('reception.corrected', { payload: { ...held, form: '集中座谈', visitors: 12 } }))).toMatchObject([{ mandateId: 'm-a', detail: { whom: '来站选民 12 人', form: '集中座谈' } }]);
  });

  it('of a visit learns form and kind of people, and of events before these were told nothing is missing', () => {
    const before = { title: '入户走访群众', visitedOn: '2026-03-05', mandateId: 'm-a', personId: 'a' };
    expect(statementsOf(event('visit.logged', { subjectType: 'deputy_visit', payload: before }))).toMatchObject([{ kind: 'voters_visited', detail: { whom: '选区群众' } }]);
    expect(statementsOf(event('visit.logged', { payload: { ...before, way: '入户走访', household: true, asked: true } }))).toMatchObject([{ detail: { whom: '固定联系户', form: '入户走访', questions: '1 件，已交人大办理' } }]);
  });

  it('enters an opinion only where a deputy brought it or took it up', () => {
    const opinion = { title: '路灯不亮', number: '430602-1', mandateId: null };
    expect(statementsOf(event('opinion.registered', { payload: opinion }))).toEqual([]);
    expect(said(event('opinion.registered', { payload: { ...opinion, mandateId: 'm-a' } }))).toEqual([['m-a', 'opinion_collected', 'counted', '2026-03-05']]);
    expect(said(event('opinion.released', { payload: { ...opinion, mandateId: 'm-a' } }))).toEqual([['m-a', 'opinion_taken_up', 'void', '2026-03-05']]);
  });

  it('enters a topic with whoever took it up', () => {
    const call = { callId: 'call', callTitle: '民生实事征集', topic: { title: '停车难', mandateId: 'm-a' } };
    expect(statementsOf(event('call.topic_taken_up', { payload: call }))).toMatchObject([{ mandateId: 'm-a', kind: 'topic_taken_up', subjectType: 'topic_call', subjectId: 'call' }]);
  });
});
