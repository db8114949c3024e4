// Lists around stand-ins: what is in force, planned or past; which posts and which colleagues can be chosen; what was done in an emergency.
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { labelsOf } from '@smart/workflow/store';
import { receiptOf } from '@smart/workflow/action-log';
import { z } from 'zod';
import { type Capacity, roles, type StandInKind } from './capacity.ts';
import { requestHours } from './emergencies.ts';
import { type StandInRow, standInColumns, standInTables } from './stand-in.ts';
import { CONFIDENTIAL } from './stand-in-capacity.ts';
import { substitutableRoles } from './substitutes.ts';

export const standInStates = ['pending', 'planned', 'in_force', 'ended', 'refused'] as const;

export const standInView = z.object({
  id: z.string(), personId: z.string(), personName: z.string(), forName: z.string().nullable(), organName: z.string().nullable(), title: z.string().nullable(),
  roles: z.array(z.enum(roles)), confidential: z.boolean(), reason: z.string(), startsAt: z.string(), endsAt: z.string().nullable(),
  grantedBy: z.string(), approvedBy: z.string().nullable(), createdAt: z.string(), state: z.enum(standInStates),
  /** What the viewer may do with it now. */
  mayDecide: z.boolean(), mayEnd: z.boolean(), mine: z.boolean(),
});
export type StandInView = z.infer<typeof standInView>;
export const standInPage = z.object({ rows: z.array(standInView), total: z.number().int() });
export const standInFilter = z.object({
  text: z.string().trim().max(30, '查询内容不超过 30 个字').default(''),
  /** open: waiting, planned or in force. */
  when: z.enum(['open', 'past', 'all']).default('open'),
  page: z.number().int().min(1).max(10_000).default(1),
  size: z.number().int().min(1).max(100).default(20),
});
type Filter = z.output<typeof standInFilter>;

/** Whether a stand-in is still to be reckoned with, at instant $2; $3 is the instant before which an unanswered emergency request lapsed. */
const open = `(i.refused_at IS NULL AND (i.ends_at IS NULL OR i.ends_at > $2 OR (i.kind = 'emergency' AND i.approved_at IS NULL))
  AND NOT (i.kind = 'emergency' AND i.approved_at IS NULL AND i.created_at <= $3))`;

function stateOf(row: StandInRow, now: Date, lapsed: Date): StandInView['state'] {
  if (row.refusedAt !== null) return row.approvedById === null ? 'ended' : 'refused';
  if (row.kind !== 'substitute' && row.approvedAt === null) return row.kind === 'emergency' && row.createdAt <= lapsed ? 'ended' : 'pending';
  if (row.endsAt !== null && row.endsAt <= now) return 'ended';
  return row.startsAt > now ? 'planned' : 'in_force';
}

/** Whose stand-ins a viewer sees, as a condition: $4 is the viewer, $5 their organ, $6 their mandate. */
function scopeOf(kind: StandInKind, viewer: Capacity): string {
  const is = (...wanted: Capacity['roles']) => !viewer.standIn && viewer.roles.some((role) => wanted.includes(role));
  const own = '(i.person_id = $4::uuid OR f.id = $4::uuid)';
  if (kind === 'substitute') return is('system_administrator', 'audit_administrator') ? 'true' : is('handling_head', 'congress_officer') ? `(o.id = $5::uuid OR ${own})` : own;
  if (kind === 'assistant') return is('congress_officer') ? 'true' : viewer.kind === 'mandate' ? 'i.mandate_id = $6::uuid' : own;
  return is('security_administrator', 'audit_administrator', 'congress_leader') ? 'true' : own;
}

function mayDecide(row: StandInRow, viewer: Capacity): boolean {
  if (viewer.standIn || row.personId === viewer.personId) return false;
  if (row.kind === 'emergency') return viewer.roles.includes('security_administrator') || viewer.roles.includes('congress_leader');
  if (row.kind === 'substitute') return false;
  return row.grantedById === row.forPersonId ? viewer.roles.includes('congress_officer') && viewer.personId !== row.forPersonId : viewer.kind === 'mandate' && viewer.id === row.mandateId;
}

function mayEnd(row: StandInRow, viewer: Capacity): boolean {
  if (row.personId === viewer.personId) return true;
  if (viewer.standIn) return false;
  if (row.kind === 'substitute') return row.forPersonId === viewer.personId || viewer.roles.includes('system_administrator') || (row.organId === viewer.organId && (viewer.roles.includes('handling_head') || viewer.roles.includes('congress_officer')));
  if (row.kind === 'assistant') return row.forPersonId === viewer.personId || viewer.roles.includes('congress_officer');
  return viewer.roles.includes('security_administrator') || viewer.roles.includes('congress_leader');
}

/** A page of stand-ins of one kind that concern the viewer, newest first. */
export async function listStandIns(work: Work, viewer: Capacity, kind: StandInKind, filter: Filter): Promise<z.infer<typeof standInPage>> {
  const now = work.clock.now();
  const lapsed = new Date(now.getTime() - requestHours * 3600_000);
  const rows = await work.sql<StandInRow & { total: number }>(
    `SELECT ${standInColumns}, count(*) OVER ()::int AS total FROM ${standInTables}
     WHERE i.congress_id = $1 AND i.kind = $7 AND ${scopeOf(kind, viewer)} AND (p.name LIKE $8 OR f.name LIKE $8 OR o.name LIKE $8)
       AND ($9 = 'all' OR ($9 = 'open') = ${open}) AND $4::uuid IS NOT NULL AND ($5::uuid IS NULL OR true) AND ($6::uuid IS NULL OR true)
     ORDER BY i.created_at DESC, i.id DESC LIMIT $10 OFFSET $11`,
    [viewer.congressId, now, lapsed, viewer.personId, viewer.organId ?? null, viewer.kind === 'mandate' ? viewer.id : null, kind,
      `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`, filter.when, filter.size, (filter.page - 1) * filter.size],
  );
  return { rows: rows.map((row) => viewOf(row, viewer, now, lapsed)), total: rows[0]?.total ?? 0 };
}

function viewOf(row: StandInRow, viewer: Capacity, now: Date, lapsed: Date): StandInView {
  const state = stateOf(row, now, lapsed);
  const alive = state === 'pending' || state === 'planned' || state === 'in_force';
  return {
    id: row.id, personId: row.personId, personName: row.personName, forName: row.forName, organName: row.organName, title: row.title,
    roles: z.array(z.enum(roles)).parse(row.roles.filter((role) => role !== CONFIDENTIAL)), confidential: row.roles.includes(CONFIDENTIAL), reason: row.reason,
    startsAt: row.startsAt.toISOString(), endsAt: row.endsAt?.toISOString() ?? null, grantedBy: row.grantedBy, approvedBy: row.approvedBy, createdAt: row.createdAt.toISOString(),
    state, mayDecide: state === 'pending' && mayDecide(row, viewer), mayEnd: alive && mayEnd(row, viewer), mine: row.personId === viewer.personId,
  };
}

export const postView = z.object({ id: z.string(), personId: z.string(), personName: z.string(), organId: z.string(), organName: z.string(), title: z.string(), roles: z.array(z.enum(roles)) });

type Post = { id: string; personId: string; personName: string; organId: string; organName: string; title: string; roles: string[] };

/** Posts in force; of the own organ only, unless the viewer administers the system. */
async function posts(work: Work, viewer: Capacity, text: string): Promise<Post[]> {
  return work.sql<Post>(
    `SELECT a.id, p.id AS "personId", p.name AS "personName", o.id AS "organId", o.name AS "organName", a.title, a.roles
     FROM appointment a JOIN person p ON p.id = a.person_id JOIN organ o ON o.id = a.organ_id
     WHERE a.congress_id = $1 AND a.starts_on <= $2 AND (a.ends_on IS NULL OR a.ends_on > $2) AND ($3::uuid IS NULL OR a.organ_id = $3)
       AND (p.name LIKE $4 OR o.name LIKE $4 OR a.title LIKE $4) ORDER BY p.name, o.sort, a.id LIMIT 50`,
    [viewer.congressId, today(work.clock), viewer.roles.includes('system_administrator') ? null : (viewer.organId ?? null), `%${text.replace(/[\\%_]/g, '\\$&')}%`],
  );
}

/** Posts for which the viewer may grant a substitute. */
export async function substitutablePosts(work: Work, viewer: Capacity, text: string): Promise<z.infer<typeof postView>[]> {
  return (await posts(work, viewer, text)).map((post) => ({ ...post, roles: substitutableRoles(post.roles) })).filter((post) => post.roles.length > 0);
}

export const candidateView = z.object({ personId: z.string(), personName: z.string(), posts: z.string() });

/** Colleagues who may take a post over, each once with what they are. */
export async function substituteCandidates(work: Work, viewer: Capacity, text: string): Promise<z.infer<typeof candidateView>[]> {
  const found = new Map<string, { personId: string; personName: string; posts: string }>();
  for (const { personId, personName, organName, title } of await posts(work, viewer, text)) {
    const known = found.get(personId);
    found.set(personId, { personId, personName, posts: [...(known ? [known.posts] : []), `${organName} ${title}`].join('、') });
  }
  return [...found.values()].filter(({ personId }) => personId !== viewer.personId);
}

export const actView = z.object({ id: z.string(), at: z.string(), what: z.string(), actorLabel: z.string(), matterId: z.string().nullable(), receipt: z.string().nullable() });

/** What was done in an emergency capacity, oldest first: the acts of the log are known by the capacity they were done in. */
export async function emergencyActs(work: Work, congressId: string, id: string): Promise<z.infer<typeof actView>[]> {
  const rows = await work.sql<{ id: string; at: Date; subjectType: string; action: string; actorLabel: string; matterId: string; hash: string }>(
    `SELECT l.id, l.at, l.subject_type AS "subjectType", l.action, l.actor_label AS "actorLabel", l.matter_id AS "matterId", l.hash
     FROM action_log l JOIN stand_in i ON i.id = l.capacity_id WHERE i.id = $1 AND i.congress_id = $2 AND i.kind = 'emergency' ORDER BY l.at, l.id LIMIT 500`,
    [id, congressId],
  );
  return rows.map(({ subjectType, action, hash, at, ...row }) => ({ ...row, at: at.toISOString(), what: `${labelsOf(subjectType).subject}：${labelsOf(subjectType).action(action)}`, receipt: receiptOf({ hash }) }));
}
