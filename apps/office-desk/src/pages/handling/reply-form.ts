// The reply as it is written: the form, what becomes of it on the wire, and what is still missing before a head can sign it.
import { gradeOfPromise, gradeSets, grades, type Grade, type GradeSet } from '@smart/suggestions/model';
import type { DetailView, ReplyView } from '@smart/suggestions/model-views';

export type Commitment = { text: string; dueOn: string };
export type FormFile = { readonly id: string; readonly name: string; readonly size: number };
export type ReplyForm = { grade: Grade | null; body: string; contactName: string; contactPhone: string; copies: string[]; commitments: Commitment[]; files: FormFile[] };

export const emptyReply = (): ReplyForm => ({ grade: null, body: '', contactName: '', contactPhone: '', copies: [], commitments: [], files: [] });

/** The server's draft as the form shows it. */
export function formOf(reply: ReplyView, files: DetailView['files']): ReplyForm {
  return {
    grade: reply.grade,
    body: reply.body,
    contactName: reply.contactName ?? '',
    contactPhone: reply.contactPhone ?? '',
    copies: [...reply.copies],
    commitments: reply.commitments.map(({ text, dueOn }) => ({ text, dueOn })),
    files: files.filter((file) => file.subjectId === reply.id).map(({ id, name, size }) => ({ id, name, size })),
  };
}

/** What is sent; an empty contact is told as none. */
export const inputOf = ({ contactName, contactPhone, files, ...form }: ReplyForm) => ({
  ...form,
  contactName: contactName.trim() === '' ? null : contactName,
  contactPhone: contactPhone.trim() === '' ? null : contactPhone,
  fileIds: files.map((file) => file.id),
});

/** The grade marks of a congress as choices. */
export function gradeChoices(set: GradeSet): { value: Grade; label: string; hint?: string }[] {
  const labels: Partial<Record<Grade, string>> = gradeSets[set];
  return grades.flatMap((grade) => {
    const label = labels[grade];
    return label === undefined ? [] : [{ value: grade, label: `${grade} 类：${label}`, ...(grade === gradeOfPromise ? { hint: '须列明承诺事项和完成时限' } : {}) }];
  });
}

/** Fewest characters of a reply that answers something (as the workflow asks). */
const fewestBody = 20;

/** What the form itself still lacks, each as a sentence; the workflow's own reasons (contact, opinions) come from the server. */
export function missingIn(form: ReplyForm): string[] {
  const missing: string[] = [];
  if (form.grade === null) missing.push('请选择办理结果');
  if (form.body.trim().length < fewestBody) missing.push(`请写明逐条回应的内容（至少 ${fewestBody} 个字）`);
  if (form.grade === gradeOfPromise && form.commitments.length === 0) missing.push(`办理结果为 ${gradeOfPromise} 类的，请列明至少一项承诺事项和完成时限`);
  return missing;
}

/** An opinion of an assisting organ as it is cited in the text. */
export const cited = (body: string, organName: string, opinion: string): string => `${body.trimEnd()}${body.trim() === '' ? '' : '\n'}经商${organName}：${opinion.trim()}`;
