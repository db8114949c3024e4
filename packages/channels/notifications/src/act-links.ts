// Links in notices that open exactly one act without a login page: made, found again, revoked. Table act_link; the token is act-link-token.ts.
import type { Capacity } from '@smart/identity/capacity';
import { unscopedIdentity } from '@smart/identity/realm';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { loadMatter, type Matter } from '@smart/suggestions/matter';
import type { Work } from '@smart/workflow/work';
import { actDefinitions, isLinkAct, expiryOf, type LinkAct, type LinkSubject } from './act-link-acts.ts';
import { namedLink, proves } from './act-link-token.ts';

export type ActLink = LinkSubject & {
  readonly id: string;
  readonly congressId: string;
  readonly expiresAt: Date;
  readonly openedAt: Date | null;
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
};

type Row = Omit<ActLink, 'act'> & { act: string };

const columns = `id, congress_id AS "congressId", person_id AS "personId", capacity_id AS "capacityId", act, matter_id AS "matterId", subject_id AS "subjectId",
  expires_at AS "expiresAt", opened_at AS "openedAt", used_at AS "usedAt", revoked_at AS "revokedAt"`;
const isOpen = 'used_at IS NULL AND revoked_at IS NULL';

function linkOf({ act, ...row }: Row): ActLink {
  if (!isLinkAct(act)) throw new Error(`act_link ${row.id} is for the unknown act ${act}`);
  return { ...row, act };
}

/** The link a token was made for; null when it was not made here, or altered in any place. */
export async function linkByToken(work: Work, token: string): Promise<ActLink | null> {
  const id = namedLink(token);
  if (id === null) return null;
  const [row] = await unscopedIdentity(work, 'a link is opened before anybody is known: whose it is decides the congress', () => work.sql<Row>(`SELECT ${columns} FROM act_link WHERE id = $1`, [id]));
  return row && proves(token, row) ? linkOf(row) : null;
}

/** One link of the acting congress; `lock` has others wait for the end of this unit of work. */
export async function linkById(work: Work, id: string, lock = false): Promise<ActLink | null> {
  const [row] = await work.sql<Row>(`SELECT ${columns} FROM act_link WHERE id = $1${lock ? ' FOR UPDATE' : ''}`, [id]);
  return row ? linkOf(row) : null;
}

/** The open link for this act, or a new one: a reminder sends the same link again. The caller has seen that the act waits. */
export async function openLink(work: Work, congressId: string, subject: LinkSubject, matter: Matter): Promise<ActLink> {
  const now = work.clock.now();
  const expiresAt = expiryOf(now, actDefinitions[subject.act].dueOn(matter, subject));
  const { personId, capacityId, act, matterId, subjectId } = subject;
  const [known] = await work.sql<Row>(
    `SELECT ${columns} FROM act_link WHERE person_id = $1 AND capacity_id = $2 AND act = $3 AND subject_id = $4 AND ${isOpen} AND expires_at > $5`,
    [personId, capacityId, act, subjectId, now],
  );
  if (known) return linkOf(known);
  const id = newId();
  await work.sql(
    `INSERT INTO act_link (id, congress_id, person_id, capacity_id, act, matter_id, subject_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, congressId, personId, capacityId, act, matterId, subjectId, now, expiresAt],
  );
  return { ...subject, id, congressId, expiresAt, openedAt: null, usedAt: null, revokedAt: null };
}

/** Ends the links of a matter whose act was done another way or is no longer asked for. */
export async function revokeIdleLinks(work: Work, matterId: string): Promise<void> {
  const rows = await work.sql<Row>(`SELECT ${columns} FROM act_link WHERE matter_id = $1 AND ${isOpen}`, [matterId]);
  if (rows.length === 0) return;
  const matter = await loadMatter(work, matterId);
  const idle = rows.map(linkOf).filter((link) => actDefinitions[link.act].over(matter, link) !== null);
  await revoke(work, idle.map(({ id }) => id));
}

/** Ends the links of a mandate that is no longer exercised. */
export async function revokeLinksOfMandate(work: Work, mandateId: string): Promise<void> {
  const rows = await work.sql<{ id: string }>(`SELECT id FROM act_link WHERE capacity_id = $1 AND ${isOpen}`, [mandateId]);
  await revoke(work, rows.map(({ id }) => id));
}

const revoke = (work: Work, ids: readonly string[]) => work.sql(`UPDATE act_link SET revoked_at = $2 WHERE id = ANY ($1::uuid[]) AND ${isOpen}`, [ids, work.clock.now()]);

export type OwnLink = { id: string; act: LinkAct; title: string; createdAt: string; expiresAt: string };

/** The person's links that still open something, newest first. */
export async function ownLinks(work: Work, { personId, id }: Capacity): Promise<OwnLink[]> {
  const rows = await work.sql<{ id: string; act: string; title: string; createdAt: Date; expiresAt: Date }>(
    `SELECT l.id, l.act, s.title, l.created_at AS "createdAt", l.expires_at AS "expiresAt" FROM act_link l JOIN suggestion s ON s.id = l.matter_id
     WHERE l.person_id = $1 AND l.capacity_id = $2 AND l.used_at IS NULL AND l.revoked_at IS NULL AND l.expires_at > $3 ORDER BY l.created_at DESC LIMIT 50`,
    [personId, id, work.clock.now()],
  );
  return rows.flatMap(({ act, createdAt, expiresAt, ...row }) => (isLinkAct(act) ? [{ ...row, act, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() }] : []));
}

/** The person ends one of their own links. @throws DomainError common.not_found */
export async function revokeOwnLink(work: Work, { personId }: Capacity, id: string): Promise<void> {
  const ended = await work.sql(`UPDATE act_link SET revoked_at = $3 WHERE id = $1 AND person_id = $2 AND ${isOpen} RETURNING 1`, [id, personId, work.clock.now()]);
  if (ended.length === 0) throw new DomainError('common.not_found', { what: '办理链接' });
}
