// What a congress's corrections teach: each moves the proposals a little, in this congress only, and in their order they always teach the same.
import { type Adjustment, classify, emptyAdjustment, isTopicLabel, learn, readAdjustment, type TopicLabel } from '@smart/classifier';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { opinionTopicLabels, type OpinionTopic } from './model.ts';

/** The newest corrections that are learned from anew. */
const MOST = 2000;
/** By congress: the last adjustment read, good as long as its row was not written since: `xmin` says by which transaction it was. */
const read = new Map<string, { readonly state: string; readonly adjustment: Adjustment }>();

/** What the congress has taught so far. */
export async function adjustmentOf(work: Work, congressId: string): Promise<Adjustment> {
  const [found] = await work.sql<{ state: string }>('SELECT xmin::text AS state FROM opinion_lesson WHERE congress_id = $1', [congressId]);
  if (!found) return emptyAdjustment();
  const known = read.get(congressId);
  if (known?.state === found.state) return known.adjustment;
  const [row] = await work.sql<{ state: string; adjustment: unknown }>('SELECT xmin::text AS state, adjustment FROM opinion_lesson WHERE congress_id = $1', [congressId]);
  const adjustment = readAdjustment(row?.adjustment);
  read.set(congressId, { state: row?.state ?? '', adjustment });
  return adjustment;
}

async function keep(work: Work, congressId: string, adjustment: Adjustment): Promise<void> {
  await work.sql(
    `INSERT INTO opinion_lesson (congress_id, corrections, adjustment, updated_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (congress_id) DO UPDATE SET corrections = excluded.corrections, adjustment = excluded.adjustment, updated_at = excluded.updated_at`,
    [congressId, adjustment.corrections, JSON.stringify(adjustment), work.clock.now()],
  );
}

export type Corrected = { readonly id: string; readonly congressId: string; readonly content: string; readonly place: string };
export const messageOf = ({ content, place }: Pick<Corrected, 'content' | 'place'>): string => `${content}\n${place}`;

/** The classifier's name of a topic; null for 其他, which it does not know. */
export const labelOf = (topic: OpinionTopic): TopicLabel | null => (isTopicLabel(opinionTopicLabels[topic]) ? opinionTopicLabels[topic] : null);

/** Who teaches or takes back in a congress waits for whoever does so already. */
export const oneByOne = (work: Work, congressId: string): Promise<unknown> => work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 5))', [`opinion lessons ${congressId}`]);

/** Learns when staff chose another topic than was proposed. @returns whether it was a correction */
export async function teach(work: Work, opinion: Corrected, topic: OpinionTopic): Promise<boolean> {
  const { id, congressId } = opinion;
  const label = labelOf(topic);
  if (label === null) return false;
  await oneByOne(work, congressId);
  const before = await adjustmentOf(work, congressId);
  if (classify(messageOf(opinion), { adjustment: before }).label === label) return false;
  await work.sql('INSERT INTO opinion_correction (id, congress_id, opinion_id, topic, created_at) VALUES ($1, $2, $3, $4, $5)', [newId(), congressId, id, topic, work.clock.now()]);
  await keep(work, congressId, learn(before, { text: messageOf(opinion), label }));
  return true;
}

/** What the congress's corrections teach under these weights, oldest first; what was taken back teaches nothing. The same corrections give the same adjustment. */
export async function learnedAnew(work: Work, congressId: string): Promise<Adjustment> {
  const rows = await work.sql<{ topic: OpinionTopic; content: string; place: string }>(
    `SELECT topic, content, place FROM (SELECT c.id, c.topic, o.content, o.place FROM opinion_correction c JOIN opinion o ON o.id = c.opinion_id
       WHERE c.congress_id = $1 AND NOT EXISTS (SELECT 1 FROM opinion_correction_undo u WHERE u.correction_id = c.id) ORDER BY c.id DESC LIMIT ${MOST}) newest ORDER BY id`,
    [congressId],
  );
  let adjustment = emptyAdjustment();
  for (const row of rows) {
    const label = labelOf(row.topic);
    if (label !== null) adjustment = learn(adjustment, { text: messageOf(row), label });
  }
  return adjustment;
}

/** Learns anew and keeps it: after a correction was taken back, and for weights that were trained anew. */
export async function relearn(work: Work, congressId: string): Promise<Adjustment> {
  await oneByOne(work, congressId);
  const adjustment = await learnedAnew(work, congressId);
  await keep(work, congressId, adjustment);
  return adjustment;
}
