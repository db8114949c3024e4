// Replies and commitments as they are shown.
import { ledgerLight } from './feedback/light.ts';
import type { CommitmentRow, Matter, ReplyRow } from './matter.ts';
import { type Grade, type GradeSet, gradeSets, replyStateLabels } from './model.ts';
import type { CommitmentView, ReplyView } from './model-views.ts';

/** What a grade mark means in the set of the congress; null for a mark that is not in it (a set of earlier years). */
export function gradeLabelOf(set: GradeSet, grade: Grade | null): string | null {
  if (grade === null) return null;
  const labels: Partial<Record<Grade, string>> = gradeSets[set];
  return labels[grade] ?? null;
}

function commitmentViewOf(row: CommitmentRow, organName: string, { today, redDays }: { today: string; redDays: number }): CommitmentView {
  return {
    id: row.id, replyId: row.replyId, organName, text: row.text, dueOn: row.dueOn, state: row.state, keptOn: row.keptOn, evidence: row.evidence,
    firstDueOn: row.firstDueOn ?? row.dueOn, askedDueOn: row.askedDueOn, askedReason: row.askedReason, light: ledgerLight(row.dueOn, today, { state: row.state, redDays }),
  };
}

export function replyViewOf(matter: Matter, reply: ReplyRow, { today, grades, redDays }: { today: string; grades: GradeSet; redDays: number }): ReplyView {
  return {
    ...reply,
    stateLabel: replyStateLabels[reply.state],
    gradeLabel: gradeLabelOf(grades, reply.grade),
    commitments: matter.commitments.filter((one) => one.replyId === reply.id).map((one) => commitmentViewOf(one, reply.organName, { today, redDays })),
  };
}
