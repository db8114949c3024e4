// The calls for topics of the matrix: one under way, one that is a draft, one that has ended, and topics of the running one in each state.
import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { Matters } from './matters.ts';
import type { People } from './world.ts';

export type Calls = Readonly<Record<'running' | 'draft' | 'closed' | 'open' | 'other' | 'held' | 'taken' | 'aside', string>>;

/** What the topic that staff have not looked at says; it must reach nobody else. */
export const heldWords = '尚未核看的建言内容';

/** Enters them as they stand; how they come there is tested with the domain. */
export async function createCalls({ at: { home }, of }: People, { matters }: Matters, { adminSql }: TestDatabase): Promise<Calls> {
  const calls = { running: newId(), draft: newId(), closed: newId(), open: newId(), other: newId(), held: newId(), taken: newId(), aside: newId() };
  for (const [id, state] of [[calls.running, 'open'], [calls.draft, 'draft'], [calls.closed, 'closed']] as const) {
    await adminSql(
      `INSERT INTO topic_call (id, congress_id, state, title, wanted, topics, starts_on, ends_on, participants, updated_at) VALUES ($1, $2, $3, '老旧小区征集', '请说说老旧小区里的困难', '{}', '2026-03-01', '2026-03-31', 'both', '2026-03-02')`,
      [id, home.congressId, state],
    );
  }
  for (const [id, state] of [[calls.open, 'open'], [calls.other, 'open'], [calls.held, 'held'], [calls.taken, 'taken_up'], [calls.aside, 'set_aside']] as const) {
    await adminSql(
      `INSERT INTO call_topic (id, congress_id, call_id, state, title, situation, wish, shown, held_because, updated_at) VALUES ($1, $2, $3, $4, '征集的选题', $5, '希望尽快解决', $6, '{}', '2026-03-02')`,
      [id, home.congressId, calls.running, state, state === 'held' ? heldWords : '楼道灯坏了三个月没有人修', state !== 'held'],
    );
    await adminSql(
      `INSERT INTO call_proposal (id, congress_id, call_id, topic_id, own_topic_id, source, title, situation, wish, number) VALUES ($1, $2, $3, $4, $4, 'citizen', '征集的选题', $5, '希望尽快解决', $6)`,
      [newId(), home.congressId, calls.running, id, state === 'held' ? heldWords : '楼道灯坏了三个月没有人修', `4306-260302-${id.slice(-6)}`],
    );
  }
  const [lead, joining] = [of('home.lead'), of('home.cosigner')];
  await adminSql(`UPDATE call_topic SET mandate_id = $2, person_id = $3, deputy_name = $4, suggestion_id = $5, stage = 'taken_up' WHERE id = $1`, [calls.taken, lead.id, lead.personId, lead.personName, matters.draft.id]);
  await adminSql('INSERT INTO call_join (topic_id, mandate_id, congress_id, person_id, name) VALUES ($1, $2, $3, $4, $5)', [calls.taken, joining.id, home.congressId, joining.personId, joining.personName]);
  return calls;
}
