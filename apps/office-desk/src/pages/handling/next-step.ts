// The next useful step of a part, offered in its row.
import type { PartRow } from '@smart/suggestions/model-views-desks';

/** `to` is the page on which it is done; without one it is done in the row itself (签收). */
export type NextStep = { readonly label: string; readonly to: string | null };

/** What the viewer's organ should do next with a part; null when somebody else has the ball. `head`: the viewer may sign. */
export function nextStep(row: Pick<PartRow, 'role' | 'state' | 'contact' | 'suggestionId' | 'assignmentId'>, head: boolean): NextStep | null {
  const panel = `/suggestions/${row.suggestionId}#handling`;
  const reply = `/handling/${row.suggestionId}/reply/${row.assignmentId}`;
  switch (row.state) {
    case 'assigned':
      return row.role === 'distribute' ? { label: '分办', to: panel } : { label: '签收', to: null };
    case 'in_handling':
    case 'second_handling':
      if (row.role === 'assisting') return { label: '提协办意见', to: panel };
      return row.contact === null || row.contact === 'disputed' ? { label: '联系代表', to: panel } : { label: '起草答复', to: reply };
    case 'reply_under_review':
      return head ? { label: '审签答复', to: reply } : null;
    default:
      return null;
  }
}
