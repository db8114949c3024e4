// What the congress does with one suggestion beside examining and handing over: which fields each act asks for, and the call.
import type { SuggestionAction } from '@smart/suggestions/workflow';
import { limits } from '@smart/suggestions/model';
import { criteria } from '@smart/suggestions/supervising/model';
import { trpc } from '../api.ts';

export const actNames = ['remind', 'supervise', 'markKey', 'merge', 'conveneCoordination', 'closeCoordination', 'publish', 'unpublish'] as const satisfies readonly SuggestionAction[];
export type ActName = (typeof actNames)[number];
export const isActName = (action: string): action is ActName => actNames.some((name) => name === action);

/** What an act is about. */
export type ActSubject = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly numberLabel: string | null;
  readonly keySupervision: boolean;
  /** Organs at work, to choose whom to address; empty: all of them. */
  readonly organs?: readonly { readonly id: string; readonly name: string }[] | undefined;
};

export type ActValues = { text: string; on: string; organId: string; intoId: string; criterion: string; leaderId: string; meeting: string; fileIds: string[] };

type ActForm = {
  readonly title: string;
  readonly description: string;
  readonly confirm: string;
  /** The written part: its label, fewest characters and most. */
  readonly text?: { readonly label: string; readonly least: number; readonly most: number };
  readonly on?: string;
  readonly organ?: boolean;
  /** The decision that puts it on the key list. */
  readonly key?: boolean;
  readonly merge?: boolean;
  /** Files that go with it, by their label. */
  readonly files?: string;
};

/** The form of an act. */
export function actForm(act: ActName, subject: Pick<ActSubject, 'keySupervision'>): ActForm {
  switch (act) {
    case 'remind':
      return { title: '催办', description: '承办单位会收到通知，须在系统内回复。', confirm: '发出催办', text: { label: '催办内容', least: 4, most: limits.supervision }, organ: true };
    case 'supervise':
      return { title: '督办', description: '承办单位须在期限前回复办理进展。', confirm: '发出督办', text: { label: '督办要求', least: 4, most: limits.supervision }, on: '要求回复的日期', organ: true };
    case 'markKey':
      return subject.keySupervision
        ? { title: '取消重点督办', description: '本件不再作为重点督办件，办理照常进行。', confirm: '取消重点督办' }
        : { title: '列为重点督办', description: '由主任会议（乡镇为主席团）决定；承办单位主要负责人须亲自办理并当面答复代表。', confirm: '列为重点督办', key: true };
    case 'merge':
      return { title: '并案', description: '并入内容相同的一件，答复时分别答复每位代表。', confirm: '并案', text: { label: '并案理由', least: 4, most: limits.reason }, merge: true };
    case 'conveneCoordination':
      return { title: '安排协调会', description: '承办单位和领衔代表会收到通知。', confirm: '安排协调会', text: { label: '协调安排（时间、地点、参加人员、议题）', least: 4, most: limits.contact }, on: '协调会日期' };
    case 'closeCoordination':
      return { title: '记录协调结果', description: '记录后协调结束；还有未落实的承诺的，继续跟踪。', confirm: '记录并结束协调', text: { label: '协调结果（会议情况、各方意见、达成的结论）', least: 4, most: limits.contact }, files: '会议纪要（可不传）' };
    case 'publish':
      return { title: '公开', description: '建议和答复将在公开网站显示，任何人都可以查看。', confirm: '公开' };
    case 'unpublish':
      return { title: '撤下公开', description: '公开网站不再显示本件；原网址说明已经撤下，并显示下面的理由。', confirm: '撤下公开', text: { label: '撤下理由（对外显示）', least: 4, most: limits.reason } };
  }
}

/** What is still missing, as a sentence; null when the act can be sent. */
export function actProblem(form: ReturnType<typeof actForm>, values: ActValues): string | null {
  if (form.merge && values.intoId === '') return '请选择并入哪一件';
  if (form.key && values.meeting.trim().length < 4) return '请填写作出决定的会议';
  if (form.key && values.on === '') return '请选择决定日期';
  if (form.key && !criteria.some((one) => one === values.criterion)) return '请选择列入理由';
  if (form.on && values.on === '') return `请选择${form.on}`;
  if (form.text && values.text.trim().length < form.text.least) return `请填写${form.text.label.replace(/（.*$/, '')}（至少 ${form.text.least} 个字）`;
  return null;
}

/** Carries the act out on the version the person saw. */
export function sendAct(act: ActName, subject: ActSubject, version: number, values: ActValues) {
  const ref = { id: subject.id, expectedVersion: version };
  const text = values.text.trim();
  const organ = values.organId === '' ? {} : { organId: values.organId };
  switch (act) {
    case 'remind':
      return trpc.suggestions.remind.mutate({ ...ref, ...organ, text });
    case 'supervise':
      return trpc.suggestions.supervise.mutate({ ...ref, ...organ, text, dueOn: values.on });
    case 'markKey':
      if (subject.keySupervision) return trpc.supervision.unlistKey.mutate(ref);
      return listAsKey([ref], values);
    case 'merge':
      return trpc.suggestions.examine.mutate({ ...ref, decision: 'merge', intoId: values.intoId, reason: text });
    case 'conveneCoordination':
      return trpc.suggestions.conveneCoordination.mutate({ ...ref, heldOn: values.on, text });
    case 'closeCoordination':
      return trpc.suggestions.closeCoordination.mutate({ ...ref, outcome: text, ...(values.fileIds.length ? { fileIds: values.fileIds } : {}) });
    case 'publish':
      return trpc.suggestions.publish.mutate(ref);
    case 'unpublish':
      return trpc.suggestions.unpublish.mutate({ ...ref, reason: text });
  }
}

/** Puts suggestions on the key list, as decided; gives the first one's receipt. */
export async function listAsKey(items: readonly { readonly id: string; readonly expectedVersion?: number }[], values: Pick<ActValues, 'criterion' | 'leaderId' | 'meeting' | 'on'>) {
  const criterion = criteria.find((one) => one === values.criterion) ?? criteria[0];
  const receipts = await trpc.supervision.listKey.mutate({ items: [...items], criterion, decidedOn: values.on, meeting: values.meeting.trim(), leaderId: values.leaderId === '' ? null : values.leaderId });
  const [first] = receipts;
  if (!first) throw new Error('nothing was listed');
  return first;
}
