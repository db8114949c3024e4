// Who sees what: the policy in CASL and in SQL give the same answer, the wall keeps tiers apart, and what crosses it is named.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { abilityFor, accessibleBy } from '@smart/identity/ability';
import type { Capacity } from '@smart/identity/capacity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayReadAttachment } from './attachments.ts';
import * as assignment from './assignment.ts';
import * as cosigning from './cosigning.ts';
import { draft } from './drafts.ts';
import * as handling from './handling.ts';
import { listSuggestions } from './lists.ts';
import { listInput } from './model-inputs.ts';
import { defineSuggestionPolicy, sightsOf } from './policy.ts';
import { publish } from './publication.ts';
import { saveReply } from './reply.ts';
import { createHouse, type House } from './testing.ts';
import { type Steps, stepsIn } from './testing-steps.ts';
import { parameters, visibleSql } from './visibility.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
const ids: Record<'draft' | 'invited' | 'submitted' | 'registered' | 'confidential' | 'handled' | 'replied' | 'declinedInvitation', string> = {
  draft: '', invited: '', submitted: '', registered: '', confidential: '', handled: '', replied: '', declinedInvitation: '',
};
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
  const invite = async () => {
    const id = await house.draft(house.deputy);
    await house.as(house.deputy, (work, who) => cosigning.inviteCosigners(work, who, { id, mandateIds: [house.cosigner.id] }));
    return id;
  };
  ids.draft = await house.draft(house.deputy);
  ids.invited = await invite();
  ids.declinedInvitation = await invite();
  await house.as(house.cosigner, (work, who) => cosigning.answerCosign(work, who, { id: ids.declinedInvitation, agree: false }));
  ids.submitted = await house.submitted(house.deputy);
  ids.registered = await steps.registered();
  ids.confidential = await steps.registered(house.deputy, { confidential: true, confidentialReason: '担心打击报复' });
  ids.handled = await steps.inHandling();
  ids.replied = await steps.replied();
});
afterAll(() => database.close());

const everybody = (): Capacity[] => [
  house.deputy, house.cosigner, house.otherDeputy, house.districtDeputy, house.officer, house.leader, house.districtOfficer, house.officeClerk, house.transportClerk, house.transportHead, house.housingClerk,
  house.districtClerk, house.administrator,
];
/** Of an organ that the organ of transport was merged into. */
const heir = (): Capacity => ({ ...house.housingClerk, formerOrganIds: [house.organs.transport] });
const seenBy = async (who: Capacity): Promise<Set<string>> => {
  const { values, p } = parameters();
  const rows = await house.as(who, (work) => work.sql<{ id: string }>(`SELECT s.id FROM suggestion s WHERE ${visibleSql(who, p)}`, values));
  return new Set(rows.map((one) => one.id));
};

describe('who sees which suggestion', () => {
  it.each<[string, () => Capacity, (keyof typeof ids)[]]>([
    ['the lead proposer: all of the own', () => house.deputy, ['draft', 'invited', 'declinedInvitation', 'submitted', 'registered', 'confidential', 'handled', 'replied']],
    ['a co-signer: where invited, and what is registered', () => house.cosigner, ['invited', 'registered', 'handled', 'replied']],
    ['another deputy: what is registered and not confidential', () => house.otherDeputy, ['registered', 'handled', 'replied']],
    ['an officer: from submission on', () => house.officer, ['submitted', 'registered', 'confidential', 'handled', 'replied']],
    ['a leader: the same', () => house.leader, ['submitted', 'registered', 'confidential', 'handled', 'replied']],
    ['an organ: what was handed to it', () => house.transportClerk, ['handled', 'replied']],
    ['another organ: nothing', () => house.housingClerk, []],
    ['an organ that took another over: what that one handled', () => heir(), ['handled', 'replied']],
    ['a lower tier: nothing', () => house.districtOfficer, []],
    ['an administrator: nothing', () => house.administrator, []],
  ])('%s', async (_, who, expected) => {
    const seen = await seenBy(who());
    expect(Object.entries(ids).flatMap(([name, id]) => (seen.has(id) ? [name] : [])).sort()).toEqual([...expected].sort());
  });

  it('CASL and SQL agree for everybody', async () => {
    for (const who of [...everybody(), heir()]) {
      // A capacity that the policy gives nothing has no rule at all; accessibleBy refuses it.
      if (sightsOf(who).length === 0) {
        expect(await seenBy(who)).toEqual(new Set());
        continue;
      }
      const ability = abilityFor(who, [defineSuggestionPolicy]);
      const rows = await house.as(who, (work) => work.prisma.suggestion.findMany({ where: accessibleBy(ability, 'read').ofType('Suggestion'), select: { id: true } }));
      expect(new Set(rows.map((one) => one.id)), who.label).toEqual(await seenBy(who));
    }
  });

  it('what one may not see does not exist, neither in detail nor for acting', async () => {
    await expect(steps.see(house.otherDeputy, ids.submitted)).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(steps.see(house.housingClerk, ids.handled)).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(house.as(house.otherDeputy, (work, who) => draft(work, who, ids.draft))).rejects.toMatchObject({ code: 'common.not_found' });
    const { id: assignmentId } = await steps.part(ids.handled, house.organs.transport);
    await expect(house.as(house.housingClerk, (work, who) => handling.accept(work, who, { assignmentId }))).rejects.toMatchObject({ code: 'common.not_found' });
    // The successor reads what the former organ did and acts in nothing that was not handed to it.
    expect(await steps.see(heir(), ids.replied)).toMatchObject({ viewer: 'organ' });
    await expect(house.as(heir(), (work, who) => handling.accept(work, who, { assignmentId }))).rejects.toThrow();
    await expect(house.as(house.districtOfficer, (work, who) => publish(work, who, { id: ids.registered }))).rejects.toMatchObject({ code: 'common.not_found' });
  });

  it('a confidential suggestion is not published', async () => {
    await expect(house.as(house.officer, (work, who) => publish(work, who, { id: ids.confidential }))).rejects.toMatchObject({ message: expect.stringContaining('保密') });
  });

  it('a draft of a reply, contacts and reasons stay with those who handle it', async () => {
    const { id: assignmentId } = await steps.part(ids.handled, house.organs.transport);
    await house.as(house.transportClerk, (work, who) => saveReply(work, who, { assignmentId, grade: 'A', body: '起草中的答复，尚未定稿' }));
    expect((await steps.see(house.transportHead, ids.handled)).replies).toHaveLength(1);
    for (const who of [house.deputy, house.officer, house.otherDeputy]) expect((await steps.see(who, ids.handled)).replies).toEqual([]);
    expect((await steps.see(house.otherDeputy, ids.replied)).contacts).toEqual([]);
    expect((await steps.see(house.deputy, ids.replied)).timeline.map((one) => one.label)).not.toContain('答复送审');
    expect((await steps.see(house.officer, ids.replied)).timeline.map((one) => one.label)).toContain('答复送审');
  });

  it('a file follows its suggestion', async () => {
    const file = { matterId: ids.submitted, subjectType: 'suggestion', subjectId: ids.submitted };
    const may = (who: Capacity) => house.as(who, (work) => mayReadAttachment(work, who, file));
    expect([await may(house.deputy), await may(house.officer), await may(house.otherDeputy), await may(house.administrator)]).toEqual([true, true, false, false]);
  });
});

describe('another tier', () => {
  it('sees a matter from the moment it is handed over, handles it, and sees no other', async () => {
    const id = await steps.registered();
    await steps.assign(id, [{ organId: house.organs.transport, role: 'lead' }, { organId: house.organs.districtHousing, role: 'assisting' }]);
    expect(await seenBy(house.districtClerk)).toEqual(new Set([id]));
    expect(await seenBy(house.districtOfficer)).toEqual(new Set());
    await steps.accept(id, house.districtClerk);
    const { id: assignmentId } = await steps.part(id, house.organs.districtHousing);
    const receipt = await house.as(house.districtClerk, (work, who) => handling.giveOpinion(work, who, { assignmentId, opinion: '我区愿意配合建设站台' }));
    expect(receipt.assignmentState).toBe('opinion_given');
    expect((await steps.see(house.officer, id)).assignments.find((one) => one.id === assignmentId)).toMatchObject({ opinion: '我区愿意配合建设站台' });
    const events = await database.adminSql<{ congress_id: string }>(`SELECT congress_id FROM domain_event WHERE subject_id = $1`, [assignmentId]);
    expect(new Set(events.map((one) => one.congress_id))).toEqual(new Set([house.city.congressId]));
  });

  it('an organ of an unrelated area is refused', async () => {
    const id = await steps.registered();
    const [other] = await database.adminSql<{ id: string }>(`SELECT o.id FROM organ o JOIN congress c ON c.id = o.congress_id WHERE c.division_code = '4307' AND o.kind = 'government_office'`);
    const done = await house.as(house.officer, (work, who) => assignment.assign(work, who, { items: [{ id, organs: [{ organId: other?.id ?? '', role: 'distribute' }] }], preview: true }));
    expect(done.items[0]).toMatchObject({ ok: false, problem: expect.stringContaining('上下级') });
  });
});

it('lists show only the scope asked for', async () => {
  const list = async (who: Capacity, filter: object) => (await house.as(who, (work) => listSuggestions(work, who, listInput.parse({ limit: 100, ...filter })))).rows.map((one) => one.id);
  expect(await list(house.cosigner, { scope: 'mine' })).toEqual([]);
  expect(await list(house.cosigner, { scope: 'cosigned' })).toEqual([ids.invited]);
  expect(new Set(await list(house.transportClerk, { scope: 'organ' }))).toEqual(await seenBy(house.transportClerk));
  expect(await list(house.administrator, {})).toEqual([]);
});
