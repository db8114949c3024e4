// The entry of a paper suggestion as the office types it: what is still missing, and what is sent.
import type { StoredFile } from '@smart/client/uploads';
import { dateInShanghai, timeInShanghai } from '@smart/kernel/dates';
import { fewest, limits, type Topic, topicLabels } from '@smart/suggestions/model';

type PaperForm = {
  mandateId: string;
  title: string;
  background: string;
  proposal: string;
  topic: string;
  publishConsent: boolean;
  day: string;
  hour: string;
  archiveNumber: string;
  files: StoredFile[];
};

/** The form of a paper that has just been handed over the counter. */
export const emptyPaper = (now: Date): PaperForm => ({
  mandateId: '', title: '', background: '', proposal: '', topic: '', publishConsent: true, day: dateInShanghai(now), hour: timeInShanghai(now).slice(0, 2), archiveNumber: '', files: [],
});

const isTopic = (value: string): value is Topic => value in topicLabels;

type PaperField = 'mandateId' | 'title' | 'background' | 'proposal' | 'topic' | 'day' | 'files';

function lengthProblem(text: string, label: string, min: number, max: number): string | undefined {
  const length = text.trim().length;
  if (length < min) return `${label}至少写 ${min} 个字，现在有 ${length} 个字`;
  return length > max ? `${label}最多 ${max} 个字` : undefined;
}

/** What keeps it from being entered, by field. */
export function paperProblems(form: PaperForm): Partial<Record<PaperField, string>> {
  const all: Record<PaperField, string | undefined> = {
    mandateId: form.mandateId === '' ? '请选择提出建议的代表' : undefined,
    title: lengthProblem(form.title, '标题', fewest.title, limits.title),
    background: lengthProblem(form.background, '情况和问题', fewest.background, limits.background),
    proposal: lengthProblem(form.proposal, '具体建议', fewest.proposal, limits.proposal),
    topic: isTopic(form.topic) ? undefined : '请选择内容分类',
    day: form.day === '' ? '请选择收件日期' : undefined,
    files: form.files.length === 0 ? '请上传纸质原件的扫描件' : undefined,
  };
  const found: Partial<Record<PaperField, string>> = {};
  let field: PaperField;
  for (field in all) {
    const problem = all[field];
    if (problem !== undefined) found[field] = problem;
  }
  return found;
}

/** When the paper was taken in, as an instant. */
const receivedAtOf = ({ day, hour }: Pick<PaperForm, 'day' | 'hour'>): string => `${day}T${hour}:00:00+08:00`;

/** The form as the server takes it; null while something is missing. */
export function paperInput(id: string, form: PaperForm) {
  if (Object.keys(paperProblems(form)).length > 0 || !isTopic(form.topic)) return null;
  return {
    id, mandateId: form.mandateId, title: form.title, background: form.background, proposal: form.proposal, topic: form.topic, publishConsent: form.publishConsent,
    receivedAt: receivedAtOf(form), archiveNumber: form.archiveNumber.trim() === '' ? null : form.archiveNumber.trim(), fileIds: form.files.map((file) => file.id),
  };
}
