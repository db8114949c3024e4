// What the classifier thinks an opinion is about. It proposes and decides nothing.
import { classify } from '@smart/classifier';
import { opinionTopicLabels, opinionTopics, type OpinionTopic } from './model.ts';

export type Proposal = { readonly topic: OpinionTopic; readonly label: string; readonly percent: number; readonly reason: string };

/** Null when the classifier names a topic that opinions do not have. */
export function proposedTopic(text: string): Proposal | null {
  const { label, confidence, reason } = classify(text);
  const topic = opinionTopics.find((one) => opinionTopicLabels[one] === label);
  return topic === undefined ? null : { topic, label, percent: Math.round(confidence * 100), reason };
}
