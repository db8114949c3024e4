// Reorganisation: open parts of an organ go to the one that takes over; limits keep their dates (domain rules §8), closed matters keep the old name.
import { type OrganSuccession, registerOrganSuccession, type Succession, type SuccessionItem } from '@smart/divisions/hooks';
import type { Work } from '@smart/workflow/work';
import { actOnAssignment } from './act.ts';
import type { AssignmentRow, Matter } from './matter.ts';
import { settle } from './settle.ts';
import { lockAssignment } from './store.ts';

/** Parts that are not over, of suggestions that are not over; also those another tier handed over (matter_share lets them be seen). */
const openParts = `FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id
  WHERE a.organ_id = $1 AND a.state NOT IN ('returned', 'completed', 'cancelled') AND s.state NOT IN ('closed', 'withdrawn', 'not_accepted')`;
/** Suggestions of the own congress that nobody handles yet and whose deputies proposed the organ. */
const proposals = `FROM suggestion WHERE congress_id = $2 AND $1 = ANY (proposed_organ_ids) AND state IN ('draft', 'awaiting_cosigners', 'returned_for_amendment', 'submitted', 'registered')`;

async function preview(work: Work, organ: { congressId: string; id: string }): Promise<SuccessionItem[]> {
  const [counts] = await work.sql<{ own: number; foreign: number; replies: number; limits: number }>(
    `SELECT count(*) FILTER (WHERE s.congress_id = $2)::int AS own, count(*) FILTER (WHERE s.congress_id <> $2)::int AS foreign,
       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM reply r WHERE r.assignment_id = a.id AND r.state <> 'signed'))::int AS replies,
       coalesce(sum((SELECT count(*) FROM deadline d WHERE d.matter_id = s.id AND d.status = 'open' AND d.owner_organ_id = $1)), 0)::int AS limits
     ${openParts}`,
    [organ.id, organ.congressId],
  );
  const [proposed] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count ${proposals}`, [organ.id, organ.congressId]);
  const { own, foreign, replies, limits } = counts ?? { own: 0, foreign: 0, replies: 0, limits: 0 };
  const items = [
    { label: '本级交办、没有办结的代表建议', count: own, note: '转由承接机构办理，办理情况和期限不变' },
    { label: '其他层级交办、没有办结的代表建议', count: foreign, note: '一并转由承接机构办理，并告知交办机关' },
    { label: '其中正在起草、审签的答复', count: replies, note: '由承接机构继续起草、签发' },
    { label: '其中正在计算的期限', count: limits, note: '日期不变' },
    { label: '尚未交办、代表建议由其承办的建议', count: proposed?.count ?? 0, note: '建议承办单位改为承接机构' },
  ];
  return items.filter(({ count }) => count > 0);
}

async function move(work: Work, succession: Succession, limit: number): Promise<number> {
  const parts = await work.sql<{ id: string }>(`SELECT a.id ${openParts} ORDER BY a.id LIMIT $2`, [succession.from.id, limit]);
  for (const { id } of parts) await movePart(work, succession, id);
  if (parts.length > 0) return parts.length;
  const changed = await work.sql(
    `UPDATE suggestion SET proposed_organ_ids = array_replace(array_remove(proposed_organ_ids, $3), $1, $3)
     WHERE id IN (SELECT id ${proposals} ORDER BY id LIMIT $4) RETURNING id`,
    [succession.from.id, succession.congressId, succession.to.id, limit],
  );
  return changed.length;
}

const isOver = ({ state }: AssignmentRow): boolean => state === 'returned' || state === 'completed' || state === 'cancelled';

async function movePart(work: Work, succession: Succession, id: string): Promise<void> {
  const { matter, row } = await lockAssignment(work, id);
  const reason = `机构改革：${succession.from.name}的职责由${succession.to.name}承接`;
  const theirs = matter.assignments.filter((one) => one.organId === succession.to.id && !isOver(one));
  // One organ does not assist itself: of its two parts the one that answers the deputy goes on.
  if (row.role === 'assisting' && theirs.length > 0) {
    await actOnAssignment(work, null, { id, action: 'cancel', matter, reason });
  } else {
    await handPart(work, succession, { matter, row, reason });
    if (row.role !== 'assisting') await endAssisting(work, { id, theirs, reason });
  }
  await settle(work, matter.row.id);
}

async function handPart(work: Work, { from, to, congressId }: Succession, { matter, row, reason }: { matter: Matter; row: AssignmentRow; reason: string }): Promise<void> {
  await actOnAssignment(work, null, {
    id: row.id, action: 'succeedOrgan', matter, reason, facts: { organNames: [to.name] }, patch: { organ_id: to.id, organ_name: to.name, organ_congress_id: congressId },
  });
  const about = [matter.row.id, from.id, to.id];
  await work.sql(`UPDATE deadline SET owner_organ_id = $3 WHERE matter_id = $1 AND status = 'open' AND owner_organ_id = $2`, about);
  await work.sql('UPDATE assignment SET assigned_by_organ_id = $3 WHERE suggestion_id = $1 AND assigned_by_organ_id = $2', about);
  await work.sql(`UPDATE commitment SET organ_id = $3 WHERE suggestion_id = $1 AND organ_id = $2 AND state = 'open'`, about);
  await work.sql('UPDATE supervision SET organ_id = $3 WHERE suggestion_id = $1 AND organ_id = $2 AND answered_at IS NULL', about);
  await work.sql(`UPDATE reply SET organ_id = $2, organ_name = $3 WHERE assignment_id = $1 AND state <> 'signed'`, [row.id, to.id, to.name]);
  await work.sql(`UPDATE extension SET organ_name = $2 WHERE assignment_id = $1 AND state = 'requested'`, [row.id, to.name]);
  await work.sql(
    `UPDATE suggestion SET lead_organ_id = $3, lead_organ_name = $4, owner_organ_id = CASE WHEN owner_organ_id = $2 THEN $3 ELSE owner_organ_id END
     WHERE merged_into_id = $1 AND state = 'merged' AND lead_organ_id = $2`,
    [...about, to.name],
  );
}

async function endAssisting(work: Work, { id, theirs, reason }: { id: string; theirs: readonly AssignmentRow[]; reason: string }): Promise<void> {
  for (const part of theirs.filter((one) => one.role === 'assisting' && one.id !== id)) {
    const { matter } = await lockAssignment(work, part.id);
    await actOnAssignment(work, null, { id: part.id, action: 'cancel', matter, reason });
  }
}

/** Open parts and unsigned replies bear the new name; signed ones and closed matters the old. */
async function renamed(work: Work, { id, name }: { id: string; name: string }): Promise<void> {
  await work.sql(`UPDATE reply r SET organ_name = $2 FROM assignment a WHERE a.id = r.assignment_id AND r.organ_id = $1 AND r.state <> 'signed'`, [id, name]);
  const parts = await work.sql<{ suggestionId: string }>(
    `UPDATE assignment SET organ_name = $2 WHERE id IN (SELECT a.id ${openParts}) RETURNING suggestion_id AS "suggestionId"`, [id, name],
  );
  for (const suggestionId of new Set(parts.map((one) => one.suggestionId))) await settle(work, suggestionId);
}

const succession: OrganSuccession = { preview, move, renamed };

/** Answers the directory's question what an organ hands over; may be called again. */
export const registerPartSuccession = (): void => registerOrganSuccession('suggestions', succession);
