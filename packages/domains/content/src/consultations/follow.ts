// 跟踪: whoever holds number and code of a receipt sees what became of the comment, without an account. In a unit of work of its congress.
import { isSecretOf, secretOf } from '@smart/identity/receipt-codes';
import { formatDate } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { decisionLabels, isDecision } from './model.ts';
import type { FollowedComment } from './model-views-public.ts';

/** For what the secrets of these receipts are derived. */
const purpose = 'consultation comment';
export const commentSecret = (id: string): string => secretOf(purpose, id);

type Row = {
  id: string; number: string; consultationId: string; title: string; state: string; endsOn: string; articleLabel: string; content: string; createdAt: Date; toldState: string | null; toldAnswer: string; concludedAt: Date | null;
  endReason: string | null; endedAt: Date | null; releasedAt: Date | null; held: boolean;
};

/** What the office has told: never what it is still weighing. */
function stepsOf(row: Row): FollowedComment['steps'] {
  const step = (at: Date, label: string, text = '') => ({ at: at.toISOString(), label, text });
  const { toldState, concludedAt, endedAt } = row;
  return [
    step(row.createdAt, '已收到您的意见', row.held && row.releasedAt === null && toldState === null ? '工作人员核看后转入研究' : `征求意见${formatDate(row.endsOn)}截止，之后逐条研究，结果在这里告诉您`),
    ...(row.releasedAt ? [step(row.releasedAt, '工作人员已核看')] : []),
    ...(toldState !== null && isDecision(toldState) && concludedAt ? [step(concludedAt, `采纳情况已公布：${decisionLabels[toldState]}`, row.toldAnswer)] : []),
    ...(endedAt ? [step(endedAt, '征求意见已撤下', `原因：${row.endReason ?? ''}`)] : []),
  ];
}

/** What became of the comment behind number and secret; null, whichever of the two is wrong. */
export async function followedComment(work: Work, number: string, secret: string): Promise<FollowedComment | null> {
  const [row] = await work.sql<Row>(
    `SELECT m.id, m.number, m.consultation_id AS "consultationId", c.title, c.state, to_char(c.ends_on, 'YYYY-MM-DD') AS "endsOn", COALESCE(a.label, '整个草案') AS "articleLabel", m.content, m.created_at AS "createdAt",
       m.told_state AS "toldState", m.told_answer AS "toldAnswer", c.concluded_at AS "concludedAt", e.reason AS "endReason", e.ended_at AS "endedAt", cardinality(m.held_because) > 0 AS held,
       (SELECT l.at FROM action_log l WHERE l.subject_type = 'consultation_comment' AND l.subject_id = m.id AND l.action = 'release' LIMIT 1) AS "releasedAt"
     FROM consultation_comment m JOIN consultation c ON c.id = m.consultation_id LEFT JOIN consultation_article a ON a.id = m.article_id LEFT JOIN consultation_end e ON e.consultation_id = c.id WHERE m.number = $1`,
    [number],
  );
  // Worked out for an unknown number, too: how long it takes tells nothing.
  if (!isSecretOf(purpose, row?.id ?? number, secret) || !row) return null;
  const { consultationId, title, articleLabel, content } = row;
  return { number: row.number, consultationId, title, articleLabel, content, steps: stepsOf(row), open: row.state !== 'withdrawn' };
}
