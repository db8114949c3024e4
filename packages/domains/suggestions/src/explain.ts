// Who can see and do what with one suggestion, and why: asked of the policy and the workflows for everybody who could have a part in it.
import { registerExplainer, type ExplainedRecord } from '@smart/identity/abilities';
import type { Capacity } from '@smart/identity/capacity';
import { roles, standInKinds } from '@smart/identity/capacity';
import { unscopedIdentity } from '@smart/identity/realm';
import { CONFIDENTIAL } from '@smart/identity/stand-in-capacity';
import { today } from '@smart/kernel/dates';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { visibleMatter } from './detail.ts';
import type { Matter } from './matter.ts';
import { assignmentStateLabels, congressOfficeOf, stateLabels } from './model.ts';
import { type Sight, sightsOf } from './policy.ts';
import { assignmentSubject, suggestionSubject } from './store.ts';
import type { Actor, AssignmentSubject } from './subjects.ts';
import { parameters, sightSql } from './visibility.ts';
import { suggestionWorkflow } from './workflow.ts';
import { assignmentWorkflow } from './workflow-assignment.ts';

type Candidate = Actor & { readonly name: string; readonly label: string };

const row = z.object({
  id: z.string(), kind: z.enum(['mandate', 'appointment']), personId: z.string(), name: z.string(), label: z.string(), congressId: z.string(), organId: z.string().nullable(), roles: z.array(z.string()),
  standIn: z.enum(standInKinds).nullable(), forPersonId: z.string().nullable(), mandateId: z.string().nullable(),
});

/** Whoever could have a part beyond this number is not asked about; the page says so. */
const most = 200;

function candidateOf({ organId, standIn, forPersonId, mandateId, roles: held, ...one }: z.infer<typeof row>): Candidate {
  const lent = standIn === null ? {} : { standIn: { kind: standIn, ...(forPersonId ? { forPersonId } : {}), ...(mandateId ? { mandateId, confidential: held.includes(CONFIDENTIAL) } : {}) } };
  return { ...one, roles: roles.filter((role) => held.includes(role)), ...(organId === null ? {} : { organId }), ...lent };
}

/** Lead, assistants and co-signers; the congress's officers, leaders and administrators; the staff of every organ with a part, in whichever tier; who stands in for them. */
async function candidates(work: Work, { row: suggestion, cosigners, assignments, delegations }: Matter): Promise<Candidate[]> {
  const day = today(work.clock);
  const deputies = [suggestion.leadPersonId, ...cosigners.map((one) => one.personId), ...delegations.map((one) => one.leaderPersonId)];
  const found = await unscopedIdentity(work, 'a part in a matter may lie with an organ of another tier', () =>
    work.sql(
      `WITH post AS (
         SELECT a.id, p.id AS person_id, p.name, o.name || ' ' || a.title AS label, a.congress_id, a.organ_id, a.roles, NULL::text AS stand_in, NULL::uuid AS for_id
         FROM appointment a JOIN person p ON p.id = a.person_id JOIN organ o ON o.id = a.organ_id
         WHERE a.starts_on <= $4 AND (a.ends_on IS NULL OR a.ends_on > $4)
         UNION ALL
         SELECT i.id, p.id, p.name, o.name || CASE i.kind WHEN 'substitute' THEN ' ' || a.title || '（代班，代' || f.name || '）' ELSE '（应急授权）' END, i.congress_id, o.id, i.roles, i.kind, f.id
         FROM stand_in i JOIN person p ON p.id = i.person_id LEFT JOIN appointment a ON a.id = i.appointment_id LEFT JOIN person f ON f.id = a.person_id JOIN organ o ON o.id = coalesce(a.organ_id, i.organ_id)
         WHERE i.refused_at IS NULL AND i.starts_at <= $5 AND i.ends_at > $5
           AND (i.kind = 'emergency' AND i.approved_at IS NOT NULL OR i.kind = 'substitute' AND a.starts_on <= $4 AND (a.ends_on IS NULL OR a.ends_on > $4)))
       SELECT * FROM (
         SELECT m.id, 'mandate' AS kind, p.id AS "personId", p.name, '人大代表' AS label, m.congress_id AS "congressId", NULL::uuid AS "organId", ARRAY['deputy'] AS roles, NULL::text AS "standIn", NULL::uuid AS "forPersonId", NULL::uuid AS "mandateId", 1 AS rank
         FROM mandate m JOIN person p ON p.id = m.person_id WHERE m.congress_id = $1 AND m.status = 'active' AND p.id = ANY ($2::uuid[])
         UNION ALL
         SELECT i.id, 'appointment', p.id, p.name, '代表' || f.name || '的助理', i.congress_id, NULL, i.roles, i.kind, f.id, m.id, 2
         FROM stand_in i JOIN person p ON p.id = i.person_id JOIN mandate m ON m.id = i.mandate_id JOIN person f ON f.id = m.person_id
         WHERE i.kind = 'assistant' AND m.congress_id = $1 AND m.status = 'active' AND f.id = ANY ($2::uuid[]) AND i.refused_at IS NULL AND i.approved_at IS NOT NULL AND i.starts_at <= $5 AND (i.ends_at IS NULL OR i.ends_at > $5)
         UNION ALL
         SELECT post.id, 'appointment', post.person_id, post.name, post.label, post.congress_id, post.organ_id, post.roles, post.stand_in, post.for_id, NULL, 3 FROM post
         WHERE post.organ_id = ANY ($3::uuid[]) OR (post.congress_id = $1 AND post.roles && ARRAY['congress_officer', 'congress_leader', 'standing_committee_member', 'system_administrator', 'security_administrator', 'audit_administrator'])
       ) known ORDER BY rank, label, name, id LIMIT $6`,
      [suggestion.congressId, deputies, assignments.map((one) => one.organId), day, work.clock.now(), most + 1],
    ),
  );
  return z.array(row).parse(found).map(candidateOf);
}

/** Why a sight lets somebody see the suggestion, in the words of its tier. */
function sightWords(sight: Sight, tier: string, assistant: boolean): string {
  switch (sight.by) {
    case 'lead':
      return assistant ? '是领衔代表的助理' : '是本件的领衔代表';
    case 'cosigner':
      return '受邀或者已经联名';
    case 'delegationLeader':
      return '是代表团团长，本件请其签署';
    case 'deputy':
      return '是本级代表（常委会组成人员），建议已经立案且不要求保密';
    case 'congress':
      return `是${congressOfficeOf(tier)}工作人员或者${tier === 'township' ? '主席、副主席' : '主任会议成员'}，建议已经提交`;
    case 'organ':
      return '所在机构（含并入的机构）承办（承办过）本件';
  }
}

/** Which sights hold for whom, asked of the database with the very conditions that guard the lists. */
async function seen(work: Work, { row: suggestion }: Matter, all: readonly Candidate[]): Promise<string[][]> {
  const { values, p } = parameters();
  const sights = all.map(sightsOf);
  const conditions = sights.map((each, index) => `ARRAY[${each.map((sight) => sightSql(sight, p)).join(', ') || 'false'}] AS "c${index}"`);
  if (conditions.length === 0) return [];
  const [answer] = await work.sql<Record<string, boolean[]>>(`SELECT ${conditions.join(', ')} FROM suggestion s WHERE s.id = ${p(suggestion.id)}`, values);
  return sights.map((each, index) =>
    each.filter((_, at) => answer?.[`c${index}`]?.[at] === true).map((sight) => sightWords(sight, suggestion.congressTier, all[index]?.standIn?.kind === 'assistant')),
  );
}

/** @throws DomainError common.not_found when whoever asks may not see the suggestion */
export async function explainSuggestion(work: Work, capacity: Capacity, id: string): Promise<ExplainedRecord> {
  const matter = await visibleMatter(work, capacity, id);
  const known = await candidates(work, matter);
  const all = known.slice(0, most);
  const sees = await seen(work, matter, all);
  const context = { today: today(work.clock) };
  const subject = await suggestionSubject(work, matter);
  const parts: { part: string; subject: AssignmentSubject }[] = [];
  for (const one of matter.assignments) parts.push({ part: `${one.organName}（${assignmentStateLabels[one.state]}）`, subject: await assignmentSubject(work, matter, one) });
  const parties = all.map((who, index) => ({
    name: who.name,
    label: who.label,
    sees: sees[index] ?? [],
    acts: [
      ...availableActions(suggestionWorkflow, subject, who, context).map((one) => ({ label: one.label, part: '本件建议', allowed: one.allowed, reason: one.reason ?? null, source: suggestionWorkflow.actions[one.action].source ?? null })),
      ...parts.flatMap(({ part, subject: of }) =>
        availableActions(assignmentWorkflow, of, who, context).map((one) => ({ label: one.label, part, allowed: one.allowed, reason: one.reason ?? null, source: assignmentWorkflow.actions[one.action].source ?? null })),
      ),
    ],
  }));
  const concerned = parties.filter((one) => one.sees.length > 0 || one.acts.length > 0);
  return { title: matter.row.numberLabel ? `${matter.row.numberLabel} ${matter.row.title}` : matter.row.title, state: stateLabels[matter.row.state], parties: concerned, nobody: parties.length - concerned.length, more: known.length > most };
}

/** Makes the suggestion known to the page that explains abilities; may be called again. */
export function registerSuggestionExplainer(): void {
  registerExplainer('suggestion', explainSuggestion);
}
