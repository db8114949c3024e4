import { declaredKinds } from '@smart/duty/declarations/model';
import type { DutyKind } from '@smart/duty/model';

/** Where something is done, and what the link says. What comes from other modules is done there; what happens outside is entered by hand. */
export type Step = { readonly to: string; readonly label: string };

const own: Partial<Record<DutyKind, Step>> = {
  household_linked: { to: '/visits?household=1', label: '登记联系户' },
  voters_visited: { to: '/visits?new=1', label: '记走访' },
  opinion_collected: { to: '/visits?new=1', label: '记走访，带回意见' },
  opinion_taken_up: { to: '/opinions', label: '看群众意见' },
  suggestion_submitted: { to: '/write', label: '写建议' },
  motion_submitted: { to: '/motions/write', label: '写议案' },
  topic_taken_up: { to: '/calls', label: '看征集' },
  voters_received: { to: '/station', label: '看接待日' },
};

/** The step for an item of the list, by the first kind that has one. */
export function stepOf(kinds: readonly DutyKind[]): Step | null {
  for (const kind of kinds) {
    const step = own[kind];
    if (step !== undefined) return step;
    if (declaredKinds.includes(kind)) return { to: `/duty/declared?new=${kind}`, label: '补充履职' };
  }
  return null;
}
