// Activities of the matrix: one that is planned, one of today to which the lead of the home congress is invited and another deputy asks for leave, one that was held and for which a co-signer had leave.
import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import { expect } from 'vitest';
import type { People } from './world.ts';

export type Activities = Readonly<Record<'planned' | 'today' | 'held' | 'led' | 'ledToday' | 'ledDone', string>> & { readonly ledMine: string; readonly ledAsking: string; readonly mine: string; readonly asking: string; readonly onLeave: string; readonly sheetId: string };

/** What is said of the activity of today is for whoever is invited and the office of the congress. */
export const activityWords = '只有受邀请的代表和办公室看得到的活动';

/** What a group's leader arranged, in the leader's own list. */
export const groupWords = '组长安排的小组活动';

export async function createActivities({ at: { home }, of }: People, { adminSql }: TestDatabase): Promise<Activities> {
  const ids = { planned: newId(), today: newId(), held: newId(), led: newId(), ledToday: newId(), ledDone: newId() };
  const lead = of('home.lead');
  for (const [state, id] of [['planned', ids.planned], ['published', ids.today], ['held', ids.held]] as const) {
    await adminSql(
      `INSERT INTO duty_activity (id, congress_id, state, kind, theme, details, place, organiser, held_on, ends_on, starts_at, ends_at, targets, sign_in_secret, created_at, updated_at)
       VALUES ($1, $2, $3, 'inspection', $4, $4, '湖滨社区', '人大常委会', $5, $5, '09:00', '11:00', '{"all": true}', 'secret', '2026-03-01', '2026-03-01')`,
      [id, home.congressId, state, activityWords, '2026-03-02'],
    );
  }
  // The lead proposer of the home congress leads the deputy group there.
  const [led] = await adminSql<{ groupId: string }>('UPDATE deputy_group_member SET leader = true WHERE congress_id = $1 AND person_id = $2 RETURNING group_id AS "groupId"', [home.congressId, lead.personId]);
  for (const [id, day] of [[ids.led, '2026-03-05'], [ids.ledToday, '2026-03-02'], [ids.ledDone, '2026-03-02']]) await adminSql(
    `INSERT INTO duty_activity (id, congress_id, state, kind, theme, place, organiser, held_on, ends_on, starts_at, ends_at, sign_in_secret, group_id, created_at, updated_at)
     VALUES ($1, $2, 'published', 'group', $3, '湖滨社区', '环保代表小组', $5, $5, '09:00', '11:00', 'secret', $4, '2026-03-01', '2026-03-01')`,
    [id, home.congressId, groupWords, led?.groupId ?? expect.fail('the lead is in no group'), day],
  );
  const invite = async (activityId: string, who: { id: string; personId: string }, state: string): Promise<string> => {
    const id = newId();
    await adminSql(`INSERT INTO duty_invitation (id, activity_id, congress_id, mandate_id, person_id, name, state, updated_at) VALUES ($1, $2, $3, $4, $5, '受邀请的代表', $6, '2026-03-01')`, [id, activityId, home.congressId, who.id, who.personId, state]);
    return id;
  };
  await invite(ids.ledDone, lead, 'attended');
  const sheetId = newId();
  return { ...ids, ledMine: await invite(ids.ledToday, lead, 'joining'), ledAsking: await invite(ids.ledToday, of('home.deputy'), 'leave_asked'), mine: await invite(ids.today, lead, 'invited'), asking: await invite(ids.today, of('home.deputy'), 'leave_asked'), onLeave: await invite(ids.held, of('home.cosigner'), 'on_leave'), sheetId };
}
