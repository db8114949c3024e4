// The consultations of the matrix: one in each state, and those whose writer is the officer who tries; comments on the one under way.
import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { People } from './world.ts';

const states = { draft: 'draft', waiting: 'in_review', ownWaiting: 'in_review', running: 'open', ended: 'closed', outcome: 'outcome_review', ownOutcome: 'outcome_review' } as const;
type Name = keyof typeof states;
export type Consultations = Readonly<Record<Name | 'held' | 'received' | 'shown', string>>;

/** What the draft, and a comment that staff have not let out, say; it must reach nobody outside the congress's office. */
export const unreadWords = '尚未公开的草案或者意见';

/** Enters them as they stand; how they come there is tested with the domain. */
export async function createConsultations({ at: { home }, of }: People, { adminSql }: TestDatabase): Promise<Consultations> {
  const made: Record<Name | 'held' | 'received' | 'shown', string> = { draft: newId(), waiting: newId(), ownWaiting: newId(), running: newId(), ended: newId(), outcome: newId(), ownOutcome: newId(), held: newId(), received: newId(), shown: newId() };
  const own = of('home.congress_officer');
  const names: Name[] = ['draft', 'waiting', 'ownWaiting', 'running', 'ended', 'outcome', 'ownOutcome'];
  for (const name of names) {
    const id = made[name];
    await adminSql(
      `INSERT INTO consultation (id, congress_id, state, kind, title, explanation, starts_on, ends_on, comments_public, published_at, outcome_draft, created_at, updated_at)
       VALUES ($1, $2, $3, 'document', $4, '为了征求意见而写的说明文字，不少于二十个字。', '2026-03-01', $5, true, $6, '采纳情况：收到的意见都已研究，感谢大家参与。', '2026-03-01', '2026-03-01')`,
      [id, home.congressId, states[name], name === 'draft' ? unreadWords : '征求意见的草案', name === 'ended' ? '2026-03-01' : '2026-04-30', name === 'draft' || name === 'waiting' || name === 'ownWaiting' ? null : '2026-03-01'],
    );
    await adminSql(`INSERT INTO consultation_article (id, congress_id, consultation_id, position, label, text) VALUES ($1, $2, $3, 0, '第一条', '条文')`, [newId(), home.congressId, id]);
    for (const part of ['draft', 'outcome'])
      await adminSql('INSERT INTO consultation_writer (consultation_id, part, person_id, congress_id, name, at) VALUES ($1, $2, $3, $4, $5, $6)', [id, part, name.startsWith('own') || name === 'draft' ? own.personId : newId(), home.congressId, '撰稿人', '2026-03-01']);
  }
  for (const [name, state, shown] of [['held', 'held', false], ['received', 'received', false], ['shown', 'received', true]] as const) {
    await adminSql(
      `INSERT INTO consultation_comment (id, congress_id, consultation_id, state, content, held_because, shown, number, form_key, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, '{}', $6, $7, $8, '2026-03-01', '2026-03-01')`,
      [made[name], home.congressId, made.running, state, shown ? '已经公开的意见' : unreadWords, shown, `4306-260301-${made[name].slice(-6)}`, made[name]],
    );
  }
  return made;
}
