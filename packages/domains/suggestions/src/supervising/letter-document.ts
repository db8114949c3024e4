// The letter of supervision as an official letter: what @smart/documents lays out as DOCX or PDF.
import type { OfficialLetter } from '@smart/documents';
import { type Capacity, readingOrgans } from '@smart/identity/capacity';
import { dateInShanghai, formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { viewerOf, visibleMatter } from '../detail.ts';
import { letterColumns, type LetterRow } from './letter-store.ts';

/**
 * The letter, for whoever may read it: the congress, the organ it is written to, the deputies whose suggestion it is about.
 * @throws DomainError common.not_found
 */
export async function supervisionLetterOf(work: Work, capacity: Capacity, id: string): Promise<OfficialLetter> {
  const [letter] = await work.sql<LetterRow>(`SELECT ${letterColumns} FROM supervision_letter l WHERE l.id = $1 AND l.state <> 'draft'`, [id]);
  if (!letter) throw new DomainError('common.not_found', { what: '督办单' });
  const matter = await visibleMatter(work, capacity, letter.suggestionId);
  const viewer = viewerOf(matter, capacity);
  if (viewer === 'deputy' || (viewer === 'organ' && !readingOrgans(capacity).includes(letter.organId))) throw new DomainError('common.not_found', { what: '督办单' });
  const { row } = matter;
  const withdrawn = letter.state === 'withdrawn';
  return {
    issuer: letter.issuer,
    number: letter.numberLabel ?? '',
    ...(letter.signer ? { signer: letter.signer } : {}),
    title: `关于${row.numberLabel ?? '代表建议'}的督办单`,
    addressee: letter.organName,
    paragraphs: [
      { level: 0, text: `${row.leadName}${row.cosignerCount > 0 ? '等' : ''}代表提出的《${row.title}》（${row.numberLabel ?? '未编号'}）由你单位承办${row.replyDueOn === null ? '' : `，答复期限为${formatDate(row.replyDueOn)}`}。根据《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》第五十二条，现就办理工作督办如下：` },
      { level: 0, text: letter.text },
      ...(letter.dueOn === null ? [] : [{ level: 0 as const, text: `请于${formatDate(letter.dueOn)}前书面回复办理进展、责任人和完成时限。` }]),
    ],
    signatory: letter.issuer,
    date: dateInShanghai(letter.issuedAt ?? new Date(0)),
    ...(letter.contactName ? { contact: `联系人：${letter.contactName}${letter.contactPhone ? `，电话：${letter.contactPhone}` : ''}` } : {}),
    printedBy: letter.issuer,
    ...(withdrawn ? { mark: '已撤回' } : { seal: 'stamp_here' }),
  };
}
