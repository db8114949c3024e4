// The whole life of one suggestion through the API alone, as another system would drive it.
import { addDays, today } from '@smart/kernel/dates';
import { systemClock } from '@smart/kernel/clock';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { matter, words } from './acts/texts.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

it('goes from a draft through two tiers of hand-over, a second handling and a kept commitment to the public', async () => {
  const { as, detail, part, contact } = troupeOf(system().app);
  const [deputy, cosigner, officer, government, clerk, head] = await Promise.all(
    ['deputy.city', 'deputy.cosigner', 'city.office', 'city.government', 'city.transport.clerk', 'city.transport.head'].map(as),
  );
  if (!deputy || !cosigner || !officer || !government || !clerk || !head) throw new Error('somebody is missing');
  const state = async (id: string) => (await detail(id)).state;

  const { id } = await deputy.trpc.suggestions.saveDraft.mutate({ ...matter, topic: 'transport', publishConsent: true });
  const signer = (await cosigner.trpc.session.me.query()).capacities[0]?.id ?? '';
  await deputy.trpc.suggestions.inviteCosigners.mutate({ id, mandateIds: [signer] });
  await expect(deputy.trpc.suggestions.submit.mutate({ id })).rejects.toThrow('尚未确认联名');
  await cosigner.trpc.suggestions.answerCosign.mutate({ id, agree: true });
  const submitted = await deputy.trpc.suggestions.submit.mutate({ id });
  expect(submitted.state).toBe('submitted');

  await officer.trpc.suggestions.examine.mutate({ id, decision: 'accept' });
  const organs = await officer.trpc.directory.organs.query({});
  const organ = (name: string) => organs.find((one) => one.name.endsWith(name))?.id ?? '';
  await officer.trpc.suggestions.assign.mutate({ items: [{ id, organs: [{ organId: organ('人民政府办公室'), role: 'distribute' }] }] });
  await government.trpc.assignments.distribute.mutate({ assignmentId: await part(id, 'city.government'), organs: [{ organId: organ('交通运输局'), role: 'lead' }, { organId: organ('城市管理和综合执法局'), role: 'assisting' }] });
  await clerk.trpc.assignments.accept.mutate({ assignmentId: await part(id, 'city.transport.clerk') });
  const urban = await as('city.urban');
  await urban.trpc.assignments.accept.mutate({ assignmentId: await part(id, 'city.urban') });
  await contact(id);

  const assignmentId = await part(id, 'city.transport.clerk');
  const commitments = [{ text: words.commitment, dueOn: addDays(today(systemClock), 60) }];
  await clerk.trpc.assignments.saveReply.mutate({ assignmentId, grade: 'B', body: words.reply, commitments });
  await expect(clerk.trpc.assignments.submitReply.mutate({ assignmentId })).rejects.toThrow('协办意见');
  await urban.trpc.assignments.giveOpinion.mutate({ assignmentId: await part(id, 'city.urban'), opinion: '同意增设站台，我局配合安排用地。' });
  await clerk.trpc.assignments.submitReply.mutate({ assignmentId });
  await expect(clerk.trpc.assignments.signReply.mutate({ assignmentId })).rejects.toMatchObject({ data: { httpStatus: 403 } });
  await head.trpc.assignments.signReply.mutate({ assignmentId });
  expect(await state(id)).toBe('replied');

  await deputy.trpc.suggestions.evaluate.mutate({ id, attitude: 'mostly_satisfied', result: 'not_satisfied', comment: words.unhappy });
  expect(await state(id)).toBe('second_handling');
  await contact(id);
  await clerk.trpc.assignments.saveReply.mutate({ assignmentId, grade: 'A', body: words.secondReply });
  await clerk.trpc.assignments.submitReply.mutate({ assignmentId });
  await head.trpc.assignments.signReply.mutate({ assignmentId });
  await deputy.trpc.suggestions.evaluate.mutate({ id, attitude: 'satisfied', result: 'satisfied' });
  expect(await state(id)).toBe('tracking_commitment');
  const commitmentId = (await detail(id)).replies.flatMap((one) => one.commitments)[0]?.id ?? '';
  await clerk.trpc.suggestions.fulfilCommitment.mutate({ commitmentId, evidence: words.evidence });
  await deputy.trpc.suggestions.evaluate.mutate({ id, attitude: 'satisfied', result: 'satisfied' });
  expect(await state(id)).toBe('closed');

  await officer.trpc.suggestions.publish.mutate({ id });
  const read = await system().app.anonymous.trpc.suggestions.public.detail.query({ id });
  expect(read).toMatchObject({ title: matter.title, result: 'satisfied', commitments: [{ keptOn: expect.any(String) }] });
  const checked: unknown = await (await fetch(`${system().app.origin}/api/v1/receipts/${submitted.receipt ?? ''}`)).json();
  expect(checked).toMatchObject({ found: true, unchanged: true });
});
