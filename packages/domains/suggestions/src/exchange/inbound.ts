// What an organ's system sends: each message once, by the same service as by hand, with a result of its own.
import { createHash } from 'node:crypto';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { attachFiles, filesOf } from '../attachments.ts';
import { recordContact } from '../contact.ts';
import { requestExtension } from '../extension.ts';
import { accept, giveOpinion, lockedPart, reportProgress, requestReturn } from '../handling.ts';
import { roundOf } from '../matter.ts';
import type { AssignmentReceipt } from '../model-views.ts';
import { assignmentReceiptFor } from '../receipts.ts';
import { saveReply, signReply, submitReply } from '../reply.ts';
import { capacityOfSystem, type OrganSystem } from './keys.ts';
import { type InboundMessage, inboundResult, type InboundResult } from './model.ts';

/** Hash of what is to be done; the id stands beside it. */
const hashOf = ({ id: _id, ...content }: InboundMessage): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');

type Known = { contentHash: string; state: 'accepted' | 'refused'; result: unknown };

/**
 * Handles one message in the caller's unit of work. Sent again after it was done, it gets the same answer; after a refusal it is tried again,
 * because what spoke against it may be gone.
 */
export async function handleInbound(work: Work, system: OrganSystem, message: InboundMessage): Promise<InboundResult> {
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`exchange-in:${system.organId}:${message.id}`]);
  const contentHash = hashOf(message);
  const [known] = await work.sql<Known>('SELECT content_hash AS "contentHash", state, result FROM exchange_inbound WHERE organ_id = $1 AND message_id = $2', [system.organId, message.id]);
  if (known && known.contentHash !== contentHash) return refusal(message.id, 'exchange.id_reused', '同一消息标识已经用于内容不同的消息，请换用新的标识');
  if (known?.state === 'accepted') return { ...inboundResult.parse(known.result), status: 'duplicate' };
  const result = await attempted(work, system, message);
  const now = work.clock.now();
  await work.sql(
    `INSERT INTO exchange_inbound (organ_id, message_id, congress_id, type, assignment_id, content_hash, state, code, problem, sent_by, result, received_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $12)
     ON CONFLICT (organ_id, message_id) DO UPDATE SET state = EXCLUDED.state, code = EXCLUDED.code, problem = EXCLUDED.problem, result = EXCLUDED.result, updated_at = EXCLUDED.updated_at, attempts = exchange_inbound.attempts + 1`,
    [system.organId, message.id, system.congressId, message.type, message.partId, contentHash, result.status === 'accepted' ? 'accepted' : 'refused', result.code, result.message, message.by, JSON.stringify(result), now],
  );
  return result;
}

const refusal = (id: string, code: string, message: string): InboundResult => ({ id, status: 'refused', code, message, part: null, receipt: null });

async function attempted(work: Work, system: OrganSystem, message: InboundMessage): Promise<InboundResult> {
  try {
    const done = await work.attempt(() => perform(work, system, message));
    return { id: message.id, status: 'accepted', code: null, message: null, part: { id: done.assignmentId, state: done.assignmentState, version: done.assignmentVersion }, receipt: done.receipt };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return refusal(message.id, error.code, error.message);
  }
}

async function perform(work: Work, system: OrganSystem, message: InboundMessage): Promise<AssignmentReceipt> {
  const capacity = capacityOfSystem(system, message.by);
  const ref = { assignmentId: message.partId, expectedVersion: message.expectedVersion };
  switch (message.type) {
    case 'part.accept':
      return accept(work, capacity, ref);
    case 'return.request':
      return requestReturn(work, capacity, { ...ref, ...message.data });
    case 'contact.record':
      return recordContact(work, capacity, { ...ref, ...message.data });
    case 'progress.report':
      return reportProgress(work, capacity, { ...ref, ...message.data });
    case 'opinion.give':
      return giveOpinion(work, capacity, { ...ref, ...message.data });
    case 'reply.save':
      return savedReply(work, capacity, { ...ref, ...message.data });
    case 'reply.submit':
      return submitReply(work, capacity, ref);
    case 'reply.signed':
      return signedOutside(work, system, message);
    case 'extension.request':
      return requestExtension(work, capacity, { ...ref, ...message.data });
  }
}

/** A draft raises no version; the answer is the part as it stands. */
async function savedReply(work: Work, capacity: Capacity, input: Parameters<typeof saveReply>[2]): Promise<AssignmentReceipt> {
  const { row } = await lockedPart(work, capacity, input.assignmentId);
  if (input.expectedVersion !== undefined && input.expectedVersion !== row.version) throw new DomainError('common.conflict', { reason: '承办事项已由他人办理，请重新读取后再发送' });
  await saveReply(work, capacity, input);
  return partReceipt(work, capacity, input.assignmentId);
}

async function partReceipt(work: Work, capacity: Capacity, assignmentId: string): Promise<AssignmentReceipt> {
  const { matter } = await lockedPart(work, capacity, assignmentId);
  return assignmentReceiptFor(work, matter, assignmentId);
}

/**
 * The head signed on paper or in the organ's own system: recorded with the scan, under the head's name. Signing stays a person's act; only a
 * key to which the head gave this right records it.
 */
async function signedOutside(work: Work, system: OrganSystem, message: Extract<InboundMessage, { type: 'reply.signed' }>): Promise<AssignmentReceipt> {
  if (!system.maySign) throw new DomainError('common.forbidden', { reason: '本密钥不能登记系统外签发的答复，请由主要负责人在工作台签发，或者另发可登记签发件的密钥' });
  const clerk = capacityOfSystem(system, message.by);
  const found = await lockedPart(work, clerk, message.partId);
  const reply = found.matter.replies.find((one) => one.assignmentId === found.row.id && one.round === roundOf(found.matter));
  if (!reply) throw new DomainError('workflow.refused', { reason: '还没有答复稿', remedy: '请先发送答复稿' });
  const attached = (await filesOf(work, found.matter.row.id)).filter((file) => file.subjectId === reply.id).map((file) => file.id);
  await attachFiles(work, clerk, found.matter.row.id, { type: 'reply', id: reply.id }, [...new Set([...attached, message.data.scanFileId])]);
  let expectedVersion = message.expectedVersion;
  if (found.row.state !== 'reply_under_review') {
    const submitted = await submitReply(work, clerk, { assignmentId: message.partId, expectedVersion });
    expectedVersion = submitted.assignmentVersion;
  }
  const head = { ...capacityOfSystem(system, message.data.signatory, true), logLabel: `${system.organName}主要负责人，系统外签发，业务系统登记` };
  return signReply(work, head, { assignmentId: message.partId, expectedVersion, letterNumber: message.data.letterNumber });
}
