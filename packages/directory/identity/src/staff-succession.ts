// Reorganisation: staff in office go to the organ that takes over, with their roles; who stands in for them stands in there; organs below
// follow.
import { registerOrganSuccession, type Succession } from '@smart/divisions/hooks';
import { newId } from '@smart/kernel/ids';
import { today } from '@smart/kernel/dates';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { announceIdentityChange } from './changes.ts';
import { appointmentBegan, appointmentEnded } from './events.ts';

type Post = { id: string; personId: string; personName: string; congressName: string; title: string; begun: boolean };

/** Appointments that go on after the day; one that begins later simply begins in the other organ. */
const inOffice = `FROM appointment a JOIN person p ON p.id = a.person_id JOIN congress c ON c.id = a.congress_id
  WHERE a.organ_id = $1 AND (a.ends_on IS NULL OR a.ends_on > GREATEST($2::date, a.starts_on))`;

async function moveStaff(work: Work, succession: Succession, limit: number): Promise<number> {
  const posts = await work.sql<Post>(
    `SELECT a.id, a.person_id AS "personId", p.name AS "personName", c.name AS "congressName", a.title, a.starts_on <= $2::date AS begun ${inOffice} ORDER BY a.id LIMIT $3 FOR UPDATE OF a`,
    [succession.from.id, succession.on, limit],
  );
  for (const post of posts) await movePost(work, succession, post);
  return posts.length;
}

async function movePost(work: Work, { congressId, from, to, on }: Succession, post: Post): Promise<void> {
  if (!post.begun) {
    await work.sql('UPDATE appointment SET organ_id = $2 WHERE id = $1', [post.id, to.id]);
    return;
  }
  const next = newId();
  await work.sql(
    `INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on, ends_on)
     SELECT $2, person_id, congress_id, $3, title, roles, $4::date, ends_on FROM appointment WHERE id = $1`,
    [post.id, next, to.id, on],
  );
  await work.sql('UPDATE appointment SET ends_on = $2::date, end_note = $3 WHERE id = $1', [post.id, on, `机构改革，转入${to.name}`]);
  await work.sql('UPDATE stand_in SET appointment_id = $2 WHERE appointment_id = $1 AND (ends_at IS NULL OR ends_at > $3)', [post.id, next, work.clock.now()]);
  const told = (type: string, id: string, organ: { id: string; name: string }) =>
    appendEvent(work, {
      congressId, matterId: null, type, subjectType: 'appointment', subjectId: id, personId: null,
      payload: { personId: post.personId, personName: post.personName, congressName: post.congressName, organId: organ.id, organName: organ.name, title: post.title, on },
    });
  await told(appointmentEnded.name, post.id, from);
  await told(appointmentBegan.name, next, to);
  await announceIdentityChange(work, post.personId);
}

const count = async (work: Work, text: string, values: unknown[]): Promise<number> => (await work.sql<{ count: number }>(text, values))[0]?.count ?? 0;

/** Registers what of identity and the directory itself goes over; may be called again. */
export function registerStaffSuccession(): void {
  registerOrganSuccession('organs', {
    preview: async (work, { id }) => {
      const organs = await count(work, 'SELECT count(*)::int AS count FROM organ WHERE parent_id = $1 AND abolished_on IS NULL', [id]);
      return organs > 0 ? [{ label: '下属机构', count: organs, note: '改为隶属承接机构' }] : [];
    },
    move: async (work, { from, to }, limit) => {
      const moved = await work.sql(
        `UPDATE organ SET parent_id = CASE WHEN id = $2 THEN (SELECT parent_id FROM organ WHERE id = $1) ELSE $2 END
         WHERE id IN (SELECT id FROM organ WHERE parent_id = $1 AND abolished_on IS NULL ORDER BY id LIMIT $3) RETURNING id`,
        [from.id, to.id, limit],
      );
      return moved.length;
    },
  });
  registerOrganSuccession('staff', {
    preview: async (work, { id }) => {
      const staff = await count(work, `SELECT count(*)::int AS count ${inOffice}`, [id, today(work.clock)]);
      const substitutes = await count(work, 'SELECT count(*)::int AS count FROM stand_in i JOIN appointment a ON a.id = i.appointment_id WHERE a.organ_id = $1 AND (i.ends_at IS NULL OR i.ends_at > $2)', [id, work.clock.now()]);
      return [
        ...(staff > 0 ? [{ label: '在任工作人员', count: staff, note: '转入承接机构，职务、职责不变；原任职保留备查' }] : []),
        ...(substitutes > 0 ? [{ label: '代班安排', count: substitutes, note: '随所代职务转入' }] : []),
      ];
    },
    move: moveStaff,
  });
}
