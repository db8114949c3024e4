// The whole matter in one file, in the order in which it happened: what a viewer may see of it, and what the public may.
import type { MatterPrint } from '@smart/documents';
import type { Capacity } from '@smart/identity/capacity';
import { dateInShanghai, formatDate, today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { suggestionDetail } from '../detail.ts';
import { cosignerStateLabels, declineFollowUpLabels, declineGrounds, scoreLabels, topicLabels } from '../model.ts';
import type { DetailView } from '../model-views.ts';
import type { PublicDetailView } from '../model-views-public.ts';
import { publicDetail } from '../publication/reading.ts';

type Section = MatterPrint['sections'][number];
type Facts = MatterPrint['facts'];

const dayOf = (instant: string): string => formatDate(dateInShanghai(new Date(instant)));
const fact = (label: string, value: string | null | undefined): Facts => (value ? [{ label, value }] : []);
const section = (heading: string, paragraphs: readonly (string | null)[]): Section[] => {
  const said = paragraphs.filter((one) => one !== null && one.trim() !== '').map(String);
  return said.length === 0 ? [] : [{ heading, paragraphs: said }];
};

const sizeOf = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

function factsOf(one: DetailView): Facts {
  return [
    ...fact('办理状态', one.stateLabel),
    ...fact('领衔代表', `${one.leadName}${one.delegationName === null ? '' : `（${one.delegationName}）`}`),
    ...fact('联名代表', one.cosigners.map((person) => `${person.name}${person.state === 'confirmed' ? '' : `（${cosignerStateLabels[person.state]}）`}`).join('、')),
    ...fact('内容分类', one.topic && topicLabels[one.topic]),
    ...fact('提出', one.submittedAt && dayOf(one.submittedAt)),
    ...fact('立案', one.registeredAt && dayOf(one.registeredAt)),
    ...fact('交办', one.assignedOn && formatDate(one.assignedOn)),
    ...fact('答复期限', one.replyDueOn && `${formatDate(one.replyDueOn)}${one.extended ? '（已依法延期）' : ''}`),
    ...fact('重点督办', one.keySupervision ? (one.keyLeader ?? '是') : null),
    ...fact('公开', one.publishedAt === null ? '未公开' : `${dayOf(one.publishedAt)}公开`),
  ];
}

function examinationOf(one: DetailView): Section[] {
  return section('审查', [
    one.declineGround === null ? null : `不作建议处理：${declineGrounds[one.declineGround].label}（${declineGrounds[one.declineGround].source}）`,
    one.declineFollowUp === null ? null : `后续处理：${declineFollowUpLabels[one.declineFollowUp]}`,
    one.decisionReason === null ? null : `审查意见：${one.decisionReason}`,
    one.mergedInto === null ? null : `并入${one.mergedInto.numberLabel ?? ''}《${one.mergedInto.title}》办理、分别答复`,
    ...one.mergedFrom.map((other) => `并入本件：${other.numberLabel ?? ''}《${other.title}》（${other.leadName}）`),
  ]);
}

function handlingOf(one: DetailView): Section[] {
  return [
    ...section('交办和承办', one.assignments.map((part) => `${part.organName}：${part.roleLabel}，${formatDate(part.assignedOn)}交办，${part.stateLabel}${part.note ? `。交办意见：${part.note}` : ''}${part.returnReason ? `。退办理由：${part.returnReason}` : ''}`)),
    ...section('与代表沟通', one.contacts.map((talk) => `${formatDate(talk.contactedOn)}，${talk.organName}${talk.methodLabel}（${talk.byName}登记，${talk.stateLabel}）：${talk.content}${talk.disputeReason ? `。代表异议：${talk.disputeReason}` : ''}`)),
    ...section('协办意见', one.assignments.map((part) => (part.opinion ? `${part.organName}：${part.opinion}` : null))),
    ...section('延期', one.extensions.map((more) => `${more.organName}申请延至${formatDate(more.requestedUntil)}（${more.stateLabel}）：${more.reason}`)),
    ...section('催办督办', one.supervisions.map((urge) => `${dayOf(urge.at)}，${urge.byLabel}${urge.kindLabel}${urge.organName ?? ''}：${urge.text}${urge.answer ? `。回复：${urge.answer}` : ''}`)),
  ];
}

function repliesOf(one: DetailView): Section[] {
  return one.replies.flatMap((reply) =>
    section(`${reply.organName}的${reply.round > 1 ? `第 ${reply.round} 次` : ''}答复`, [
      [reply.letterNumber, reply.gradeLabel && `办理结果：${reply.gradeLabel}`, reply.signedAt ? `${reply.signatory ?? ''}${dayOf(reply.signedAt)}签发` : reply.stateLabel].filter(Boolean).join('　'),
      reply.body,
      ...reply.commitments.map((promise) => `承诺：${promise.text}（${formatDate(promise.dueOn)}前，${promise.keptOn === null ? '待落实' : `${formatDate(promise.keptOn)}落实`}）${promise.evidence ? `。落实情况：${promise.evidence}` : ''}`),
    ]),
  );
}

const attachmentsOf = (files: readonly { name: string; size: number }[]): Section[] => section('附件清单', files.map((file, at) => `${at + 1}. ${file.name}（${sizeOf(file.size)}）`));

/** A file in the list at the end; whoever prints decides which of them stand behind it. */
export type PrintedFile = DetailView['files'][number];

/**
 * The matter as the viewer sees it on the page, as one document with contents and page numbers, and the files that belong to it.
 * @throws DomainError common.not_found
 */
export async function matterPrintOf(work: Work, capacity: Capacity, id: string): Promise<{ print: MatterPrint; files: readonly PrintedFile[] }> {
  const one = await suggestionDetail(work, capacity, id);
  const print: MatterPrint = {
    title: one.title, ...(one.numberLabel === null ? {} : { subtitle: one.numberLabel }), facts: factsOf(one), contents: true,
    sections: [
      ...section('建议正文', ['情况和问题：', one.background, '具体建议：', one.proposal]),
      ...examinationOf(one), ...handlingOf(one), ...repliesOf(one),
      ...section('代表评价', one.evaluations.map((mark) => `${dayOf(mark.at)}：办理态度${scoreLabels[mark.attitude]}，办理结果${scoreLabels[mark.result]}${mark.comment ? `。${mark.comment}` : ''}`)),
      ...attachmentsOf(one.files),
    ],
    timeline: one.timeline.map((entry) => ({ at: dayOf(entry.at), words: `${entry.organName === null ? '' : `${entry.organName}：`}${entry.label}（${entry.actorLabel}）`, ...(entry.reason === null ? {} : { detail: entry.reason }) })),
    printedBy: `${capacity.personName}（${capacity.label}）`, printedOn: today(work.clock), footer: `${capacity.personName}打印于${formatDate(today(work.clock))}`,
  };
  return { print, files: one.files };
}

const publicFacts = (one: PublicDetailView): Facts => [
  ...fact('人大', one.congressName),
  ...fact('办理阶段', one.stateLabel),
  ...fact('领衔代表', `${one.leadName}${one.delegationName === null ? '' : `（${one.delegationName}）`}`),
  ...fact('联名代表', one.cosigners.join('、')),
  ...fact('内容分类', one.topic && topicLabels[one.topic]),
  ...fact('提出', one.submittedAt && dayOf(one.submittedAt)),
  ...fact('立案', one.registeredAt && dayOf(one.registeredAt)),
  ...fact('答复', one.repliedAt && dayOf(one.repliedAt)),
];

/**
 * The published matter for anybody, read as the public: what the page shows, no more.
 * @throws DomainError suggestions.not_public, suggestions.publication_ended
 */
export async function publicMatterPrintOf(work: Work, id: string): Promise<MatterPrint> {
  const one = await publicDetail(work, id);
  return {
    title: one.title, ...(one.numberLabel === null ? {} : { subtitle: one.numberLabel }), facts: publicFacts(one), contents: true,
    sections: [
      ...section('建议正文', ['情况和问题：', one.background, '具体建议：', one.proposal]),
      ...section('承办单位', one.organs.map((organ) => `${organ.organName}（${organ.roleLabel}，${organ.stateLabel}）`)),
      ...one.replies.flatMap((reply) => section(`${reply.organName}的答复`, [[reply.letterNumber, reply.gradeLabel && `办理结果：${reply.gradeLabel}`, reply.signedAt && `${dayOf(reply.signedAt)}签发`].filter(Boolean).join('　'), reply.body])),
      ...section('承诺事项', one.commitments.map((promise) => `${promise.text}（${formatDate(promise.dueOn)}前，${promise.stateLabel}）`)),
      ...section('代表评价', [one.attitude && one.result ? `办理态度：${scoreLabels[one.attitude]}；办理结果：${scoreLabels[one.result]}` : null]),
    ],
    printedBy: '人大代表建议公开网', printedOn: today(work.clock), footer: `人大代表建议公开网　${formatDate(today(work.clock))}`,
  };
}
