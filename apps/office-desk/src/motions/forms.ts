// The forms of a motion's acts on the desk: what each asks for, what is missing, and the call. Pure but for the call.
import type { MotionDetail } from '@smart/suggestions/motions/inputs';
import { committeeProposals, resolutions } from '@smart/suggestions/motions/model';
import { trpc } from '../api.ts';

export const deskActs = ['list', 'refer', 'convert', 'consentWithdrawal', 'refuseWithdrawal', 'report', 'resolve', 'reportHandling', 'sendBack', 'close', 'publish', 'unpublish'] as const;
export type DeskAct = (typeof deskActs)[number];
export const isDeskAct = (action: string): action is DeskAct => deskActs.some((one) => one === action);

export type ActForm = { on: string; text: string; organId: string; proposal: string; outcome: string };
type Needs = { readonly on?: string; readonly text?: string; readonly optional?: true; readonly least?: number; readonly committee?: true; readonly proposal?: true; readonly outcome?: true };

/** What an act asks for. */
export const needs: Readonly<Record<DeskAct, Needs>> = {
  list: { on: '主席团决定日期', text: '说明（可不填）', optional: true },
  refer: { on: '主席团决定日期', committee: true, text: '说明（可不填）', optional: true },
  convert: { on: '主席团决定日期', text: '不作议案处理的理由（代表会看到）' },
  consentWithdrawal: {},
  refuseWithdrawal: { text: '不同意撤回的理由（代表会看到）' },
  report: { on: '报告日期', proposal: true, text: '审议结果报告', least: 10 },
  resolve: { on: '决定日期', outcome: true, text: '决定内容' },
  reportHandling: { text: '办理情况', least: 10 },
  sendBack: { text: '退回补充的理由' },
  close: {},
  publish: {},
  unpublish: { text: '撤下理由' },
};

/** What is still missing, as a sentence; null when the act can be sent. */
export function missingOf(act: DeskAct, form: ActForm): string | null {
  const need = needs[act];
  if (need.on && form.on === '') return `请填写${need.on}`;
  if (need.committee && form.organId === '') return '请选择负责审议的委员会';
  if (need.proposal && form.proposal === '') return '请选择审议意见';
  if (need.outcome && form.outcome === '') return '请选择审议结果';
  if (need.outcome && form.outcome === 'in_handling' && form.organId === '') return '请选择负责办理的机关';
  const least = need.least ?? 4;
  return need.text && !need.optional && form.text.trim().length < least ? `请填写${need.text}（至少 ${least} 个字）` : null;
}

/** Sends the act; null while something is missing. */
export function sendMotionAct(act: DeskAct, { id, version, state }: Pick<MotionDetail, 'id' | 'version' | 'state'>, form: ActForm) {
  if (missingOf(act, form) !== null) return null;
  const base = { id, expectedVersion: version };
  const text = form.text.trim();
  const note = text === '' ? {} : { note: text };
  const { motions } = trpc;
  switch (act) {
    case 'list':
      return motions.decide.mutate({ ...base, decision: 'listed', decidedOn: form.on, ...note });
    case 'refer':
      return motions.decide.mutate({ ...base, decision: 'referred', decidedOn: form.on, committeeOrganId: form.organId, ...note });
    case 'convert':
      return state === 'submitted' ? motions.decide.mutate({ ...base, decision: 'converted', decidedOn: form.on, reason: text }) : motions.convertReported.mutate({ ...base, reason: text });
    case 'consentWithdrawal':
      return motions.answerWithdrawal.mutate({ ...base, consent: true });
    case 'refuseWithdrawal':
      return motions.answerWithdrawal.mutate({ ...base, consent: false, reason: text });
    case 'report': {
      const proposal = committeeProposals.find((one) => one === form.proposal);
      return proposal === undefined ? null : motions.report.mutate({ ...base, report: text, proposal, reportedOn: form.on });
    }
    case 'resolve': {
      const outcome = resolutions.find((one) => one === form.outcome);
      return outcome === undefined ? null : motions.resolve.mutate({ ...base, outcome, resolution: text, resolvedOn: form.on, ...(outcome === 'in_handling' ? { handlingOrganId: form.organId } : {}) });
    }
    case 'reportHandling':
      return motions.reportHandling.mutate({ ...base, report: text });
    case 'sendBack':
      return motions.sendBack.mutate({ ...base, reason: text });
    case 'close':
      return motions.close.mutate(base);
    case 'publish':
      return motions.publish.mutate(base);
    case 'unpublish':
      return motions.unpublish.mutate({ ...base, reason: text });
  }
}
