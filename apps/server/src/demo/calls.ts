/** 建议征集 in the demonstration: one under way and one with its result in the city, one in a county; played through the services. */
import { addDays, dateInShanghai, startOfDayShanghai, type DateString } from '@smart/kernel/dates';
import { closeCall, concludeCall, openCall, saveCall } from '@smart/suggestions/calls/calls';
import { proposeAsCitizen, support, supportAsCitizen } from '@smart/suggestions/calls/proposing';
import { mergeTopics, setAside } from '@smart/suggestions/calls/sorting';
import { join, takeUp } from '@smart/suggestions/calls/taking-up';
import { callPlays, type CallPlay, type Played, type TopicPlay } from './calls-plays.ts';
import type { Troupe } from './company.ts';
import { playStory } from './play.ts';
import { storyId, type Stage, type StageClock } from './scene.ts';
import type { Story } from './story.ts';

type Play = { readonly stage: Stage; readonly troupe: Troupe; readonly callId: string };

/** Plays the calls of one place that are not there yet; no act lies after the stage's `until`. */
export async function playCalls(stage: Stage, troupe: Troupe, day: DateString): Promise<void> {
  for (const play of callPlays(day).filter(({ place }) => place === troupe.place.slug)) {
    const [known] = await stage.work.sql('SELECT 1 FROM topic_call WHERE congress_id = $1 AND title = $2', [troupe.congressId, play.title]);
    if (!known) await playCall(stage, troupe, play);
  }
}

const keyOf = ({ title }: TopicPlay): string => `call ${title}`;

const stand = (clock: StageClock, day: DateString, hour: number): void => clock.set(new Date(startOfDayShanghai(day).getTime() + hour * 3_600_000).toISOString());

async function playCall(stage: Stage, troupe: Troupe, play: CallPlay): Promise<void> {
  const { work, clock } = stage;
  stand(clock, play.startsOn, 8.5);
  const { id: callId } = await saveCall(work, troupe.officer, { title: play.title, wanted: play.wanted, topics: [...play.topics], startsOn: play.startsOn, endsOn: play.endsOn, participants: 'both' });
  await openCall(work, troupe.officer, { id: callId });
  const ids = new Map<string, string>();
  for (const [at, topic] of play.proposals.entries()) {
    stand(clock, addDays(play.startsOn, 1 + (at % 9)), 9 + (at % 8));
    const { title, situation, wish, place } = topic;
    ids.set(title, (await proposeAsCitizen(work, callId, { title, situation, wish, place }, `demonstration ${play.title} ${at}`)).topicId);
    await giveSupports({ stage, troupe, callId }, ids.get(title) ?? '', topic);
  }
  stand(clock, addDays(play.startsOn, 11), 10);
  for (const topic of play.proposals) await decide({ stage, troupe, callId }, ids, topic);
  if (play.summary === null) return;
  stand(clock, play.endsOn, 17);
  await closeCall(work, troupe.officer, { id: callId, reason: '征集时间届满' });
  stand(clock, addDays(play.endsOn, 5), 10);
  await concludeCall(work, troupe.officer, { id: callId, summary: play.summary });
}

async function giveSupports({ stage: { work }, troupe, callId }: Play, topicId: string, topic: TopicPlay): Promise<void> {
  for (let at = 0; at < topic.supports; at += 1) await supportAsCitizen(work, callId, topicId, `demonstration ${topic.title} ${at}`);
  const deputy = troupe.deputies[topic.supports % troupe.deputies.length];
  if (deputy && topic.supports > 2) await support(work, deputy, { topicId });
}

async function decide({ stage, troupe }: Play, ids: ReadonlyMap<string, string>, topic: TopicPlay): Promise<void> {
  const { work } = stage;
  const topicId = ids.get(topic.title) ?? '';
  const { fate } = topic;
  if (fate.kind === 'merged') await mergeTopics(work, troupe.officer, { intoId: ids.get(fate.into) ?? '', topicIds: [topicId] });
  else if (fate.kind === 'aside') await setAside(work, troupe.officer, { topicId, ground: fate.ground, reason: fate.reason });
  else if (fate.kind === 'draft' || fate.kind === 'played') {
    const lead = stage.company.account(fate.lead, troupe.place.slug);
    const story = fate.kind === 'played' ? storyOf(topic, troupe, fate.lead, fate, stage.clock.now()) : null;
    await takeUp(work, lead, { topicId }, storyId(keyOf(topic)));
    const joining = troupe.deputies.find(({ personId }) => personId !== lead.personId);
    if (fate.kind === 'draft' && joining) await join(work, joining, { topicId });
    if (story) await playStory(stage, story);
  }
}

/** From the draft to the published reply, like any other suggestion of the demonstration. */
function storyOf(topic: TopicPlay, { place }: Troupe, lead: string, { matter }: Played, now: Date): Story {
  return {
    key: keyOf(topic), place: place.slug, lead, cosigners: [], answered: 0, area: place.name, other: place.name, begins: addDays(dateInShanghai(now), 1), inSession: false,
    matter: { ...matter, key: keyOf(topic), title: `关于${topic.title}的建议`, situation: topic.situation, proposal: topic.wish },
    ending: 'evaluated', grade: 'A', results: ['satisfied'], kept: false, coordinated: false, assisted: false, assistedFrom: null, separate: false, direct: true, amended: false, returned: false, extended: false,
    sentBack: false, assumed: false, confidential: false, consent: true, key_: false, reminded: false, supervised: false, published: true, refusal: null, merges: null,
  };
}
