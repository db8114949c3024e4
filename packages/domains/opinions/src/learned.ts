// 分类经验: what the office's corrections taught, to be seen, measured and taken back. It stays in the congress.
import { type Adjustment, classify, topicLabels } from '@smart/classifier';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { adjustmentOf, learnedAnew, messageOf, oneByOne, relearn } from './lessons.ts';
import type { lessonsInput, undoLessonInput } from './model-inputs.ts';
import { isTopic, opinionTopicLabels } from './model.ts';
import type { LessonReceipt, LessonsView } from './model-views.ts';

/** Words shown for a topic: the strongest. */
const WORDS = 12;
/** Opinions whose topic staff confirmed by which the effect is measured: the newest. */
const MEASURED = 100;

type Row = { id: string; opinionId: string; number: string; title: string; content: string; place: string; topic: string; createdAt: Date; undoneAt: Date | null; undoneBy: string | null };

/** The words that were learned to speak for each topic, the strongest first. */
function wordsOf({ words }: Adjustment): LessonsView['words'] {
  return topicLabels.flatMap((label, topic) => {
    const own = Object.entries(words).map(([word, values]) => ({ word, value: values[topic] ?? 0 })).filter(({ value }) => value > 0.05).toSorted((a, b) => b.value - a.value).slice(0, WORDS);
    return own.length === 0 ? [] : [{ label, words: own.map(({ word }) => word) }];
  });
}

export type Effect = { readonly measured: number; readonly plain: number; readonly now: number; readonly anew: number };

/** Of the newest opinions whose topic staff confirmed or chose: how many the shipped weights alone sort so, how many with what was learned, and how many with what would be learned anew. */
export async function effectOf(work: Work, congressId: string, anew: Adjustment): Promise<Effect> {
  const rows = await work.sql<{ topic: string; content: string; place: string }>(
    `SELECT topic, content, place FROM opinion WHERE congress_id = $1 AND topic IS NOT NULL AND topic <> 'other' ORDER BY created_at DESC, id DESC LIMIT ${MEASURED}`,
    [congressId],
  );
  const now = await adjustmentOf(work, congressId);
  const right = (adjustment?: Adjustment): number => rows.filter((row) => isTopic(row.topic) && classify(messageOf(row), { adjustment }).label === opinionTopicLabels[row.topic]).length;
  return { measured: rows.length, plain: right(), now: right(now), anew: right(anew) };
}

/** What was corrected, newest first, what it taught, and what it is worth. */
export async function lessons(work: Work, { congressId }: Capacity, { limit, offset }: z.output<typeof lessonsInput>): Promise<LessonsView> {
  const adjustment = await adjustmentOf(work, congressId);
  const rows = await work.sql<Row>(
    `SELECT c.id, c.opinion_id AS "opinionId", o.number, o.title, o.content, o.place, c.topic, c.created_at AS "createdAt", u.created_at AS "undoneAt", u.person_name AS "undoneBy"
     FROM opinion_correction c JOIN opinion o ON o.id = c.opinion_id LEFT JOIN opinion_correction_undo u ON u.correction_id = c.id WHERE c.congress_id = $1 ORDER BY c.id DESC LIMIT $2 OFFSET $3`,
    [congressId, limit, offset],
  );
  const [count] = await work.sql<{ total: number }>('SELECT count(*)::int AS total FROM opinion_correction WHERE congress_id = $1', [congressId]);
  const { measured, plain, now } = await effectOf(work, congressId, adjustment);
  return {
    rows: rows.map(({ id, opinionId, number, title, topic, createdAt, undoneAt, undoneBy, ...text }) => {
      const chosen = isTopic(topic) ? opinionTopicLabels[topic] : topic;
      return {
        id, opinionId, number, title, chosen, plain: classify(messageOf(text)).label, now: classify(messageOf(text), { adjustment }).label, createdAt: createdAt.toISOString(),
        undone: undoneAt === null ? null : { at: undoneAt.toISOString(), by: undoneBy ?? '' },
      };
    }),
    total: count?.total ?? 0, words: wordsOf(adjustment), effect: { measured, plain, now },
  };
}

/**
 * Takes a correction back: it teaches no more; the opinion keeps its topic. Taken back twice is taken back once.
 * @throws DomainError common.not_found
 */
export async function undoLesson(work: Work, { congressId, personId, personName }: Capacity, { id }: z.output<typeof undoLessonInput>): Promise<LessonReceipt> {
  await oneByOne(work, congressId);
  const [known] = await work.sql<{ id: string }>('SELECT id FROM opinion_correction WHERE id = $1 AND congress_id = $2', [id, congressId]);
  if (!known) throw new DomainError('common.not_found', { what: '这次更正' });
  await work.sql('INSERT INTO opinion_correction_undo (correction_id, congress_id, person_id, person_name, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', [id, congressId, personId, personName, work.clock.now()]);
  await relearn(work, congressId);
  return { id, next: '已撤销，以后的建议不再参考这次更正；这条意见的分类不变。' };
}

/** What `smart relearn` tells of a congress; with `keep` it is also done. */
export async function relearnReport(work: Work, congressId: string, keep: boolean): Promise<Effect & { readonly corrections: number }> {
  const anew = await learnedAnew(work, congressId);
  const effect = await effectOf(work, congressId, anew);
  if (keep) await relearn(work, congressId);
  return { ...effect, corrections: anew.corrections };
}
