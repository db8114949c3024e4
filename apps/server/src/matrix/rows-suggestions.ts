// suggestions.*: rows of the permission matrix. Who may is stated in the words of domain rule 8.1 and of the laws it names.
import { expect } from 'vitest';
import { z } from 'zod';
import type { MatterName } from './matters.ts';
import { anybody, at, everybody, everywhere, isOrganRole, sees } from './oracle.ts';
import type { Rows, Try, World } from './row.ts';
import { type Caller, type Known, standing } from './world.ts';

const reason = '按照有关规定办理';
const lead: readonly Caller[] = ['home.lead'];
/** The lead and whoever prepares for them; only the lead sends. */
const pen: readonly Caller[] = ['home.lead', 'home.assistant'];
const cosigner: readonly Caller[] = ['home.cosigner'];
/** 代表工委 of the matter's congress (代表法 12, 51). */
const officer = at('home', 'congress_officer');
/** With the chairpersons, for supervision (代表法 52). */
const watchers = at('home', 'congress_officer', 'congress_leader');
const transport: readonly Caller[] = ['home.transportClerk', 'home.transportHead'];
/** Everybody who works with matters; administrators of the system do not. */
const readers = everywhere('deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head');
const writers = everywhere('deputy', 'deputy_assistant');

const listed = z.object({ rows: z.array(z.object({ id: z.string() })) });
const items = z.object({ items: z.array(z.object({ ok: z.boolean() })) });
const done = (output: unknown): boolean => items.parse(output).items.every((one) => one.ok);

function matterNames({ matters }: World): MatterName[] {
  const names: MatterName[] = [];
  let name: MatterName;
  for (name in matters) names.push(name);
  return names;
}

/** The ids in an answer are exactly those of the matters that fit; compared as sets, by name. */
function exactly(world: World, ids: readonly string[], fits: (name: MatterName) => boolean): void {
  const names = matterNames(world);
  const found = names.filter((name) => ids.includes(world.matters[name].id));
  expect(found.toSorted()).toEqual(names.filter(fits).toSorted());
}

function lists(world: World): Try[] {
  const { matters } = world;
  const role = (who: Caller) => (who === 'anonymous' || who === 'nobody' ? undefined : standing(who).role);
  const own = (who: Caller, name: MatterName) => who !== 'anonymous' && who !== 'nobody' && matters[name].place === standing(who).place;
  const scopes: Record<string, (who: Caller, name: MatterName) => boolean> = {
    all: (who, name) => sees(who, matters[name]),
    mine: (who, name) => matters[name].lead === who || (role(who) === 'deputy_assistant' && sees(who, matters[name])),
    cosigned: (who, name) => matters[name].cosigners.some((one) => one === who),
    organ: (who, name) => isOrganRole(who) && matters[name].handlers.some((one) => one === who),
    // The congress's own: what one sees of it in one's office, not what one wrote oneself.
    congress: (who, name) => {
      const { stage, confidential } = matters[name];
      if (!own(who, name)) return false;
      if (role(who) === 'congress_officer' || role(who) === 'congress_leader') return stage === 'submitted' || stage === 'registered';
      return (role(who) === 'deputy' || role(who) === 'standing_committee_member') && stage === 'registered' && !confidential;
    },
  };
  return Object.entries(scopes).map(([scope, fits]) => ({
    what: scope,
    input: { limit: 100, ...(scope === 'all' ? {} : { scope }) },
    allowed: readers,
    check: (output, who) => exactly(world, listed.parse(output).rows.map((one) => one.id), (name) => fits(who, name)),
  }));
}

export const suggestionRows: Rows = {
  // --- writing: the deputy's own matter (代表法 24, 36)
  'suggestions.saveDraft': ({ matters, ids, idleOrgan }) => [
    { what: 'new', input: { title: '新的草稿', proposedOrganIds: [idleOrgan.home] }, allowed: writers },
    { what: 'existing', input: { id: matters.draft.id, title: '改写别人的草稿' }, allowed: pen },
    { what: 'of another congress', input: { id: matters.lowerDraft.id, title: '改写别级的草稿' }, allowed: ['lower.deputy', 'lower.deputy_assistant'] },
    { what: 'of a submitted one', input: { id: matters.submitted.id, title: '改写已经提交的' }, allowed: pen, otherwise: 'workflow.refused' },
    { what: 'with the id of an assignment', input: { id: ids.assigned, title: '编号是别的事项' }, allowed: writers },
  ],
  'suggestions.draft': ({ matters }) => [
    { what: 'own', input: { id: matters.draft.id }, allowed: pen },
    { what: 'invited', input: { id: matters.collecting.id }, allowed: pen },
    { what: 'of a lower tier', input: { id: matters.lowestDraft.id }, allowed: ['lowest.deputy', 'lowest.deputy_assistant'] },
  ],
  'suggestions.myDrafts': (world) => [
    {
      input: {}, allowed: writers,
      check: (output, who) => exactly(world, z.array(z.object({ id: z.string() })).parse(output).map((one) => one.id), (name) => {
        const { stage, lead: leader } = world.matters[name];
        return (leader === who || (who !== 'anonymous' && who !== 'nobody' && standing(who).role === 'deputy_assistant' && sees(who, world.matters[name]))) && (stage === 'draft' || stage === 'collecting' || name === 'returned');
      }),
    },
  ],
  'suggestions.discardDraft': ({ matters }) => [{ input: { id: matters.draft.id }, allowed: lead }],
  'suggestions.checkGrounds': () => [{ input: { title: '关于公交的建议', background: '情况', proposal: '建议' }, allowed: readers }],
  'suggestions.similar': ({ matters }) => [
    { what: 'text', input: { title: '关于完善城陵矶片区公交线路的建议', text: '公交线路 候车时间', limit: 20 }, allowed: readers },
    { what: 'confidential', input: { id: matters.confidential.id, limit: 20 }, allowed: readers },
  ],
  'suggestions.inviteCosigners': ({ matters, of }) => [
    { input: { id: matters.draft.id, mandateIds: [of('home.deputy').id] }, allowed: lead },
    { what: 'a deputy of another congress', input: { id: matters.draft.id, mandateIds: [of('lower.deputy').id] }, allowed: lead, otherwise: 'suggestions.cosigner_not_eligible' },
  ],
  'suggestions.removeCosigner': ({ matters, of }) => [{ input: { id: matters.collecting.id, mandateId: of('home.cosigner').id }, allowed: lead }],
  'suggestions.answerCosign': ({ matters }) => [{ input: { id: matters.collecting.id, agree: true }, allowed: cosigner }],
  'suggestions.submit': ({ matters }) => [{ input: { id: matters.draft.id }, allowed: lead }],
  'suggestions.resubmit': ({ matters }) => [{ input: { id: matters.returned.id }, allowed: lead }],
  'suggestions.withdraw': ({ matters }) => [{ input: { id: matters.working.id, reason }, allowed: lead }],
  'suggestions.agreeWithdrawal': ({ matters }) => [{ input: { id: matters.withdrawing.id, agree: true }, allowed: cosigner }],
  'suggestions.evaluate': ({ matters }) => [{ input: { id: matters.answered.id, attitude: 'satisfied', result: 'satisfied' }, allowed: lead }],

  // --- reading
  'suggestions.list': lists,
  'suggestions.detail': (world) =>
    matterNames(world).map((name) => ({ what: name, input: { id: world.matters[name].id }, allowed: everybody.filter((who) => sees(who, world.matters[name])) })),
  'suggestions.inbox': () => [{ input: {}, allowed: readers }],
  'suggestions.replyLetter': ({ ids, matters }) => [
    { what: 'signed', input: { replyId: ids.signedReplyId }, allowed: everybody.filter((who) => sees(who, matters.answered)) },
    { what: 'draft: the organ that writes it', input: { replyId: ids.draftReplyId }, allowed: transport },
  ],
  'suggestions.public.list': (world) => [
    { input: { limit: 50 }, allowed: anybody, check: (output) => exactly(world, listed.parse(output).rows.map((one) => one.id), (name) => world.matters[name].published) },
  ],
  'suggestions.public.detail': ({ matters }) => [
    { what: 'published', input: { id: matters.published.id }, allowed: anybody },
    { what: 'not published', input: { id: matters.answered.id }, allowed: [], refusals: ['suggestions.not_public'] },
    { what: 'confidential', input: { id: matters.confidential.id }, allowed: [], refusals: ['suggestions.not_public'] },
    { what: 'draft', input: { id: matters.draft.id }, allowed: [], refusals: ['suggestions.not_public'] },
  ],

  // --- examination and hand-over: the congress's own working body; in a township the presidium (代表法 51)
  'suggestions.examine': ({ matters }) => [
    { what: 'accept', input: { id: matters.submitted.id, decision: 'accept' }, allowed: officer },
    { what: 'return', input: { id: matters.submitted.id, decision: 'return_for_amendment', reason }, allowed: officer },
    { what: 'decline', input: { id: matters.submitted.id, decision: 'decline', ground: 'personal_matter', followUp: 'returned', reason }, allowed: officer },
    { what: 'merge', input: { id: matters.submitted.id, decision: 'merge', intoId: matters.registered.id, reason }, allowed: officer },
    { what: 'merge into one of another congress', input: { id: matters.submitted.id, decision: 'merge', intoId: matters.lowerRegistered.id, reason }, allowed: [] },
    { what: 'merge into a confidential one', input: { id: matters.submitted.id, decision: 'merge', intoId: matters.confidential.id, reason }, allowed: officer, otherwise: 'common.conflict' },
    { what: 'a draft', input: { id: matters.draft.id, decision: 'accept' }, allowed: [] },
  ],
  'suggestions.recommend': ({ matters }) => [
    { input: { id: matters.registered.id }, allowed: officer },
    { what: 'for distribution', input: { id: matters.distributable.id }, allowed: [...officer, 'home.cityOffice'] },
  ],
  'suggestions.assign': ({ matters, house, idleOrgan }) => [
    { input: { items: [{ id: matters.registered.id, organs: [{ organId: house.organs.transport, role: 'lead' }] }] }, allowed: officer, done },
    { what: 'to an organ beside', input: { items: [{ id: matters.registered.id, organs: [{ organId: idleOrgan.sibling, role: 'lead' }] }] }, allowed: officer, done, otherwise: 'common.invalid_input' },
    { what: 'preview', input: { items: [{ id: matters.registered.id, organs: [{ organId: house.organs.transport, role: 'lead' }] }], preview: true }, allowed: officer, done },
  ],
  'suggestions.publish': ({ matters }) => [
    { input: { id: matters.answered.id }, allowed: officer },
    { what: 'a confidential one', input: { id: matters.confidential.id }, allowed: officer, otherwise: 'workflow.refused' },
  ],
  'suggestions.unpublish': ({ matters }) => [{ input: { id: matters.published.id, reason }, allowed: officer }],

  // --- supervision (代表法 52)
  'suggestions.remind': ({ matters }) => [{ input: { id: matters.working.id, text: reason }, allowed: watchers }],
  'suggestions.supervise': ({ matters }) => [{ input: { id: matters.working.id, text: reason, dueOn: '2026-03-20' }, allowed: watchers }],
  'suggestions.answerSupervision': ({ ids }) => [{ input: { supervisionId: ids.supervisionId, answer: '正在抓紧办理' }, allowed: transport }],
  'suggestions.conveneCoordination': ({ matters }) => [{ input: { id: matters.disputed.id, heldOn: '2026-03-02', text: reason }, allowed: officer }],
  'suggestions.closeCoordination': ({ matters }) => [{ input: { id: matters.disputed.id, outcome: reason }, allowed: officer }],
  'suggestions.fulfilCommitment': ({ ids }) => [{ input: { commitmentId: ids.commitmentId, evidence: '站台已经改造完成' }, allowed: transport }],
  'suggestions.changeCommitment': ({ ids }) => [{ input: { commitmentId: ids.commitmentId, dueOn: '2026-09-30', reason }, allowed: transport }],

  // --- figures
  'suggestions.rollups': ({ at: congresses }) => [
    {
      input: {}, allowed: everywhere('congress_officer', 'congress_leader'),
      // "Below" is "starts with": an upper tier reads the counts of lower ones, nobody those above or beside.
      check: (output, who) => {
        const { rows } = z.object({ rows: z.array(z.object({ congressId: z.string() })) }).parse(output);
        const own = congresses[standing(asKnown(who)).place].code;
        const expected = Object.values(congresses).filter((one) => one.code.startsWith(own)).map((one) => one.congressId);
        expect(new Set(rows.map((one) => one.congressId))).toEqual(new Set(expected));
      },
    },
  ],
};

function asKnown(who: Caller): Known {
  if (who === 'anonymous' || who === 'nobody') throw new Error('expected somebody with a capacity');
  return who;
}
