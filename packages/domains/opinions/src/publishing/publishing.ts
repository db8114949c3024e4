// What staff do: look what could be made public, shorten it so that nobody is recognised, publish, leave it, take it off.
import type { Capacity } from '@smart/identity/capacity';
import { canOpen, loadDataKeys, openText } from '@smart/identity/data-keys';
import { reasonsToHold } from '@smart/identity/word-filter';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { hidePersonalData, holdsPersonalData } from '@smart/kernel/personal-text';
import { toVector } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { nameContext } from '../entering.ts';
import { heldLabels, isSatisfaction, isTopic, type OpinionTopic, opinionTopicLabels, satisfactionLabels, titleOf } from '../model.ts';
import type { endInput, PublicationProposal, PublicationReceipt, PublicationRow, PublicationState, PublicationTab, publicationListInput, publishInput } from './model.ts';
import { publicationTabs } from './model.ts';
import { actOnPublication } from './store.ts';

/** Opinions of the congress that came to their end with a reply, with what was decided about making them public. */
const source = `opinion o LEFT JOIN opinion_publication p ON p.opinion_id = o.id WHERE o.congress_id = $1 AND o.state = 'closed' AND o.reply IS NOT NULL`;
const tabSql = `CASE WHEN p.id IS NULL OR p.state = 'draft' THEN 'waiting' ELSE p.state END`;

type ListRow = { opinionId: string; publicId: string | null; number: string; title: string; topic: string | null; satisfaction: string | null; repliedBy: string; at: Date; reason: string | null; version: number };

/** What waits first as it ended, then what was decided last. */
export async function listPublications(work: Work, capacity: Capacity, { tab, q, limit, offset }: z.output<typeof publicationListInput>): Promise<{ rows: PublicationRow[]; total: number; counts: Record<PublicationTab, number> }> {
  const where = `${source} AND ${tabSql} = $2 AND ($3::text IS NULL OR strpos(lower(o.number || ' ' || COALESCE(p.title, o.title) || ' ' || COALESCE(p.content, o.content)), lower($3)) > 0)`;
  const values = [capacity.congressId, tab, q ?? null];
  const rows = await work.sql<ListRow>(
    `SELECT o.id AS "opinionId", p.id AS "publicId", o.number, COALESCE(p.title, o.title) AS title, COALESCE(p.topic, o.topic) AS topic, o.satisfaction, COALESCE(o.replied_by, '') AS "repliedBy", COALESCE(p.updated_at, o.updated_at) AS at,
       p.reason, COALESCE(p.version, 0) AS version FROM ${where} ORDER BY at DESC, o.id DESC LIMIT $4 OFFSET $5`,
    [...values, limit, offset],
  );
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${where}`, values);
  const found = await work.sql<{ tab: string; count: number }>(`SELECT ${tabSql} AS tab, count(*)::int AS count FROM ${source} GROUP BY 1`, [capacity.congressId]);
  const counts = { waiting: 0, published: 0, declined: 0, withdrawn: 0 };
  for (const one of publicationTabs) counts[one] = found.find((row) => row.tab === one)?.count ?? 0;
  return {
    rows: rows.map(({ topic, satisfaction, at, publicId, ...row }) => ({
      ...row, publicId: tab === 'published' ? publicId : null, topicLabel: topic !== null && isTopic(topic) ? opinionTopicLabels[topic] : null,
      satisfaction: satisfaction !== null && isSatisfaction(satisfaction) ? satisfactionLabels[satisfaction] : null, at: at.toISOString(),
    })),
    total: count?.total ?? 0, counts,
  };
}

type Whole = {
  id: string; state: string; title: string; content: string; place: string; topic: string | null; reply: string | null; repliedBy: string | null; repliedAt: Date | null; createdAt: Date; stationId: string | null; satisfaction: string | null; nameCipher: string | null;
  publicationId: string | null; publicationState: PublicationState | null; version: number | null; shownTitle: string | null; shownContent: string | null; shownPlace: string | null; shownTopic: string | null; shownReply: string | null;
};

/** @throws DomainError common.not_found: to other congresses it does not exist */
async function wholeOf(work: Work, capacity: Capacity, opinionId: string): Promise<Whole> {
  const [row] = await work.sql<Whole>(
    `SELECT o.id, o.state, o.title, o.content, o.place, o.topic, o.reply, o.replied_by AS "repliedBy", o.replied_at AS "repliedAt", o.created_at AS "createdAt", o.station_id AS "stationId", o.satisfaction, o.name_cipher AS "nameCipher",
       p.id AS "publicationId", p.state AS "publicationState", p.version, p.title AS "shownTitle", p.content AS "shownContent", p.place AS "shownPlace", p.topic AS "shownTopic", p.reply AS "shownReply"
     FROM opinion o LEFT JOIN opinion_publication p ON p.opinion_id = o.id WHERE o.id = $1 AND o.congress_id = $2`,
    [opinionId, capacity.congressId],
  );
  if (!row) throw new DomainError('common.not_found', { what: '群众意见' });
  return row;
}

const topicOf = (key: string | null): OpinionTopic | null => (key !== null && isTopic(key) ? key : null);

async function nameOf(work: Work, { id, nameCipher }: Whole): Promise<string | null> {
  if (nameCipher === null) return null;
  if (!canOpen(nameCipher)) await loadDataKeys(work);
  return openText(nameContext(id), nameCipher);
}

/** The text to begin with: what stood there before, else the citizen's words and the reply with numbers and the own name left out. @throws DomainError common.not_found */
export async function proposePublication(work: Work, capacity: Capacity, opinionId: string): Promise<PublicationProposal> {
  const row = await wholeOf(work, capacity, opinionId);
  const name = await nameOf(work, row);
  const clean = (text: string): string => hidePersonalData(name !== null && name.length > 1 ? text.replaceAll(name, '［姓名已隐去］') : text);
  const content = row.shownContent ?? clean(row.content);
  return {
    opinionId, version: row.version ?? 0, state: row.publicationState ?? 'draft', title: row.shownTitle ?? titleOf(content), content, place: row.shownPlace ?? clean(row.place), topic: topicOf(row.shownTopic ?? row.topic),
    reply: row.shownReply ?? clean(row.reply ?? ''), warnings: reasonsToHold([row.content, row.place]).map((reason) => heldLabels[reason]),
  };
}

/** @throws DomainError common.invalid_input, naming each field in which somebody could be recognised */
async function checkNobodyIsNamed(work: Work, row: Whole, texts: Readonly<Record<'title' | 'content' | 'place' | 'reply', string>>): Promise<void> {
  const name = await nameOf(work, row);
  const fields = Object.entries(texts).flatMap(([path, text]) => {
    if (holdsPersonalData(text)) return [{ path, message: '有电话、证件号码、账号或者邮箱，请删去后再公开' }];
    return name !== null && name.length > 1 && text.includes(name) ? [{ path, message: '有反映人的姓名，请删去后再公开' }] : [];
  });
  if (fields.length > 0) throw new DomainError('common.invalid_input', { problem: '公开的文字里还有个人信息，请按提示修改' }, fields);
}

/** The row of an opinion, made when there is none; its text is nobody's until it is published. */
async function rowFor(work: Work, capacity: Capacity, row: Whole): Promise<string> {
  if (row.publicationId !== null) return row.publicationId;
  const now = work.clock.now();
  const [made] = await work.sql<{ id: string }>(
    `INSERT INTO opinion_publication (id, congress_id, opinion_id, title, content, reply, received_on, replied_on, created_at, updated_at)
     VALUES ($1, $2, $3, $4, '', '', ($5::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, ($6::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, $7, $7) ON CONFLICT (opinion_id) DO UPDATE SET updated_at = $7 RETURNING id`,
    [newId(), capacity.congressId, row.id, titleOf(hidePersonalData(row.content)), row.createdAt, row.repliedAt ?? now, now],
  );
  if (!made) throw new Error('an insert that always returns has one row');
  return made.id;
}

/**
 * Publishes, with the words as staff wrote them.
 * @throws DomainError common.not_found, common.invalid_input (somebody could be recognised), workflow.* (not at its end, not the own congress)
 */
export async function publishOpinion(work: Work, capacity: Capacity, { opinionId, expectedVersion, ...texts }: z.output<typeof publishInput>): Promise<PublicationReceipt> {
  const row = await wholeOf(work, capacity, opinionId);
  const { title, content, place, reply, topic } = texts;
  await checkNobodyIsNamed(work, row, { title, content, place, reply });
  const id = await rowFor(work, capacity, row);
  const done = await actOnPublication(work, capacity, {
    id, action: 'publish', ...(row.publicationId === null ? {} : { expectedVersion }),
    patch: { title, content, place, reply, topic, replied_by: row.repliedBy ?? '', station_id: row.stationId, satisfaction: row.satisfaction, published_at: work.clock.now(), reason: null },
  });
  const vector = toVector([{ text: title, weight: 'A' }, { text: `${content} ${place}`, weight: 'B' }, { text: reply, weight: 'D' }]);
  await work.sql('UPDATE opinion_publication SET search_vector = $2::tsvector WHERE id = $1', [id, vector]);
  return { opinionId, version: done.version, next: '已在网站公开。公开的只有您核定的文字，没有反映人的任何信息。' };
}

/** @throws DomainError common.not_found, common.invalid_input (no reason), workflow.* */
export async function declinePublication(work: Work, capacity: Capacity, { opinionId, expectedVersion, reason }: z.output<typeof endInput>): Promise<PublicationReceipt> {
  const row = await wholeOf(work, capacity, opinionId);
  if (row.state !== 'closed' || row.reply === null) throw new DomainError('workflow.refused', { reason: '这条意见还没有办结', remedy: '办结后再决定是否公开' });
  const id = await rowFor(work, capacity, row);
  const done = await actOnPublication(work, capacity, { id, action: 'decline', ...(row.publicationId === null ? {} : { expectedVersion }), reason, patch: { reason } });
  return { opinionId, version: done.version, next: '已登记为不公开，理由留存备查。' };
}

/** @throws DomainError common.not_found, common.invalid_input (no reason), workflow.* */
export async function withdrawPublication(work: Work, capacity: Capacity, { opinionId, expectedVersion, reason }: z.output<typeof endInput>): Promise<PublicationReceipt> {
  const row = await wholeOf(work, capacity, opinionId);
  if (row.publicationId === null) throw new DomainError('common.not_found', { what: '公开的意见' });
  const done = await actOnPublication(work, capacity, { id: row.publicationId, action: 'withdraw', expectedVersion, reason, patch: { reason, published_at: null } });
  return { opinionId, version: done.version, next: '已从网站撤下，修改后可以重新公开。' };
}
