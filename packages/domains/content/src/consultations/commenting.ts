// Handing in: citizens without an account. What is handed in is kept word for word and never deleted.
import { newReceiptNumber } from '@smart/identity/receipt-codes';
import { reasonsToHold } from '@smart/identity/word-filter';
import { formatDate, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { commentText } from './model-inputs.ts';
import { actOnComment, type Consultation } from './store.ts';

type Running = Pick<Consultation, 'title' | 'endsOn' | 'comments' | 'matterId' | 'startsOn' | 'state' | 'congressId'> & { readonly divisionCode: string };
export type Handed = { readonly id: string; readonly number: string };

/** @throws DomainError consultations.not_public, consultations.not_open */
async function running(work: Work, id: string): Promise<Running> {
  const [found] = await work.sql<Running>(
    `SELECT c.id AS "matterId", c.congress_id AS "congressId", g.division_code AS "divisionCode", c.title, c.state, c.comments, to_char(c.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(c.ends_on, 'YYYY-MM-DD') AS "endsOn"
     FROM consultation c JOIN congress g ON g.id = c.congress_id WHERE c.id = $1 AND c.state IN ('open', 'closed', 'outcome_review', 'concluded')`,
    [id],
  );
  if (!found) throw new DomainError('consultations.not_public');
  const day = today(work.clock);
  if (day < found.startsOn) throw new DomainError('consultations.not_open', { title: found.title, when: `将于${formatDate(found.startsOn)}开始征求意见` });
  if (found.state !== 'open' || day > found.endsOn) throw new DomainError('consultations.not_open', { title: found.title, when: '征求意见已经截止' });
  return found;
}

type Text = z.output<typeof commentText>;

/** A number that no receipt has yet; two of a day are the same once in a billion. */
async function insert(work: Work, { matterId, congressId, divisionCode }: Running, { articleId, content }: Text, formKey: string, held: readonly string[]): Promise<Handed> {
  const id = newId();
  for (let tries = 0; tries < 5; tries += 1) {
    const number = newReceiptNumber(divisionCode, today(work.clock));
    const done = await work.sql(
      `INSERT INTO consultation_comment (id, congress_id, consultation_id, article_id, content, held_because, number, form_key, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT (number) DO NOTHING RETURNING id`,
      [id, congressId, matterId, articleId, content, held, number, formKey, work.clock.now()],
    );
    if (done.length > 0) return { id, number };
  }
  throw new DomainError('common.unavailable');
}

/**
 * A citizen's form, in a unit of work of the consultation's congress. The same form sent again gives the same receipt.
 * @throws DomainError consultations.not_public, consultations.not_open, common.invalid_input (no such article)
 */
export async function commentAsCitizen(work: Work, consultationId: string, text: Text, formKey: string): Promise<Handed> {
  // Two presses of the button at once: the second waits and finds what the first one made.
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 4))', [formKey]);
  const [known] = await work.sql<Handed>('SELECT id, number FROM consultation_comment WHERE form_key = $1 AND consultation_id = $2', [formKey, consultationId]);
  if (known) return known;
  const consultation = await running(work, consultationId);
  const counted = text.articleId === null || (await work.sql('UPDATE consultation_article SET comments = comments + 1 WHERE id = $1 AND consultation_id = $2 RETURNING id', [text.articleId, consultationId])).length > 0;
  if (!counted) throw new DomainError('common.invalid_input', { problem: '没有这一条，请重新选择' }, [{ path: 'articleId', message: '没有这一条，请重新选择' }]);
  const held = reasonsToHold([text.content]);
  const handed = await insert(work, consultation, text, formKey, held);
  await work.sql('UPDATE consultation SET comments = comments + 1 WHERE id = $1', [consultationId]);
  if (held.length === 0) await actOnComment(work, null, consultation, { id: handed.id, action: 'pass' });
  return handed;
}
