// 换届: suggestions of the old term keep their numbers and are handled on. The re-elected go on with theirs; of those who left, the next
// co-signer who is re-elected goes on, else nobody evaluates.
import { registerTermChange, type SuccessionItem, type TermChange } from '@smart/divisions/hooks';
import type { Work } from '@smart/workflow/work';
import { causeOf, type Lead, lapseInvitations, passToLead } from './succession-lead.ts';

const over = `('closed', 'withdrawn', 'not_accepted')`;

type OpenRow = { id: string; state: string; leadPersonId: string; leadMandateId: string; leadName: string };

async function preview(work: Work, { congressId, newTermId }: { congressId: string; newTermId: string | null }): Promise<SuccessionItem[]> {
  const [counts] = await work.sql<{ drafts: number; submitted: number; handling: number; replied: number; left: number }>(
    `SELECT count(*) FILTER (WHERE s.state IN ('draft', 'awaiting_cosigners'))::int AS drafts,
       count(*) FILTER (WHERE s.state IN ('submitted', 'registered', 'returned_for_amendment', 'merged'))::int AS submitted,
       count(*) FILTER (WHERE s.state IN ('assigned', 'return_requested', 'in_handling', 'reply_under_review', 'second_handling', 'coordination', 'tracking_commitment'))::int AS handling,
       count(*) FILTER (WHERE s.state = 'replied')::int AS replied,
       count(*) FILTER (WHERE s.state NOT IN ('draft', 'awaiting_cosigners') AND NOT EXISTS (
         SELECT 1 FROM mandate m WHERE m.person_id = s.lead_person_id AND m.term_id = $2 AND m.status IN ('elected', 'active')))::int AS left
     FROM suggestion s WHERE s.congress_id = $1 AND s.state NOT IN ${over}`,
    [congressId, newTermId],
  );
  const { drafts, submitted, handling, replied, left } = counts ?? { drafts: 0, submitted: 0, handling: 0, replied: 0, left: 0 };
  const items = [
    { label: '草稿和尚未提交的建议', count: drafts, note: '连任代表转入新一届继续撰写，其他人的保留备查' },
    { label: '已提交、尚未交办的建议', count: submitted, note: '编号和届次不变，由代表工作机构继续审查、交办' },
    { label: '正在办理的建议', count: handling, note: '承办单位和期限不变，继续办理、答复' },
    { label: '等待代表评价的建议', count: replied, note: '连任代表照常评价；未连任的由连任的联名代表评价，没有的到期办结' },
    { label: '领衔代表没有当选新一届代表的建议', count: newTermId === null ? 0 : left, note: '由确认联名在先的连任代表接续；没有的照常办理、答复' },
  ];
  return items.filter(({ count }) => count > 0);
}

async function run(work: Work, change: TermChange, cursor: string, limit: number): Promise<{ done: number; cursor: string | null }> {
  const rows = await work.sql<OpenRow>(
    `SELECT s.id, s.state, s.lead_person_id AS "leadPersonId", s.lead_mandate_id AS "leadMandateId", s.lead_name AS "leadName"
     FROM suggestion s WHERE s.congress_id = $1 AND s.term_id <> $2 AND s.state NOT IN ${over} AND ($3 = '' OR s.id > NULLIF($3, '')::uuid) ORDER BY s.id LIMIT $4`,
    [change.congressId, change.newTermId, cursor, limit],
  );
  for (const row of rows) await passOn(work, change, row);
  const last = rows.at(-1);
  return { done: rows.length, cursor: last && rows.length === limit ? last.id : null };
}

async function passOn(work: Work, change: TermChange, row: OpenRow): Promise<void> {
  await renewCosigners(work, change, row.id);
  const cause = causeOf(row.leadName);
  const again = await inNewTerm(work, change, row.leadPersonId);
  if (row.state === 'draft' || row.state === 'awaiting_cosigners') {
    if (again) await work.sql('UPDATE suggestion SET term_id = $2, session_id = NULL, lead_mandate_id = $3 WHERE id = $1', [row.id, change.newTermId, again.mandateId]);
    else await lapseInvitations(work, row.id, null, cause);
    return;
  }
  if (!again) await lapseInvitations(work, row.id, null, cause);
  const next = again ?? (await nextCosigner(work, change, row));
  if (next && next.mandateId !== row.leadMandateId) await passToLead(work, row.id, next, again ? `${row.leadName}连任新一届代表，继续联系、评价` : cause);
}

/** The mandate of a person in the new term. */
async function inNewTerm(work: Work, { newTermId }: TermChange, personId: string): Promise<Lead | null> {
  const [found] = await work.sql<Lead>(
    `SELECT m.id AS "mandateId", m.person_id AS "personId", p.name FROM mandate m JOIN person p ON p.id = m.person_id WHERE m.term_id = $1 AND m.person_id = $2 AND m.status = 'active'`,
    [newTermId, personId],
  );
  return found ?? null;
}

async function nextCosigner(work: Work, { newTermId }: TermChange, { id, leadPersonId }: OpenRow): Promise<Lead | null> {
  const [found] = await work.sql<Lead>(
    `SELECT m.id AS "mandateId", m.person_id AS "personId", c.name FROM cosigner c JOIN mandate m ON m.person_id = c.person_id AND m.term_id = $1 AND m.status = 'active'
     WHERE c.suggestion_id = $2 AND c.state = 'confirmed' AND c.person_id <> $3 ORDER BY c.answered_at NULLS LAST, c.id LIMIT 1`,
    [newTermId, id, leadPersonId],
  );
  return found ?? null;
}

/** Co-signers who are re-elected stand with their new mandate; invitations to those who left lapse. */
async function renewCosigners(work: Work, { newTermId }: TermChange, id: string): Promise<void> {
  await work.sql(
    `UPDATE cosigner c SET mandate_id = m.id FROM mandate m
     WHERE c.suggestion_id = $1 AND m.person_id = c.person_id AND m.term_id = $2 AND m.status = 'active' AND c.mandate_id <> m.id`,
    [id, newTermId],
  );
  const left = await work.sql<{ personId: string; name: string }>(
    `SELECT c.person_id AS "personId", c.name FROM cosigner c JOIN suggestion s ON s.id = c.suggestion_id WHERE c.suggestion_id = $1 AND c.state = 'invited'
       AND s.state IN ('draft', 'awaiting_cosigners', 'returned_for_amendment') AND NOT EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = c.person_id AND m.term_id = $2 AND m.status = 'active')
     ORDER BY c.id`,
    [id, newTermId],
  );
  for (const { personId, name } of left) await lapseInvitations(work, id, personId, causeOf(name));
}

/** Registers what a change of term means for suggestions; may be called again. */
export const registerTermSuccession = (): void => registerTermChange('suggestions', { label: '本届建议转接', preview, run });
