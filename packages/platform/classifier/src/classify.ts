// The topic of an opinion, with how sure that is and the words that say so.
import { namingWords } from './cut.ts';
import { plainOf, type Plain } from './features.ts';
import { topicLabels, type Message, type TopicLabel } from './labels.ts';
import { adjustmentScores, type Adjustment } from './learn.ts';
import { lettersFor, probabilities, scoresOf } from './scores.ts';
import { subtopicOf, type Subtopic } from './subtopics.ts';
import { shippedModel, type Model } from './weights.ts';

export type Alternative = { readonly label: TopicLabel; readonly confidence: number };
export type Classification = {
  readonly label: TopicLabel;
  /** 0–1: of opinions with this confidence, about this share has this topic. */
  readonly confidence: number;
  /** The other topics, the likeliest first. */
  readonly alternatives: readonly Alternative[];
  /** The words of the text that speak most for the topic, the strongest first; empty when none does. */
  readonly tellingWords: readonly string[];
  /** A sentence for the person who checks it. */
  readonly reason: string;
  /** Second level, null when no rule of the topic fits. */
  readonly subtopic: Subtopic | null;
};
export type ClassifyOptions = {
  /** What the congress's own corrections have taught. */
  readonly adjustment?: Adjustment | undefined;
  /** Other weights than the shipped ones. */
  readonly model?: Model | undefined;
};

/** Words named in a reason. */
const NAMED = 4;

/** Proposes a topic. It decides nothing: a person confirms or corrects it. An empty text gets the commonest topic with low confidence. */
export function classify(message: Message | string, { adjustment, model = shippedModel() }: ClassifyOptions = {}): Classification {
  const asked = typeof message === 'string' ? { text: message } : message;
  const text = plainOf(asked);
  const added = adjustment ? adjustmentScores(adjustment, text) : [];
  const shares = probabilities(scoresOf(model, text).map((score, topic) => score + (added[topic] ?? 0)), model.temperature);
  const ranked = topicLabels.map((label, topic) => ({ label, topic, confidence: shares[topic] ?? 0 })).toSorted((a, b) => b.confidence - a.confidence);
  const [first, ...rest] = ranked;
  if (!first) throw new RangeError('there are no topics');
  const tellingWords = telling(model, text, first.topic);
  const taught = (added[first.topic] ?? 0) > 0.05;
  return {
    label: first.label, confidence: first.confidence, alternatives: rest.map(({ label, confidence }) => ({ label, confidence })), tellingWords,
    reason: reasonOf(first.label, tellingWords, taught), subtopic: subtopicOf(first.label, asked),
  };
}

function reasonOf(label: TopicLabel, tellingWords: readonly string[], taught: boolean): string {
  const named = tellingWords.length > 0 ? `文中${tellingWords.map((word) => `“${word}”`).join('、')}多见于“${label}”类意见` : `文字太少，没有明显的用词，暂归“${label}”，请核对`;
  return taught ? `${named}；并参考了本级以往的更正` : named;
}

/** The words that speak most for a topic: each by the letters it covers, all its places together. */
function telling(model: Model, text: Plain, topic: number): string[] {
  const letters = lettersFor(model, text, topic);
  const said = new Map<string, number>();
  let from = 0;
  for (const word of namingWords(text.whole)) {
    const at = text.whole.indexOf(word, from);
    if (at < 0) continue;
    from = at + word.length;
    if (!/\p{Script=Han}{2}/u.test(word)) continue;
    said.set(word, (said.get(word) ?? 0) + letters.subarray(at, from).reduce((sum, value) => sum + value, 0));
  }
  const ranked = [...said].filter(([, value]) => value > 0).toSorted(([, a], [, b]) => b - a);
  const strongest = ranked[0]?.[1] ?? 0;
  return ranked.filter(([, value]) => value >= strongest * 0.2).slice(0, NAMED).map(([word]) => word);
}
