// The reply as an official letter (domain rule 2.5): what @smart/documents lays out as DOCX or PDF.
import type { OfficialLetter } from '@smart/documents';
import type { Capacity } from '@smart/identity/capacity';
import { dateInShanghai } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { visibleMatter } from './detail.ts';
import type { Matter, ReplyRow } from './matter.ts';
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
  sealText: z.string().optional(),
});

/** 一、… → 1; （一）… → 2; 1. … → 3; （1）… → 4; everything else running text. Only short lines are headings. */
export function levelOf(text: string): 0 | 1 | 2 | 3 | 4 {
  if (text.length > 40 || /[。；]$/.test(text)) return 0;
  if (/^[一二三四五六七八九十]+、/.test(text)) return 1;
  if (/^（[一二三四五六七八九十]+）/.test(text)) return 2;
  if (/^\d+[.．]/.test(text)) return 3;
  return /^（\d+）/.test(text) ? 4 : 0;
}

function bodyOf(matter: Matter, reply: ReplyRow): OfficialLetter['paragraphs'] {
  const { row } = matter;
  const promised = matter.commitments.filter((one) => one.replyId === reply.id && one.state !== 'changed');
  const opening = `您${matter.cosigners.some((one) => one.state === 'confirmed') ? '领衔' : ''}提出的《${row.title}》（${row.numberLabel ?? '未编号'}）收悉。现答复如下：`;
  const text = reply.body.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').map((line) => ({ level: levelOf(line), text: line }));
  const commitments = promised.map((one, at) => ({ level: 0 as const, text: `${at + 1}.${one.text}（完成时限：${one.dueOn}）` }));
  return [
    { level: 0, text: opening },
    ...text,
    ...(commitments.length > 0 ? [{ level: 0 as const, text: '我单位承诺办理事项：' }, ...commitments] : []),
    { level: 0, text: '感谢您对我们工作的关心和支持，请填写《征询意见表》，对办理态度和办理结果作出评价。' },
  ];
}

/**
 * The letter of a signed reply, or of the own organ's draft (then without seal and number).
 * @throws DomainError common.not_found
 */
export async function letterOf(work: Work, capacity: Capacity, replyId: string): Promise<z.output<typeof letterView>> {
  const [found] = await work.sql<{ suggestionId: string }>('SELECT suggestion_id AS "suggestionId" FROM reply WHERE id = $1', [replyId]);
  if (!found) throw new DomainError('common.not_found', { what: '答复' });
  const matter = await visibleMatter(work, capacity, found.suggestionId);
  const reply = matter.replies.find((one) => one.id === replyId);
  if (!reply || (reply.state !== 'signed' && reply.organId !== capacity.organId)) throw new DomainError('common.not_found', { what: '答复' });
  const signed = reply.state === 'signed';
  const confirmed = matter.cosigners.filter((one) => one.state === 'confirmed');
  const number = matter.row.numberLabel ?? '';
  return {
    issuer: reply.organName,
    number: reply.letterNumber ?? '（签发时编号）',
    ...(reply.signatory ? { signer: reply.signatory } : {}),
    ...(reply.grade ? { mark: reply.grade } : {}),
    title: `关于${number}的${reply.round > 1 ? '再次' : ''}答复`,
    addressee: `${matter.row.leadName}${confirmed.length > 0 ? '等' : ''}代表`,
    paragraphs: bodyOf(matter, reply).map((one) => ({ ...one })),
    signatory: reply.organName,
    date: reply.signedAt === null ? todayOf(work) : dateInShanghai(reply.signedAt),
    ...(reply.contactName ? { contact: `联系人：${reply.contactName}${reply.contactPhone ? `，电话：${reply.contactPhone}` : ''}` } : {}),
    ...(reply.copies.length > 0 ? { copies: reply.copies } : {}),
    printedBy: reply.organName,
    ...(signed ? { sealText: reply.organName } : {}),
  };
}
