// What the classifier thinks of an opinion: topic and second level, how soon, where, and who may handle it, each with its reason. It proposes and decides nothing.
import { classify, createPlaceFinder, subtopicOf, type PlaceFinder, type Subtopic, type TopicLabel, urgencyOf } from '@smart/classifier';
import { scopeOf } from '@smart/divisions/scope';
import type { Work } from '@smart/workflow/work';
import { adjustmentOf, messageOf } from './lessons.ts';
import { isTopic, opinionTopicLabels, opinionTopics, type OpinionTopic } from './model.ts';
import type { Proposal } from './model-views.ts';

type Opinion = { readonly congressId: string; readonly divisionCode: string; readonly content: string; readonly place: string; readonly topic: string | null; readonly subtopic: string | null };

const topicOf = (label: string): OpinionTopic | undefined => opinionTopics.find((one) => opinionTopicLabels[one] === label);
const percent = (share: number): number => Math.round(share * 100);
/** Other topics that are shown beside the first. */
const ALTERNATIVES = 2;

/** Everything the classifier proposes for one opinion. */
export async function proposalFor(work: Work, opinion: Opinion): Promise<Proposal> {
  const text = messageOf(opinion);
  const found = classify(text, { adjustment: await adjustmentOf(work, opinion.congressId) });
  const topic = topicOf(found.label);
  const chosen = opinion.topic !== null && isTopic(opinion.topic) ? opinion.topic : (topic ?? null);
  const subtopic = chosen === null || chosen === 'other' ? null : subtopicOf(labelOf(chosen), { text });
  const { level, name, reason, advice } = urgencyOf({ text });
  return {
    topic: topic === undefined ? null : {
      key: topic, label: found.label, percent: percent(found.confidence), reason: found.reason,
      others: found.alternatives.slice(0, ALTERNATIVES).flatMap((one) => { const key = topicOf(one.label); return key === undefined ? [] : [{ key, label: one.label, percent: percent(one.confidence) }]; }),
    },
    subtopic: subtopic && { name: subtopic.name, reason: subtopic.reason },
    urgency: { urgent: level !== 'ordinary', name, reason, advice },
    place: await placeFor(work, opinion, text),
    organ: chosen === null ? null : await organFor(work, opinion, chosen, opinion.subtopic ?? subtopic?.name ?? null, subtopic, found.tellingWords),
  };
}

const labelOf = (topic: Exclude<OpinionTopic, 'other'>): TopicLabel => opinionTopicLabels[topic];

let finder: { readonly count: number; readonly find: PlaceFinder } | null = null;

/** Prepared once for the register of divisions as it stands. */
async function placeFinder(work: Work): Promise<PlaceFinder> {
  const [state] = await work.sql<{ count: number }>('SELECT count(*)::int AS count FROM division');
  if (finder?.count !== state?.count || finder === null) {
    const divisions = await work.sql<{ code: string; name: string }>('SELECT code, name FROM division ORDER BY code');
    finder = { count: divisions.length, find: createPlaceFinder(divisions) };
  }
  return finder.find;
}

/** Only what lies in the congress's own area. */
async function placeFor(work: Work, { divisionCode }: Opinion, text: string): Promise<Proposal['place']> {
  const { division, candidates, reason } = (await placeFinder(work))({ text }, divisionCode);
  const within = [...(division ? [division] : []), ...candidates].filter(({ code }) => code.startsWith(scopeOf(divisionCode)) && code !== divisionCode);
  return within.length === 0 ? null : { choices: within.slice(0, 3).map(({ code, name }) => ({ code, name })), reason };
}

type Handled = { organId: string; name: string; handled: number };
type Charged = { organId: string; name: string; remit: string };
/** From so many on, what was done before says who handles it. */
const FEWEST = 2;

/** Who handled such matters before; else whose duties name the words. */
async function organFor(work: Work, { congressId }: Opinion, topic: OpinionTopic, name: string | null, subtopic: Subtopic | null, telling: readonly string[]): Promise<Proposal['organ']> {
  const before = await work.sql<Handled>(
    `SELECT o.organ_id AS "organId", g.name, count(*)::int AS handled FROM opinion o JOIN organ g ON g.id = o.organ_id AND g.abolished_on IS NULL
     WHERE o.congress_id = $1 AND o.topic = $2 AND ($3::text IS NULL OR o.subtopic = $3) AND o.state IN ('handling', 'answered', 'replied', 'closed') GROUP BY o.organ_id, g.name ORDER BY handled DESC, g.name LIMIT 20`,
    [congressId, topic, name],
  );
  const all = before.reduce((sum, { handled }) => sum + handled, 0);
  const [first] = before;
  const kind = name ?? opinionTopicLabels[topic];
  if (first && first.handled >= FEWEST) return { id: first.organId, name: first.name, sure: first.handled * 2 > all ? '较高' : '一般', reason: `以往“${kind}”意见 ${all} 条，其中 ${first.handled} 条由该单位办理` };
  const words = [...new Set([...(subtopic?.words ?? []), ...telling])].filter((word) => word.length >= 2);
  const organs = await work.sql<Charged>(`SELECT id AS "organId", name, remit FROM organ WHERE congress_id = $1 AND abolished_on IS NULL AND kind = 'department' AND remit <> '' ORDER BY sort, name LIMIT 200`, [congressId]);
  const ranked = organs.map((organ) => ({ ...organ, said: words.filter((word) => `${organ.name}${organ.remit}`.includes(word)) })).toSorted((a, b) => b.said.length - a.said.length);
  const best = ranked[0];
  if (!best || best.said.length === 0) return null;
  return { id: best.organId, name: best.name, sure: best.said.length > 1 ? '一般' : '较低', reason: `该单位职责写有${best.said.slice(0, 3).map((word) => `“${word}”`).join('、')}` };
}
