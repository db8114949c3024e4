// The citizens' opinions of the matrix: all of the home congress, one in each state in which somebody else may act.
import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { People } from './world.ts';

export type Opinions = Readonly<Record<'registered' | 'held' | 'handed' | 'answered' | 'closed' | 'published' | 'other' | 'merged' | 'atStation' | 'atOther' | 'lesson' | 'supervision' | 'organId', string>>;

/** What the opinion that the word filter holds back says; it must reach nobody but those who look first. */
export const heldOpinionWords = '尚未核看的群众意见';

/** Enters them as they stand; how they come there is tested with the domain. */
export async function createOpinions({ at: { home }, of }: People, { adminSql }: TestDatabase): Promise<Opinions> {
  const organId = of('home.transportClerk').organId ?? '';
  const opinions = { registered: newId(), held: newId(), handed: newId(), answered: newId(), closed: newId(), published: newId(), other: newId(), merged: newId(), atStation: newId(), atOther: newId(), lesson: newId(), supervision: newId(), organId };
  const states = [[opinions.registered, 'registered'], [opinions.held, 'registered'], [opinions.handed, 'assigned'], [opinions.answered, 'answered'], [opinions.closed, 'closed'], [opinions.published, 'closed'], [opinions.other, 'registered'], [opinions.merged, 'merged'], [opinions.atStation, 'registered'], [opinions.atOther, 'registered']] as const;
  for (const [id, state] of states) {
    const ended = state === 'closed' || state === 'answered';
    const handed = state === 'assigned' || ended;
    await adminSql(
      `INSERT INTO opinion (id, congress_id, state, number, source, title, content, held_because, organ_id, organ_name, reply, updated_at) VALUES ($1, $2, $3, $4, 'station', $5, $5, $6, $7, $8, $9, '2026-03-02')`,
      [id, home.congressId, state, `4306-260302-${id.slice(-6).toUpperCase()}`, id === opinions.held ? heldOpinionWords : '路灯坏了三个月', id === opinions.held ? ['insult'] : [], handed ? organId : null, handed ? '交通运输局' : null, ended ? '已经修好路灯并恢复照明' : null],
    );
  }
  await adminSql(
    `INSERT INTO opinion_publication (congress_id, opinion_id, id, state, version, title, content, reply, received_on, replied_on, published_at, updated_at) VALUES ($1, $2, $3, 'published', 0, '路灯修好了', '路灯坏了三个月', '已经修好路灯并恢复照明', '2026-03-01', '2026-03-02', '2026-03-02', '2026-03-02')`,
    [home.congressId, opinions.published, newId()],
  );
  // One brought to the station at whose desk `home.station_clerk` sits, one to the station beside.
  for (const [id, code] of [[opinions.atStation, 'AAAAAA'], [opinions.atOther, 'BBBBBB']] as const) await adminSql('UPDATE opinion SET station_id = (SELECT id FROM station WHERE code = $2) WHERE id = $1', [id, code]);
  await adminSql('UPDATE opinion SET merged_into = $2 WHERE id = $1', [opinions.merged, opinions.handed]);
  await adminSql(`INSERT INTO opinion_correction (id, congress_id, opinion_id, topic, created_at) VALUES ($1, $2, $3, 'urban', '2026-03-02')`, [opinions.lesson, home.congressId, opinions.registered]);
  // Asked of the organ that has what stands answered, and of the one whose reply left the citizen dissatisfied.
  await adminSql(
    `INSERT INTO opinion_supervision (id, congress_id, opinion_id, issuer_organ_id, issuer, signer, state, version, number_label, ground, request, due_on, organ_name, issued_at)
     VALUES ($1, $2, $3, $4, '岳阳市人民代表大会', '张华', 'issued', 0, '岳阳市意督〔2026〕1号', 'overdue', '请说明为什么没有按期反馈', '2026-03-12', '交通运输局', '2026-03-02')`,
    [opinions.supervision, home.congressId, opinions.answered, of('home.congress_officer').organId],
  );
  return opinions;
}
