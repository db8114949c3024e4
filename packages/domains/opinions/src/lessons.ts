// What a congress's corrections teach: each moves the proposals a little, in this congress only, and in their order they always teach the same.
import { type Adjustment, classify, emptyAdjustment, isTopicLabel, learn, readAdjustment, type TopicLabel } from '@smart/classifier';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { opinionTopicLabels, type OpinionTopic } from './model.ts';

/** The newest corrections that are learned from anew. */
const MOST = 2000;
/** By congress: the last adjustment read, good as long as nothing was corrected since. */
const read = new Map<string, { readonly corrections: number; readonly adjustment: Adjustment }>();

/** What the congress has taught so far. */
export async function adjustmentOf(work: Work, congressId: string): Promise<Adjustment> {
  const [state] = await work.sql<{ corrections: number }>('SELECT corrections FROM opinion_lesson WHERE congress_id = $1', [congressId]);
  if (!state) return emptyAdjustment();
  const known = read.get(congressId);
  if (known?.corrections === state.corrections) return known.adjustment;
  const [row] = await work.sql<{ adjustment: unknown }>('SELECT adjustment FROM opinion_lesson WHERE congress_id = $1', [congressId]);
  const adjustment = readAdjustment(row?.adjustment);
  read.set(congressId, { corrections: state.corrections, adjustment });
  return adjustment;
}

async function keep(work: Work, congressId: string, adjustment: Adjustment): Promise<void> {
  await work.sql(
    `INSERT INTO opinion_lesson (congress_id, corrections, adjustment, updated_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (congress_id) DO UPDATE SET corrections = excluded.corrections, adjustment = excluded.adjustment, updated_at = excluded.updated_at`,
    [congressId, adjustment.corrections, JSON.stringify(adjustment), work.clock.now()],
  );
}

type Corrected = { readonly id: string; readonly congressId: string; readonly content: string; readonly place: string };
export const messageOf = ({ content, place }: Pick<Corrected, 'content' | 'place'>): string => `${content}\n${place}`;

/** The classifier's name of a topic; null for 其他, which it does not know. */
const labelOf = (topic: OpinionTopic): TopicLabel | null => (isTopicLabel(opinionTopicLabels[topic]) ? opinionTopicLabels[topic] : null);

/** Learns when staff chose another topic than was proposed. @returns whether it was a correction */
export async function teach(work: Work, opinion: Corrected, topic: OpinionTopic): Promise<boolean> {
  const { id, congressId } = opinion;
  const label = labelOf(topic);
  if (label === null) return false;
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 5))', [`opinion lessons ${congressId}`]);
  const before = await adjustmentOf(work, congressId);
  if (classify(messageOf(opinion), { adjustment: before }).label === label) return false;
  await work.sql('INSERT INTO opinion_correction (id, congress_id, opinion_id, topic, created_at) VALUES ($1, $2, $3, $4, $5)', [newId(), congressId, id, topic, work.clock.now()]);
  await keep(work, congressId, learn(before, { text: messageOf(opinion), label }));
  return true;
}

/** Learns from the congress's corrections anew, oldest first: the same corrections give the same adjustment. For weights that were trained anew. */
export async function relearn(work: Work, congressId: string): Promise<Adjustment> {
  const rows = await work.sql<{ topic: OpinionTopic; content: string; place: string }>(
    `SELECT topic, content, place FROM (SELECT c.id, c.topic, o.content, o.place FROM opinion_correction c JOIN opinion o ON o.id = c.opinion_id WHERE c.congress_id = $1 ORDER BY c.id DESC LIMIT ${MOST}) newest ORDER BY id`,
    [congressId],
  );
  let adjustment = emptyAdjustment();
  for (const row of rows) {
    const label = labelOf(row.topic);
    if (label !== null) adjustment = learn(adjustment, { text: messageOf(row), label });
  }
  await keep(work, congressId, adjustment);
  return adjustment;
}
