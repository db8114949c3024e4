// The reply as an official letter (domain rule 2.5): what @smart/documents lays out as DOCX or PDF.
import type { OfficialLetter } from '@smart/documents';
import type { Capacity } from '@smart/identity/capacity';
import { dateInShanghai } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { viewerOf, visibleMatter } from './detail.ts';
import { filesOf } from './attachments.ts';
import { sealPicture } from './feedback/seals.ts';
import { attachmentName, letterAddressee, letterContact, letterParagraphs, letterTitle, unsignedNumber } from './letter-text.ts';
import { loadMatter, type Matter, type ReplyRow } from './matter.ts';
import { todayOf } from './settle.ts';

export const letterView = z.object({
  issuer: z.string(),
  number: z.string(),
  signer: z.string().optional(),
  mark: z.string().optional(),
  title: z.string(),
  addressee: z.string(),
  paragraphs: z.array(z.object({ level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]), text: z.string() })),
  attachments: z.array(z.string()).optional(),
  signatory: z.string(),
  date: z.string(),
  contact: z.string().optional(),
  copies: z.array(z.string()).optional(),
  printedBy: z.string().optional(),
  /** The seal with which the head signed; a signed letter without one says where to stamp. */
  sealId: z.string().nullable().optional(),
  form: z.object({ number: z.string(), title: z.string(), lead: z.string(), cosigners: z.array(z.string()), organ: z.string(), letterNumber: z.string() }),
});

function bodyOf(matter: Matter, main: Matter, reply: ReplyRow): OfficialLetter['paragraphs'] {
  return letterParagraphs({
    title: matter.row.title,
    numberLabel: matter.row.numberLabel,
    joint: matter.cosigners.some((one) => one.state === 'confirmed'),
    body: reply.body,
    commitments: main.commitments.filter((one) => one.replyId === reply.id),
  });
}

/** The suggestion a letter answers: the reply's own, or one merged into it, whose deputy is answered apart (重庆 13). */
async function answered(work: Work, capacity: Capacity, main: string, suggestionId: string): Promise<Matter> {
  if (suggestionId === main) return visibleMatter(work, capacity, main);
  const other = await loadMatter(work, suggestionId);
  if (other.row.mergedIntoId !== main) throw new DomainError('common.not_found', { what: '答复' });
  // Who handles the main one writes to every deputy; the deputy sees the own one, perhaps not the main one.
  const own = await work.attempt(() => visibleMatter(work, capacity, suggestionId)).catch(() => null);
  if (own === null && viewerOf(await visibleMatter(work, capacity, main), capacity) !== 'organ') throw new DomainError('common.not_found', { what: '答复' });
  return other;
}

/**
 * The letter of a signed reply, or of the own organ's draft (then without seal and number).
 * @param suggestionId which of the suggestions that this reply answers; the reply's own when left out
 * @throws DomainError common.not_found
 */
export async function letterOf(work: Work, capacity: Capacity, replyId: string, suggestionId?: string): Promise<z.output<typeof letterView>> {
  const [found] = await work.sql<{ suggestionId: string }>('SELECT suggestion_id AS "suggestionId" FROM reply WHERE id = $1', [replyId]);
  if (!found) throw new DomainError('common.not_found', { what: '答复' });
  const main = await loadMatter(work, found.suggestionId);
  const matter = await answered(work, capacity, found.suggestionId, suggestionId ?? found.suggestionId);
  const reply = main.replies.find((one) => one.id === replyId);
  if (!reply || (reply.state !== 'signed' && reply.organId !== capacity.organId)) throw new DomainError('common.not_found', { what: '答复' });
  const signed = reply.state === 'signed';
  const attachments = (await filesOf(work, matter.row.id)).filter((file) => file.subjectId === replyId).map((file) => attachmentName(file.name));
  const confirmed = matter.cosigners.filter((one) => one.state === 'confirmed');
  return {
    issuer: reply.organName,
    number: reply.letterNumber ?? unsignedNumber,
    ...(reply.signatory ? { signer: reply.signatory } : {}),
    ...(reply.grade ? { mark: reply.grade } : {}),
    title: letterTitle(matter.row.numberLabel, reply.round),
    addressee: letterAddressee(matter.row.leadName, confirmed.length > 0, matter.row.byDelegation),
    paragraphs: bodyOf(matter, main, reply).map((one) => ({ ...one })),
    ...(attachments.length > 0 ? { attachments } : {}),
    signatory: reply.organName,
    date: reply.signedAt === null ? todayOf(work) : dateInShanghai(reply.signedAt),
    ...(reply.contactName ? { contact: letterContact(reply.contactName, reply.contactPhone) } : {}),
    ...(reply.copies.length > 0 ? { copies: reply.copies } : {}),
    printedBy: reply.organName,
    ...(signed ? { sealId: reply.sealId } : {}),
    form: {
      number: matter.row.numberLabel ?? '未编号', title: matter.row.title, lead: matter.row.leadName, cosigners: confirmed.map((one) => one.name), organ: reply.organName,
      letterNumber: reply.letterNumber ?? unsignedNumber,
    },
  };
}

/**
 * The letter as the documents take it: with the picture of the seal, when the organ kept one at the signature.
 * @throws DomainError common.not_found
 */
export async function sealedLetter(work: Work, capacity: Capacity, replyId: string, suggestionId: string): Promise<OfficialLetter> {
  const { sealId, ...letter } = await letterOf(work, capacity, replyId, suggestionId);
  if (sealId === undefined) return letter;
  const png = sealId === null ? null : await sealPicture(work, sealId);
  return { ...letter, seal: png === null ? 'stamp_here' : { png } };
}
