/** Plays one story from its first day to where it stops, through the same services as everybody's acts. */
import { closeCoordination, conveneCoordination } from '@smart/suggestions/coordination';
import { closeUnevaluated, evaluate } from '@smart/suggestions/evaluation';
import { examine } from '@smart/suggestions/examination';
import { fulfilCommitment } from '@smart/suggestions/feedback/commitments';
import { saveDraft } from '@smart/suggestions/drafts';
import type { Score } from '@smart/suggestions/model';
import { publish } from '@smart/suggestions/publication';
import { submit } from '@smart/suggestions/submission';
import { open, playHandling, reply, speak } from './play-handling.ts';
import { playOpening } from './play-opening.ts';
import { openScene, standAt, type Scene, type Stage } from './scene.ts';
import { pace, type Story } from './story.ts';
import { commentOf, fill } from './writing.ts';

const sceneOf = (stage: Stage, story: Story): Scene => openScene(stage, story, (setting) => fill(story.refusal?.title ?? story.matter.title, setting));

/** @param stage its clock is set to the story's time and left at the last act */
export async function playStory(stage: Stage, story: Story): Promise<void> {
  standAt(stage.clock, story.begins, story.key);
  const scene = sceneOf(stage, story);
  if (!(await playOpening(scene))) return;
  const replied = await playHandling(scene, () => merge(stage, story, scene));
  if (!replied) return;
  await playEnding(scene);
  if (story.merges) {
    const other = sceneOf(stage, story.merges);
    other.pass(1);
    if (story.ending === 'evaluated') await judge(other, story.merges.results[0] ?? 'satisfied');
  }
}

/** Another deputy hands in the same matter while this one is handled; it is merged (重庆 13). */
async function merge(stage: Stage, story: Story, main: Scene): Promise<void> {
  if (!story.merges) return;
  const { work, lead, id, setting, title, troupe, pass } = sceneOf(stage, story.merges);
  pass(1);
  await saveDraft(work, lead, {
    id, title, topic: story.matter.topic, background: fill(story.matter.situation, setting), proposal: fill(story.matter.proposal, setting),
    researched: false, publishConsent: true, confidential: false, confidentialReason: null, proposedOrganIds: [],
  });
  await submit(work, lead, { id, asRecess: true });
  pass(2);
  await examine(work, troupe.officer, { id, decision: 'merge', intoId: main.id, reason: '与在办的建议反映同一事项，并案办理，分别答复代表' });
}

async function playEnding(scene: Scene): Promise<void> {
  const { story, work, id, pass } = scene;
  if (story.published) await makePublic(scene);
  if (story.ending === 'replied') return;
  if (story.ending === 'closed_unevaluated') {
    pass(pace.unevaluated);
    await closeUnevaluated(work, id);
    return;
  }
  pass(pace.evaluate);
  const [first = 'satisfied', second, third] = story.results;
  await judge(scene, first);
  if (first === 'not_satisfied') {
    if (!second) return;
    await again(scene);
    pass(pace.evaluate);
    await judge(scene, second);
    if (second === 'not_satisfied') await coordinate(scene);
  }
  if (story.grade === 'B' && story.kept) await keepWord(scene, third ?? 'satisfied');
}

async function judge({ work, lead, id, story }: Scene, result: Score): Promise<void> {
  const attitude: Score = result === 'not_satisfied' ? 'mostly_satisfied' : 'satisfied';
  await evaluate(work, lead, { id, attitude, result, comment: commentOf(story.key, result) });
}

/** The second handling, within a month (上海 21). */
async function again(scene: Scene): Promise<void> {
  const { pass } = scene;
  for (const part of (await open(scene)).filter((one) => one.role !== 'assisting')) {
    pass(pace.secondContact);
    const contactedOn = scene.day();
    await speak(scene, part, 2);
    pass(pace.secondReply);
    await reply(scene, part, 2, contactedOn);
  }
}

async function coordinate({ work, troupe, id, story, pass, day }: Scene): Promise<void> {
  pass(pace.convene);
  await conveneCoordination(work, troupe.officer, { id, heldOn: work.calendar.addWorkingDays(day(), 4), text: `在市民活动中心召开协调会，请承办单位主要负责人和领衔代表参加，商定${story.matter.gist}的办法。` });
  if (!story.coordinated) return;
  pass(pace.coordinate);
  await closeCoordination(work, troupe.officer, { id, outcome: `承办单位当面说明了困难，各方同意分两步推进${story.matter.gist}，由代表工作机构每季度回访一次。` });
}

/** All that was promised is done and reported; the deputy is answered again and evaluates. */
async function keepWord(scene: Scene, result: Score): Promise<void> {
  const { work, id, troupe, setting, story, pass } = scene;
  const promises = await work.sql<{ id: string; organId: string }>(`SELECT id, organ_id AS "organId" FROM commitment WHERE suggestion_id = $1 AND state = 'open' ORDER BY id`, [id]);
  for (const promise of promises) {
    pass(pace.keep);
    await fulfilCommitment(work, troupe.clerkOf(promise.organId), { commitmentId: promise.id, evidence: `承诺事项已经完成：${fill(story.matter.plan, setting)}。现场照片和验收单已存档，并电话告知代表。` });
  }
  pass(pace.evaluate);
  await judge(scene, result);
}

async function makePublic({ work, troupe, id, pass }: Scene): Promise<void> {
  pass(pace.publish);
  await publish(work, troupe.officer, { id });
}
