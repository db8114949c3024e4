// Which topics of a call seem to be about the same: the system proposes, staff confirm.
import type { Capacity } from '@smart/identity/capacity';
import { keywords, tokens } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import { tellingWords } from '../telling-words.ts';
import { callOf } from './looking.ts';
import type { TopicState } from './model.ts';
import type { GroupView } from './model-views.ts';

export type Comparable = { readonly id: string; readonly title: string; readonly situation: string; readonly wish: string; readonly place: string; readonly proposals: number; readonly supports: number; readonly state: TopicState };

/** From here on two topics are taken to be about the same. */
const LEAST_ALIKE = 0.2;
/** A word of the title says more than one of the text. */
const TITLE_WEIGHT = 2;
/** Compared with one another: as many as staff can look at. */
const MOST = 400;

/** The words of a topic with what each of them weighs. */
function wordsOf(topic: Comparable): Map<string, number> {
  const found = tokens(`${topic.title}。${topic.situation}。${topic.wish}`).filter((word) => [...word].length > 1);
  const words = new Map(found.map((word) => [word, 1]));
  for (const word of tellingWords(topic.title)) words.set(word, TITLE_WEIGHT);
  return words;
}

/** What part of all their words two topics share (0 to 1); words that stand in many topics of the call count less. */
function alike(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, rarity: (word: string) => number): number {
  let common = 0;
  let smaller = 0;
  let other = 0;
  for (const [word, weight] of a) {
    smaller += weight * rarity(word);
    const there = b.get(word);
    if (there !== undefined) common += Math.min(weight, there) * rarity(word);
  }
  for (const [word, weight] of b) other += weight * rarity(word);
  // Against the mean of both: a short topic inside a long one is alike, one common word is not.
  return common / Math.max(1e-9, Math.sqrt(smaller * other));
}

/** Groups of two and more, the largest first. Pure. */
export function groupsOf(topics: readonly Comparable[]): GroupView[] {
  const words = topics.map(wordsOf);
  const documents = new Map<string, number>();
  for (const one of words) for (const word of one.keys()) documents.set(word, (documents.get(word) ?? 0) + 1);
  const rarity = (word: string): number => Math.log(1 + topics.length / (documents.get(word) ?? 1));
  const leader = topics.map((_topic, at) => at);
  const find = (at: number): number => (leader[at] === at || leader[at] === undefined ? at : find(leader[at]));
  for (let a = 0; a < topics.length; a += 1) {
    for (let b = a + 1; b < topics.length; b += 1) {
      const [first, second] = [words[a], words[b]];
      if (first && second && alike(first, second, rarity) >= LEAST_ALIKE) leader[find(b)] = find(a);
    }
  }
  return [...Map.groupBy(topics, (_topic, at) => find(at)).values()]
    .filter((own) => own.length > 1)
    .map((own) => ({
      words: commonWords(own),
      topics: own.toSorted((x, y) => y.supports + y.proposals - x.supports - x.proposals).map(({ id, title, proposals, supports, state }) => ({ id, title, proposals, supports, state })),
    }))
    .sort((x, y) => y.topics.length - x.topics.length);
}

/** Words that most of them have, for people to see why. */
function commonWords(own: readonly Comparable[]): string[] {
  const counts = Map.groupBy(own.flatMap((topic) => keywords(`${topic.title}。${topic.situation}。${topic.wish}`, 14)), (word) => word);
  return [...counts].filter(([, found]) => found.length > 1).sort((x, y) => y[1].length - x[1].length).slice(0, 5).map(([word]) => word);
}

/** Groups among what is not decided yet; what a deputy took up can take in more. @throws DomainError common.not_found */
export async function proposedGroups(work: Work, capacity: Capacity, callId: string): Promise<{ groups: GroupView[] }> {
  await callOf(work, capacity, callId);
  const topics = await work.sql<Comparable>(
    `SELECT id, title, situation, wish, place, proposals, supports, state FROM call_topic WHERE call_id = $1 AND congress_id = $2 AND state IN ('held', 'open', 'taken_up') ORDER BY created_at DESC, id LIMIT ${MOST}`,
    [callId, capacity.congressId],
  );
  // Two that two deputies have taken up stay two.
  return { groups: groupsOf(topics).filter(({ topics: own }) => own.filter((one) => one.state === 'taken_up').length < 2) };
}
