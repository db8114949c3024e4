// How a suggestion is handed over (domain rule 2.4): through the government office, to one lead with assisting organs, to several that
// answer separately, or to further assisting organs. The form as it is filled in, and what it becomes on the wire.
import type { AssignmentRole } from '@smart/suggestions/model';
import type { RecommendView } from '@smart/suggestions/model-views-desks';

export const handOverModes = ['office', 'lead', 'separate', 'assisting'] as const;
export type HandOverMode = (typeof handOverModes)[number];

export type HandOverForm = {
  mode: HandOverMode;
  officeId: string;
  leadId: string;
  assistingIds: string[];
  separateIds: string[];
  note: string;
};

export type HandOverPart = { organId: string; role: AssignmentRole; note?: string };

export const modeLabels: Readonly<Record<HandOverMode, { label: string; hint: string }>> = {
  office: { label: '政府办分办', hint: '交政府办公厅（室），由其分办到部门' },
  lead: { label: '直接交承办单位', hint: '一个主办单位，可以有协办单位' },
  separate: { label: '分别办理', hint: '两个以上单位各自答复代表' },
  assisting: { label: '增加协办单位', hint: '原承办单位不变' },
};

export const emptyHandOver = (mode: HandOverMode = 'lead'): HandOverForm => ({ mode, officeId: '', leadId: '', assistingIds: [], separateIds: [], note: '' });

/**
 * The form as the recommendation fills it in: the office when it should distribute (with the department in the note, so that it need
 * not be found again), otherwise the best organ as lead. Further organs are offered, never chosen by themselves.
 */
export function fromRecommendation({ organs }: RecommendView): HandOverForm {
  const office = organs.find((one) => one.role === 'distribute');
  const lead = organs.find((one) => one.role === 'lead');
  const form = emptyHandOver(office ? 'office' : 'lead');
  form.officeId = office?.organId ?? '';
  form.leadId = lead?.organId ?? '';
  if (office && lead) form.note = `建议由${lead.organName}承办`;
  return form;
}

/** The parts of the hand-over; the note goes to whoever receives it first. */
export function partsOf(form: HandOverForm): HandOverPart[] {
  const note = form.note.trim();
  const part = (organId: string, role: AssignmentRole): HandOverPart => ({ organId, role, ...(note === '' ? {} : { note }) });
  switch (form.mode) {
    case 'office':
      return form.officeId === '' ? [] : [part(form.officeId, 'distribute')];
    case 'lead':
      return form.leadId === '' ? [] : [part(form.leadId, 'lead'), ...form.assistingIds.map((id) => part(id, 'assisting'))];
    case 'separate':
      return form.separateIds.map((id) => part(id, 'separate'));
    case 'assisting':
      return form.assistingIds.map((id) => part(id, 'assisting'));
  }
}

/** What is still missing, as a sentence for the person; null when it can be handed over. */
export function handOverProblem(form: HandOverForm): string | null {
  switch (form.mode) {
    case 'office':
      return form.officeId === '' ? '请选择政府办公厅（室）' : null;
    case 'lead':
      if (form.leadId === '') return '请选择主办单位';
      return form.assistingIds.includes(form.leadId) ? '主办单位不能同时协办，请从协办单位中移除' : null;
    case 'separate':
      return form.separateIds.length < 2 ? '分别办理的至少选择两个单位' : null;
    case 'assisting':
      return form.assistingIds.length === 0 ? '请选择协办单位' : null;
  }
}

/** How sure a recommendation is, in words. */
export function sureness(confidence: number): string {
  if (confidence >= 0.6) return '把握较大';
  return confidence >= 0.35 ? '较为可能' : '把握不大，请核对';
}
