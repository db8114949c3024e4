// What somebody gets for an act: the new state, what happens next, by when and by whom, and a code to check it by.
import { formatDate } from '@smart/kernel/dates';
import { receiptOf } from '@smart/workflow/action-log';
import type { Work } from '@smart/workflow/work';
import { type AssignmentRow, journeyLimits, type Matter, type SuggestionRow } from './matter.ts';
import { assignmentStateLabels, congressOfficeOf, deadlineLabels, stateLabels } from './model.ts';
import type { AssignmentReceipt, Receipt } from './model-views.ts';

/** What happens now, in one sentence. */
export function nextStep({ row, cosigners, deadlines }: Pick<Matter, 'row' | 'cosigners' | 'deadlines'>): string {
  const limit = journeyLimits({ deadlines }).find((one) => one.status === 'open');
  const by = limit ? `（${deadlineLabels[limit.kind]}期限：${formatDate(limit.dueOn)}）` : '';
  const organ = row.leadOrganName ?? '承办单位';
  const office = congressOfficeOf(row.congressTier);
  switch (row.state) {
    case 'draft':
      return '草稿已保存，填写完整后可以提交。';
    case 'awaiting_cosigners': {
      const waiting = cosigners.filter((one) => one.state === 'invited').map((one) => one.name);
      return waiting.length > 0 ? `等待${waiting.join('、')}确认联名，全部答复后即可提交。` : '联名邀请都已答复，可以提交。';
    }
    case 'submitted':
      return row.withdrawalReason === null ? `${office}将进行审查${by}。` : '正在征求联名代表对撤回的意见。';
    case 'returned_for_amendment':
      return '请按审查意见修改后重新提交。';
    case 'not_accepted':
      return '本件不作建议处理，理由已告知代表。';
    case 'merged':
      return '本件已并案办理，答复时将分别答复每位代表。';
    case 'registered':
      return `${office}将交办${by}。`;
    case 'assigned':
      return `${organ}将签收办理${by}。`;
    case 'return_requested':
      return `交办机关将审核退办申请${by}。`;
    case 'in_handling':
    case 'second_handling':
      return `${organ}正在办理，答复前将与代表沟通${by}。`;
    case 'reply_under_review':
      return `${organ}主要负责人将审签答复${by}。`;
    case 'replied':
      return `请领衔代表评价答复${by}。`;
    case 'coordination':
      return `${office}将组织承办单位与代表面商${by}。`;
    case 'tracking_commitment':
      return `承办单位将按承诺时限落实并反馈${by}。`;
    case 'closed':
      return '本件已办结。';
    case 'withdrawn':
      return row.submittedAt === null ? '草稿已作废。' : '本件已撤回，办理已经停止。';
  }
}

async function codeOf(work: Work, assignmentId: string): Promise<string | null> {
  const [last] = await work.sql<{ hash: string }>(`SELECT hash FROM action_log WHERE subject_type = 'assignment' AND subject_id = $1 ORDER BY sequence DESC LIMIT 1`, [assignmentId]);
  return last ? receiptOf(last) : null;
}

function basicsOf(row: SuggestionRow): Pick<Receipt, 'id' | 'version' | 'state' | 'stateLabel' | 'numberLabel'> {
  return { id: row.id, version: row.version, state: row.state, stateLabel: stateLabels[row.state], numberLabel: row.numberLabel };
}

/** The receipt of an act on the suggestion, from the matter as it is after it. */
export function receiptFor(matter: Matter): Receipt {
  const { lastHash } = matter.row;
  return { ...basicsOf(matter.row), receipt: lastHash === null ? null : receiptOf({ hash: lastHash }), next: nextStep(matter) };
}

/** The receipt of an act on one organ's part. */
export async function assignmentReceiptFor(work: Work, matter: Matter, assignmentId: string): Promise<AssignmentReceipt> {
  const part = partOf(matter, assignmentId);
  return {
    ...basicsOf(matter.row),
    receipt: await codeOf(work, assignmentId),
    next: `${part.organName}：${assignmentStateLabels[part.state]}。${nextStep(matter)}`,
    assignmentId,
    assignmentVersion: part.version,
    assignmentState: part.state,
  };
}

function partOf(matter: Matter, assignmentId: string): AssignmentRow {
  const part = matter.assignments.find((one) => one.id === assignmentId);
  if (!part) throw new Error(`suggestion ${matter.row.id} has no assignment ${assignmentId}`);
  return part;
}
