// 跟踪: whoever holds number and code of a receipt sees what became of the proposal, without an account. In a unit of work of its congress.
import { openText, canOpen, loadDataKeys, sealText } from '@smart/identity/data-keys';
import { normalPhone } from '@smart/identity/personal-data';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { isProgress, progressLabels, type Progress } from './model.ts';
import type { Followed, Station } from './model-views-public.ts';
import { isSecretOf, secretOf } from '@smart/identity/receipt-codes';

/** For what the secrets of these receipts are derived. */
const purpose = 'call proposal';
export const proposalSecret = (id: string): string => secretOf(purpose, id);

type Row = {
  id: string; number: string; topicId: string; ownTopicId: string; callId: string; callTitle: string; title: string; situation: string; wish: string; place: string; createdAt: Date; contactCipher: string | null;
  proposals: number; supports: number; state: string; stage: string | null; suggestionId: string | null; numberLabel: string | null;
};

/**
 * The proposal behind number and secret.
 * @throws DomainError calls.unknown_receipt, whichever of the two is wrong
 */
async function opened(work: Work, number: string, secret: string): Promise<Row> {
  const [row] = await work.sql<Row>(
    `SELECT p.id, p.number, p.topic_id AS "topicId", p.own_topic_id AS "ownTopicId", p.call_id AS "callId", c.title AS "callTitle", p.title, p.situation, p.wish, p.place, p.created_at AS "createdAt", p.contact_cipher AS "contactCipher",
       t.proposals, t.supports, t.state, t.stage, t.number_label AS "numberLabel",
       (SELECT s.id FROM suggestion s WHERE s.id = t.suggestion_id AND s.published_at IS NOT NULL AND s.state <> 'withdrawn') AS "suggestionId"
     FROM call_proposal p JOIN call_topic t ON t.id = p.topic_id JOIN topic_call c ON c.id = p.call_id WHERE p.number = $1`,
    [number],
  );
  // Worked out for an unknown number, too: how long it takes tells nothing.
  if (!isSecretOf(purpose, row?.id ?? number, secret) || !row) throw new DomainError('calls.unknown_receipt');
  return row;
}

type LogRow = { subjectId: string; action: string; reason: string | null; detail: { deputyName?: string; stage?: string; numberLabel?: string | null; ground?: string; intoTitle?: string }; at: Date };

const station = (at: Date, label: string, text = ''): Station => ({ at: at.toISOString(), label, text });

function progressStation(at: Date, stage: Progress, numberLabel: string | null | undefined): Station {
  return station(at, progressLabels[stage], numberLabel ? `编号：${numberLabel}` : '');
}

/** One act as a station; null for acts that tell the proposer nothing. */
function stationOf({ action, reason, detail, at }: LogRow): Station | null {
  switch (action) {
    case 'release':
      return station(at, '工作人员已核看，公布在征集页面');
    case 'merge':
      return station(at, '与同类建言合并', `并入“${detail.intoTitle ?? ''}”，您的建言和回执继续有效`);
    case 'setAside':
      return station(at, '没有采用', `${detail.ground ?? ''}${reason ? `。说明：${reason}` : ''}`);
    case 'restore':
      return station(at, '重新列入征集选题');
    case 'takeUp':
      return station(at, `${detail.deputyName ?? ''}代表已认领`, '代表将据此形成代表建议');
    case 'giveBack':
      return station(at, '代表已撤回，等待其他代表认领');
    case 'progress':
      return detail.stage !== undefined && isProgress(detail.stage) ? progressStation(at, detail.stage, detail.numberLabel) : null;
    default:
      return null;
  }
}

async function stationsOf(work: Work, row: Row): Promise<Station[]> {
  // Of the topic it went into what was decided about that; of its own everything.
  const rows = await work.sql<LogRow>(
    `SELECT subject_id AS "subjectId", action, reason, detail, at FROM action_log WHERE subject_type = 'call_topic'
       AND (subject_id = $1 OR (subject_id = $2 AND action IN ('takeUp', 'giveBack', 'progress', 'setAside', 'restore'))) ORDER BY at, id`,
    [row.ownTopicId, row.topicId],
  );
  // A number told while it could be is not told on when it no longer may be.
  const told = rows.map((one) => (row.numberLabel === null ? { ...one, detail: { ...one.detail, numberLabel: null } } : one));
  return [station(row.createdAt, '已收到您的建言'), ...told.map(stationOf).filter((one) => one !== null)];
}

/** There is nothing more to come. */
const isOver = ({ state, stage }: Pick<Row, 'state' | 'stage'>): boolean => state === 'set_aside' || stage === 'replied' || stage === 'not_accepted';

/** @throws DomainError calls.unknown_receipt */
export async function followed(work: Work, number: string, secret: string): Promise<Followed> {
  const row = await opened(work, number, secret);
  const { callId, callTitle, title, situation, wish, place, proposals, supports, suggestionId } = row;
  return { number: row.number, callId, callTitle, title, situation, wish, place, proposals, supports, suggestionId, stations: await stationsOf(work, row), contact: row.contactCipher !== null, over: isOver(row) };
}

const contextOf = (proposalId: string): string => `${proposalId}:call contact`;

/**
 * Keeps a number whose code has just been confirmed, sealed for this proposal.
 * @throws DomainError calls.unknown_receipt, identity.phone_invalid, workflow.refused (nothing more to be told)
 */
export async function keepContact(work: Work, number: string, secret: string, phone: string): Promise<void> {
  const row = await opened(work, number, secret);
  if (isOver(row)) throw new DomainError('workflow.refused', { reason: '这条建言已有结果，不再需要短信告知', remedy: '结果就在本页' });
  await work.sql('UPDATE call_proposal SET contact_cipher = $2 WHERE id = $1', [row.id, sealText(contextOf(row.id), normalPhone(phone))]);
}

/** Forgets the number at once. @throws DomainError calls.unknown_receipt */
export async function dropContact(work: Work, number: string, secret: string): Promise<void> {
  const { id } = await opened(work, number, secret);
  await eraseContact(work, id);
}

export const eraseContact = (work: Work, proposalId: string): Promise<unknown> => work.sql('UPDATE call_proposal SET contact_cipher = NULL WHERE id = $1', [proposalId]);

export type Contact = { readonly phone: string; readonly number: string; readonly over: boolean };

/** The number in the moment of sending; null when it was forgotten meanwhile. */
export async function openContact(work: Work, proposalId: string): Promise<Contact | null> {
  const [row] = await work.sql<{ number: string; cipher: string | null; state: string; stage: string | null }>(
    'SELECT p.number, p.contact_cipher AS cipher, t.state, t.stage FROM call_proposal p JOIN call_topic t ON t.id = p.topic_id WHERE p.id = $1',
    [proposalId],
  );
  if (!row?.cipher) return null;
  if (!canOpen(row.cipher)) await loadDataKeys(work);
  return { phone: openText(contextOf(proposalId), row.cipher), number: row.number, over: isOver(row) };
}
