// motions.* and review.*: rows of the permission matrix. Who may is stated in the words of 地方组织法 22, 上海市关于代表议案的规定 and domain rule 2.3.
import { expect } from 'vitest';
import { z } from 'zod';
import { splitParts } from './motions.ts';
import { anybody, at, everybody, everywhere, sees } from './oracle.ts';
import type { Rows, Try, World } from './row.ts';
import { type Caller, type Known, standing } from './world.ts';

const reason = '按照有关规定办理';
const today = '2026-03-02';
const lead: readonly Caller[] = ['home.lead'];
const cosigner: readonly Caller[] = ['home.cosigner'];
const officer = at('home', 'congress_officer');
const transport: readonly Known[] = ['home.transportClerk', 'home.transportHead'];
const readers = everywhere('deputy', 'congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head');
const officers = everywhere('congress_officer');

type Name = keyof World['motions']['motions'];
const names: readonly Name[] = ['draft', 'ready', 'collecting', 'submitted', 'asked', 'referred', 'reported', 'handling', 'handled', 'published'];
/** Decided by the presidium: every deputy of the congress may read it. */
const decided: readonly Name[] = ['referred', 'reported', 'handling', 'handled', 'published'];

/** The lead always; who was asked to sign or signed; the office and the chairpersons once handed in; the organ that has it; deputies once decided. */
function seesMotion(who: Caller, name: Name): boolean {
  if (who === 'anonymous' || who === 'nobody') return false;
  if (who === 'home.lead') return true;
  if (who === 'home.cosigner') return name !== 'draft';
  const { place, role } = standing(who);
  if (transport.includes(who)) return name === 'handling' || name === 'handled';
  if (place !== 'home') return false;
  if (role === 'congress_officer' || role === 'congress_leader') return !['draft', 'ready', 'collecting'].includes(name);
  return (role === 'deputy' || role === 'standing_committee_member') && decided.includes(name);
}

const listed = z.object({ rows: z.array(z.object({ id: z.string() })) });
const shows = ({ motions: { motions } }: World, output: unknown, fits: (name: Name) => boolean): void => {
  const ids = listed.parse(output).rows.map((one) => one.id);
  expect(names.filter((name) => ids.includes(motions[name]))).toEqual(names.filter(fits));
};
const one = (id: string, allowed: readonly Caller[], more: object = {}): Try[] => [{ input: { id, ...more }, allowed }];

export const motionRows: Rows = {
  'motions.save': ({ motions: { motions } }) => [
    { what: 'new', input: { title: '新的议案' }, allowed: everywhere('deputy') },
    { what: 'existing', input: { id: motions.draft, title: '改写别人的议案' }, allowed: lead },
    { what: 'handed in', input: { id: motions.submitted, title: '改写已经提交的议案' }, allowed: lead, otherwise: 'workflow.refused' },
  ],
  'motions.invite': ({ motions: { motions }, of }) => [
    ...one(motions.draft, lead, { mandateIds: [of('home.deputy').id] }),
    { what: 'a deputy of another congress', input: { id: motions.draft, mandateIds: [of('lower.deputy').id] }, allowed: lead, otherwise: 'suggestions.cosigner_not_eligible' },
  ],
  'motions.remove': ({ motions: { motions }, of }) => one(motions.collecting, lead, { mandateId: of('home.cosigner').id }),
  'motions.answer': ({ motions: { motions } }) => one(motions.collecting, cosigner, { agree: true }),
  'motions.retract': ({ motions: { motions } }) => one(motions.submitted, cosigner),
  'motions.submit': ({ motions: { motions } }) => one(motions.ready, lead),
  'motions.discard': ({ motions: { motions } }) => one(motions.draft, lead),
  'motions.askWithdrawal': ({ motions: { motions } }) => one(motions.submitted, lead, { reason }),
  'motions.list': (world) => [{ input: { limit: 100 }, allowed: readers, check: (output, who) => shows(world, output, (name) => seesMotion(who, name)) }],
  'motions.detail': ({ motions: { motions } }) => names.map((name) => ({ what: name, input: { id: motions[name] }, allowed: everybody.filter((who) => seesMotion(who, name)) })),
  'motions.window': () => [{ input: {}, allowed: readers }],
  'motions.decide': ({ motions: { motions, committeeId } }) => [
    { what: 'refer', input: { id: motions.submitted, decision: 'referred', decidedOn: today, committeeOrganId: committeeId }, allowed: officer },
    { what: 'convert', input: { id: motions.submitted, decision: 'converted', decidedOn: today, reason }, allowed: officer },
    { what: 'one not handed in', input: { id: motions.ready, decision: 'listed', decidedOn: today }, allowed: [] },
  ],
  'motions.convertReported': ({ motions: { motions } }) => one(motions.reported, officer, { reason }),
  'motions.answerWithdrawal': ({ motions: { motions } }) => one(motions.asked, officer, { consent: true }),
  'motions.report': ({ motions: { motions } }) => one(motions.referred, officer, { report: '经审议，建议交有关机关办理。', proposal: 'handle', reportedOn: today }),
  'motions.resolve': ({ motions: { motions }, house }) => one(motions.reported, officer, { outcome: 'in_handling', resolution: '同意委员会的报告', resolvedOn: today, handlingOrganId: house.organs.transport }),
  'motions.reportHandling': ({ motions: { motions } }) => [
    { input: { id: motions.handling, report: '已经制定方案并组织实施。' }, allowed: transport },
  ],
  'motions.sendBack': ({ motions: { motions } }) => one(motions.handled, officer, { reason }),
  'motions.close': ({ motions: { motions } }) => one(motions.handled, officer),
  'motions.publish': ({ motions: { motions } }) => one(motions.referred, officer),
  'motions.unpublish': ({ motions: { motions } }) => one(motions.published, officer, { reason }),
  'motions.setCutoff': ({ motions: { sessionId } }) => [{ input: { sessionId, cutoff: '2026-03-04T12:00:00+08:00' }, allowed: officer }],
  'motions.public.list': (world) => [{ input: { limit: 50 }, allowed: anybody, check: (output) => shows(world, output, (name) => name === 'published') }],
  'motions.public.detail': ({ motions: { motions } }) => [
    { what: 'published', input: { id: motions.published }, allowed: anybody },
    { what: 'not published', input: { id: motions.referred }, allowed: [], refusals: ['suggestions.not_public'] },
  ],

  // --- 建议审查
  'review.claim': ({ matters }) => one(matters.submitted.id, officer),
  'review.release': ({ matters }) => one(matters.submitted.id, officers),
  'review.claims': ({ matters }) => [{ input: { ids: [matters.submitted.id] }, allowed: officers }],
  'review.acceptMany': ({ matters }) => [
    { input: { items: [{ id: matters.submitted.id }] }, allowed: officer, done: (output) => z.object({ items: z.array(z.object({ ok: z.boolean() })) }).parse(output).items.every((item) => item.ok) },
  ],
  'review.proposeSplit': ({ matters }) => one(matters.submitted.id, officer, { reason, parts: splitParts }),
  'review.answerSplit': ({ motions: { splitting } }) => one(splitting, lead, { agree: true }),
  'review.unmerge': ({ matters }) => one(matters.merged.id, officer, { reason }),
  'review.setSecrecy': ({ matters }) => one(matters.registered.id, officer, { confidential: true, reason }),
  'review.letters': ({ motions: { waitingLetter } }) => [{ input: {}, allowed: officers, check: (output, who) => expect(listed.parse(output).rows.some((row) => row.id === waitingLetter)).toBe(who.startsWith('home.')) }],
  'review.sendLetter': ({ motions: { waitingLetter }, house }) => one(waitingLetter, officer, { organId: house.organs.transport }),
  'review.recordLetterOutcome': ({ motions: { sentLetter } }) => one(sentLetter, officer, { outcome: '已经调整班次' }),
  'review.origin': ({ matters }) => one(matters.registered.id, everybody.filter((who) => sees(who, matters.registered))),
};
