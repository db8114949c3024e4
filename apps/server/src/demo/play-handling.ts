/** What the organs do: accept, speak with the deputy, assist, ask for more time, reply. */
import type { Capacity } from '@smart/identity/capacity';
import { addMonths } from '@smart/kernel/dates';
import { confirmContact, disputeContact, recordContact, assumeContact } from '@smart/suggestions/contact';
import { decideExtension, requestExtension } from '@smart/suggestions/extension';
import { accept, giveOpinion } from '@smart/suggestions/handling';
import { contactMethods } from '@smart/suggestions/model';
import { saveReply, sendBackReply, signReply, submitReply } from '@smart/suggestions/reply';
import { answerSupervision, remind, supervise } from '@smart/suggestions/supervision';
import { agreeWithdrawal, withdraw } from '@smart/suggestions/withdrawal';
import type { Troupe } from './company.ts';
import { demoPlaces } from './places.ts';
import { pick } from './names.ts';
import { actingFor, personOf, type Part, type Scene } from './scene.ts';
import { pace } from './story.ts';
import { contactWords, extensionReason, fill, opinionWords, promisedBy, replyBody } from './writing.ts';

/** True while the story goes on: when all who answer have signed. */
export async function playHandling(scene: Scene, merge: () => Promise<void>): Promise<boolean> {
  const { story, pass } = scene;
  pass(pace.accept);
  for (const part of await open(scene)) await by(scene, part, (clerk) => accept(scene.work, clerk, { assignmentId: part.id }));
  await merge();
  await watch(scene);
  if (story.ending === 'in_handling') return false;
  if (story.ending === 'withdrawn' || story.ending === 'withdrawal_asked') return takeBack(scene);
  const mains = (await open(scene)).filter((part) => part.role !== 'assisting');
  const contacted = new Map<string, string>();
  for (const part of mains) {
    pass(pace.contact);
    contacted.set(part.id, scene.day());
    if (!(await speak(scene, part, 1))) return false;
  }
  await assist(scene);
  if (story.extended || story.ending === 'extension_requested') for (const part of mains) if (!(await askForTime(scene, part))) return false;
  for (const part of mains) {
    pass(pace.reply);
    if (!(await reply(scene, part, 1, contacted.get(part.id) ?? scene.day()))) return false;
  }
  return true;
}

/** Parts that organs (not the distributing office) still have. */
export const open = async (scene: Scene): Promise<Part[]> =>
  (await scene.parts()).filter((part) => part.role !== 'distribute' && !['returned', 'cancelled', 'completed'].includes(part.state));

function troupeOf({ company, troupe }: Scene, part: Part): Troupe {
  if (part.organCongressId === troupe.congressId) return troupe;
  const other = demoPlaces.map(({ slug }) => company.troupe(slug)).find((one) => one.congressId === part.organCongressId);
  if (!other) throw new Error('the demonstration does not play in that congress');
  return other;
}

/** The organ's clerk acts, behind the wall of the organ's own congress. */
const by = (scene: Scene, part: Part, act: (clerk: Capacity, head: Capacity) => Promise<unknown>): Promise<unknown> => {
  const troupe = troupeOf(scene, part);
  return actingFor(scene.work, troupe.congressId, () => act(troupe.clerkOf(part.organId), troupe.headOf(part.organId)));
};

/** The congress reminds, supervises, and the organ answers. */
async function watch(scene: Scene): Promise<void> {
  const { work, troupe, story, id, pass } = scene;
  const { gist } = story.matter;
  if (story.reminded) {
    pass(3);
    await remind(work, troupe.officer, { id, text: `请抓紧办理，就${gist}尽快与代表联系，并报告进展。` });
  }
  if (!story.supervised) return;
  pass(2);
  await supervise(work, troupe.leader, { id, text: `列入重点督办，请书面报告${gist}的责任人、时间表和已经完成的工作。`, dueOn: work.calendar.addWorkingDays(scene.day(), 10) });
  const [asked] = await work.sql<{ id: string; organId: string }>(`SELECT id, organ_id AS "organId" FROM supervision WHERE suggestion_id = $1 AND kind = 'supervision' ORDER BY at DESC LIMIT 1`, [id]);
  if (!asked || story.ending === 'in_handling') return;
  pass(4);
  await answerSupervision(work, troupe.clerkOf(asked.organId), { supervisionId: asked.id, answer: `已明确分管负责人牵头，${gist}的实施方案正在征求意见，月底前与代表见面沟通。` });
}

async function takeBack(scene: Scene): Promise<boolean> {
  const { work, lead, story, id, pass } = scene;
  pass(2);
  await withdraw(work, lead, { id, reason: '经与承办单位沟通，相关工作已经列入今年计划，本件不必再单独办理' });
  if (story.ending === 'withdrawal_asked') return false;
  for (const who of story.cosigners) {
    pass(1);
    await agreeWithdrawal(work, personOf(scene, who), { id, agree: true });
  }
  return false;
}

/** Contact and the deputy's answer. True when it counts as confirmed. */
export async function speak(scene: Scene, part: Part, round: number): Promise<boolean> {
  const { work, lead, story, pass, setting } = scene;
  const seed = `${story.key}/${part.organId}/${round}`;
  const content = contactWords(seed, story.matter.gist, setting.area, lead.personName);
  await by(scene, part, (clerk) => recordContact(work, clerk, { assignmentId: part.id, method: pick(seed, contactMethods), contactedOn: scene.day(), content }));
  if (story.ending === 'contact_waiting') return false;
  if (story.assumed && round === 1) {
    pass(pace.assume);
    await assumeContact(work, part.id);
    return true;
  }
  const [contact] = await work.sql<{ id: string }>(`SELECT id FROM contact WHERE assignment_id = $1 AND state = 'waiting'`, [part.id]);
  if (!contact) throw new Error(`${story.key}: nothing to confirm`);
  if (story.ending === 'contact_disputed') {
    pass(0);
    await disputeContact(work, lead, { contactId: contact.id, reason: '只在电话里说了两句，没有听取具体意见，希望到现场见面。' });
    return false;
  }
  pass(pace.confirm);
  await confirmContact(work, lead, { contactId: contact.id });
  return story.ending !== 'contact_confirmed';
}

async function assist(scene: Scene): Promise<void> {
  const { work, story, setting, pass } = scene;
  for (const part of (await open(scene)).filter((one) => one.role === 'assisting')) {
    pass(pace.opinion);
    await by(scene, part, (clerk) => giveOpinion(work, clerk, { assignmentId: part.id, opinion: opinionWords(story.key, story.matter.gist, setting.area) }));
  }
}

/** True when the extension was granted. */
async function askForTime(scene: Scene, part: Part): Promise<boolean> {
  const { work, troupe, story, pass, id } = scene;
  pass(pace.extension);
  const [assigned] = await work.sql<{ on: string }>('SELECT assigned_on::text AS "on" FROM assignment WHERE id = $1', [part.id]);
  const until = work.calendar.nextWorkingDay(addMonths(assigned?.on ?? scene.day(), 5));
  await by(scene, part, (clerk) => requestExtension(work, clerk, { assignmentId: part.id, until, reason: extensionReason(story.key, story.matter.gist) }));
  if (story.ending === 'extension_requested') return false;
  const [asked] = await work.sql<{ id: string }>(`SELECT id FROM extension WHERE suggestion_id = $1 AND state = 'requested'`, [id]);
  if (!asked) throw new Error(`${story.key}: no extension was asked for`);
  pass(pace.decide);
  await decideExtension(work, story.direct ? troupe.officer : troupe.government, { extensionId: asked.id, grant: true, note: '同意延期，请按期答复并向代表说明情况' });
  return true;
}

/** Draft, review, signature. True when it was signed. */
export async function reply(scene: Scene, part: Part, round: number, contactedOn: string): Promise<boolean> {
  const { work, story, setting, pass } = scene;
  const grade = round === 1 ? story.grade : 'A';
  const commitmentDue = promisedBy(scene.day(), story.kept ? 5 : 8);
  const organName = troupeOf(scene, part).clerkOf(part.organId).organName ?? '';
  const assisting = (await open(scene)).find((one) => one.role === 'assisting');
  const opinionFrom = assisting ? (troupeOf(scene, assisting).clerkOf(assisting.organId).organName ?? null) : null;
  const body = replyBody({ matter: story.matter, setting, organName, grade, contactedOn, commitmentDue, opinionFrom, round });
  const commitments = grade === 'B' ? [{ text: fill(story.matter.plan, setting), dueOn: commitmentDue }] : [];
  await by(scene, part, (clerk) => saveReply(work, clerk, { assignmentId: part.id, grade, body, commitments }));
  if (story.ending === 'reply_drafted') return false;
  await by(scene, part, (clerk) => submitReply(work, clerk, { assignmentId: part.id }));
  if (story.sentBack && round === 1) {
    pass(1);
    await by(scene, part, (_clerk, head) => sendBackReply(work, head, { assignmentId: part.id, reason: '下一步安排要写明责任单位和完成时间，请补充后再送。' }));
    pass(1);
    await by(scene, part, (clerk) => submitReply(work, clerk, { assignmentId: part.id }));
  }
  if (story.ending === 'reply_under_review') return false;
  pass(pace.sign);
  await by(scene, part, (_clerk, head) => signReply(work, head, { assignmentId: part.id }));
  return true;
}
