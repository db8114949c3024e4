// The letter of supervision as an official letter: what @smart/documents lays out as DOCX or PDF.
import type { OfficialLetter } from '@smart/documents';
import type { Capacity } from '@smart/identity/capacity';
import { dateInShanghai, formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { visibleOpinion } from '../looking.ts';
import { groundLabels, isGround, supervisionReaders } from './model.ts';
import { supervisionColumns, type SupervisionRow, supervisionTables } from './store.ts';

/**
 * The letter, for whoever reads it on the desk: the congresses concerned, the organ that handles the opinion, the station it was brought to.
 * Nothing about who spoke. To others the letter does not exist.
 * @throws DomainError common.not_found
 */
export async function supervisionDocument(work: Work, capacity: Capacity, id: string): Promise<OfficialLetter> {
  const [letter] = await work.sql<SupervisionRow>(`SELECT ${supervisionColumns} FROM ${supervisionTables} WHERE s.id = $1 AND s.state <> 'draft'`, [id]);
  if (!letter || !supervisionReaders.some((role) => capacity.roles.includes(role))) throw new DomainError('common.not_found', { what: '督查单' });
  await visibleOpinion(work, capacity, letter.opinionId);
  const { number, title, numberLabel, issuer, signer, ground, request, dueOn, organName, issuedAt, answer, state } = letter;
  // Answered and asked again: it was pressed, and the day is the new one.
  const again = state === 'issued' && answer !== null;
  return {
    issuer,
    number: numberLabel,
    signer,
    title: `关于群众意见${number}办理情况的督查单`,
    addressee: organName,
    paragraphs: [
      { level: 0, text: `群众意见《${title}》（编号${number}）由你单位承办。督查事由：${isGround(ground) ? groundLabels[ground] : ground}。为督促群众意见的办理，现提出以下要求：` },
      { level: 0, text: request },
      { level: 0, text: `${again ? '你单位此前的回复已经审核，请继续办理，' : '请'}于${formatDate(dueOn)}前${again ? '重新' : ''}书面回复办理情况；没有全部办结的，写明剩余事项和完成时间。` },
    ],
    signatory: issuer,
    date: dateInShanghai(issuedAt ?? new Date(0)),
    printedBy: issuer,
    ...(state === 'withdrawn' ? { mark: '已撤销' } : { seal: 'stamp_here' }),
  };
}
