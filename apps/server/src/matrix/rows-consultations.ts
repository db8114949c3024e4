// consultations.*: rows of the permission matrix. A congress's office lays its own drafts open and answers what people say; its officers and
// leaders let through what others wrote; other tiers and the public read what is laid open, on the site.
import { newId } from '@smart/kernel/ids';
import { expect } from 'vitest';
import { unreadWords } from './consultations.ts';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import { type Caller, standing } from './world.ts';

const officers = at('home', 'congress_officer');
const leaders = at('home', 'congress_leader');
const keepers = [...officers, ...leaders];
const isHome = (who: Caller): boolean => who !== 'anonymous' && who !== 'nobody' && standing(who).place === 'home';
const draft = { kind: 'document', title: '征求意见的新草案', explanation: '为了征求意见而写的说明文字，不少于二十个字。', drafter: '', startsOn: '2026-03-02', endsOn: '2026-04-30', articles: [{ label: '第一条', heading: '', text: '条文' }] };
const reason = '请补充说明';

export const consultationRows: Rows = {
  'consultations.list': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader'), check: (output, who) => expect(JSON.stringify(output).includes(unreadWords)).toBe(isHome(who)) }],
  'consultations.detail': ({ consultations: { draft: id, running } }) => [{ what: 'a draft', input: { id }, allowed: keepers }, { what: 'under way', input: { id: running }, allowed: keepers }],
  'consultations.leastDays': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader') }],
  'consultations.comments': ({ consultations: { running } }) => [{ input: { consultationId: running }, allowed: keepers }],
  // Nobody of the matrix has uploaded anything; the refusal is the same for a file of somebody else.
  'consultations.split': () => [{ input: { fileId: newId() }, allowed: [], refusals: ['files.not_found', 'common.unavailable'] }],
  'consultations.save': ({ consultations: { draft: id } }) => [{ what: 'new', input: draft, allowed: everywhere('congress_officer') }, { what: 'a draft', input: { id, ...draft }, allowed: officers }],
  'consultations.submit': ({ consultations: { draft: id } }) => [{ input: { id }, allowed: officers }],
  'consultations.takeBack': ({ consultations: { ownWaiting, waiting } }) => [{ what: 'the own', input: { id: ownWaiting }, allowed: officers }, { what: "another's", input: { id: waiting }, allowed: [] }],
  'consultations.approve': ({ consultations: { waiting, ownWaiting } }) => [{ what: "another's", input: { id: waiting }, allowed: keepers }, { what: 'what the officer wrote', input: { id: ownWaiting }, allowed: leaders }],
  'consultations.return': ({ consultations: { waiting, ownWaiting } }) => [{ what: "another's", input: { id: waiting, reason }, allowed: keepers }, { what: 'what the officer wrote', input: { id: ownWaiting, reason }, allowed: leaders }],
  'consultations.discard': ({ consultations: { draft: id } }) => [{ input: { id }, allowed: officers }],
  'consultations.extend': ({ consultations: { running } }) => [{ input: { id: running, endsOn: '2026-06-30' }, allowed: officers }],
  'consultations.withdraw': ({ consultations: { running } }) => [{ input: { id: running, reason: '附件有误，重新发布' }, allowed: officers }],
  'consultations.release': ({ consultations: { running, held } }) => [{ input: { consultationId: running, commentIds: [held] }, allowed: officers }],
  'consultations.show': ({ consultations: { running, received, ended } }) => [
    { what: 'of it', input: { consultationId: running, commentIds: [received] }, allowed: officers },
    { what: 'named under another one', input: { consultationId: ended, commentIds: [received] }, allowed: [], refusals: ['common.not_found'] },
  ],
  'consultations.hide': ({ consultations: { running, shown } }) => [{ input: { consultationId: running, commentIds: [shown] }, allowed: officers }],
  'consultations.decide': ({ consultations: { running, received } }) => [{ input: { consultationId: running, commentIds: [received], decision: 'declined', answer: '上位法已有规定' }, allowed: officers }],
  'consultations.saveOutcome': ({ consultations: { ended } }) => [{ input: { id: ended, outcome: '收到的意见都已研究，结论如下。' }, allowed: officers }],
  'consultations.submitOutcome': ({ consultations: { ended } }) => [{ input: { id: ended }, allowed: officers }],
  'consultations.returnOutcome': ({ consultations: { outcome, ownOutcome } }) => [{ what: "another's", input: { id: outcome, reason }, allowed: keepers }, { what: 'what the officer wrote', input: { id: ownOutcome, reason }, allowed: leaders }],
  'consultations.conclude': ({ consultations: { outcome, ownOutcome } }) => [{ what: "another's", input: { id: outcome }, allowed: keepers }, { what: 'what the officer wrote', input: { id: ownOutcome }, allowed: leaders }],
};
