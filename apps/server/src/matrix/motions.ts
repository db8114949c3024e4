// The motions of the matrix and what the examination has made of suggestions besides the decision, each brought to its state through the services.
import { examine } from '@smart/suggestions/examination';
import * as deciding from '@smart/suggestions/motions/deciding';
import { motionHouse } from '@smart/suggestions/motions/testing';
import * as writing from '@smart/suggestions/motions/writing';
import { sendLetter } from '@smart/suggestions/review/letters';
import { proposeSplit } from '@smart/suggestions/review/split';
import { sample } from '@smart/suggestions/testing';
import type { People } from './world.ts';

export const splitParts = ['关于增开公交线路的建议', '关于规范停车秩序的建议'].map((title) => ({ title, background: sample.background, proposal: sample.proposal, topic: 'transport' as const }));

export type Motions = Awaited<ReturnType<typeof createMotions>>;

/** Makes them all; the session of the home congress sits on the day of the clock. */
export async function createMotions({ house }: People) {
  const made = await motionHouse(house, 5);
  const { as, deputy, officer, cosigner, transportClerk, organs } = house;
  const decidedOn = '2026-03-02';
  const draft = (await as(deputy, (work, who) => writing.saveMotion(work, who, { title: '还在起草的议案' }))).id;
  const ready = await made.signed(10);
  const collecting = (await as(deputy, (work, who) => writing.saveMotion(work, who, { title: '正在联名的议案' }))).id;
  await as(deputy, (work, who) => writing.inviteToMotion(work, who, { id: collecting, mandateIds: [cosigner.id] }));
  const submitted = await made.handedIn();
  const asked = await made.handedIn();
  await as(deputy, (work, who) => writing.askMotionWithdrawal(work, who, { id: asked, reason: '内容需要重新论证' }));
  const referred = await made.referred();
  const reportedOne = async () => {
    const id = await made.referred();
    await as(officer, (work, who) => deciding.reportMotion(work, who, { id, report: '经审议，建议交有关机关办理。', proposal: 'handle', reportedOn: decidedOn }));
    return id;
  };
  const reported = await reportedOne();
  const inHandling = async () => {
    const id = await reportedOne();
    await as(officer, (work, who) => deciding.resolveMotion(work, who, { id, outcome: 'in_handling', resolution: '同意委员会的报告', resolvedOn: decidedOn, handlingOrganId: organs.transport }));
    return id;
  };
  const handling = await inHandling();
  const handled = await inHandling();
  await as(transportClerk, (work, who) => deciding.reportMotionHandling(work, who, { id: handled, report: '已经制定方案并组织实施。' }));
  const published = await made.referred();
  await as(officer, (work, who) => deciding.endMotion(work, who, 'publish', { id: published }));

  const splitting = await house.submitted(deputy);
  await as(officer, (work, who) => proposeSplit(work, who, { id: splitting, reason: '包含两件事项', parts: splitParts }));
  const letter = async () => {
    const id = await house.submitted(deputy);
    await as(officer, (work, who) => examine(work, who, { id, decision: 'decline', ground: 'forwarded_letter', followUp: 'letter_of_deputy', reason: '属于代转群众来信' }));
    return id;
  };
  const waitingLetter = await letter();
  const sentLetter = await letter();
  await as(officer, (work, who) => sendLetter(work, who, { id: sentLetter, organId: organs.transport, note: '' }));
  // Whoever signed and is nobody in this world leaves the list of deputies again.
  await house.database.adminSql('DELETE FROM mandate WHERE id = ANY ($1::uuid[])', [made.signers.slice(2).map((one) => one.id)]);
  return { ...made, motions: { draft, ready, collecting, submitted, asked, referred, reported, handling, handled, published }, splitting, waitingLetter, sentLetter };
}
