// The words of the reply letter, the same in the document and in the preview beside the editor. Pure; runs in the browser too.
import { formatDate } from '@smart/kernel/dates';

/** A paragraph as the documents take it: running text, or a heading of one of the four levels of GB/T 9704. */
export type LetterParagraph = { level: 0 | 1 | 2 | 3 | 4; text: string };

/** Stands for the letter number until the head signs. */
export const unsignedNumber = '（签发时编号）';

/** 一、… → 1; （一）… → 2; 1. … → 3; （1）… → 4; everything else running text. Only short lines are headings. */
export function levelOf(text: string): LetterParagraph['level'] {
  if (text.length > 40 || /[。；]$/.test(text)) return 0;
  if (/^[一二三四五六七八九十]+、/.test(text)) return 1;
  if (/^（[一二三四五六七八九十]+）/.test(text)) return 2;
  if (/^\d+[.．]/.test(text)) return 3;
  return /^（\d+）/.test(text) ? 4 : 0;
}

/** 「关于市九届人大闭会期间第1号建议的答复」; from the second handling on 「再次答复」. */
export const letterTitle = (numberLabel: string | null, round: number): string => `关于${numberLabel ?? ''}的${round > 1 ? '再次' : ''}答复`;

/** 主送: the delegation, or the lead proposer, with 「等」 when others have joined. */
export const letterAddressee = (leadName: string, joint: boolean, byDelegation = false): string => (byDelegation ? leadName : `${leadName}${joint ? '等' : ''}代表`);

/** 附件说明 names a file without the ending of its type. */
export const attachmentName = (fileName: string): string => fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '');

/** 附注: whom to ask. */
export const letterContact = (name: string, phone: string | null): string => `联系人：${name}${phone ? `，电话：${phone}` : ''}`;

/**
 * What the letter says: the opening, the clerk's text, the commitments with their dates, the closing that asks for an evaluation.
 * A text that was pasted whole, with an opening (「…收悉」) or thanks of its own, is not given a second one.
 */
export function letterParagraphs(reply: {
  readonly title: string;
  readonly numberLabel: string | null;
  /** Confirmed co-signers. */
  readonly joint: boolean;
  readonly body: string;
  readonly commitments: readonly { readonly text: string; readonly dueOn: string }[];
}): LetterParagraph[] {
  const opening = `您${reply.joint ? '领衔' : ''}提出的《${reply.title}》（${reply.numberLabel ?? '未编号'}）收悉。现答复如下：`;
  const text = reply.body.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').map((line) => ({ level: levelOf(line), text: line }));
  const commitments = reply.commitments.map((one, at) => ({ level: 0 as const, text: `${at + 1}.${one.text}（完成时限：${formatDate(one.dueOn)}）` }));
  const opened = text[0]?.text.includes('收悉') === true;
  const asked = text.at(-1)?.text.includes('征询意见') === true;
  const thanked = text.at(-1)?.text.startsWith('感谢') === true;
  const closing = `${thanked ? '' : '感谢您对我们工作的关心和支持，'}请填写《征询意见表》，对办理态度和办理结果作出评价。`;
  return [
    ...(opened ? [] : [{ level: 0 as const, text: opening }]),
    ...text,
    ...(commitments.length > 0 ? [{ level: 0 as const, text: '我单位承诺办理事项：' }, ...commitments] : []),
    ...(asked ? [] : [{ level: 0 as const, text: closing }]),
  ];
}
