// The ledger's light: derived from the date alone, so that nothing has to run for it to change. Pure; runs in the browser too.
import { addDays } from '@smart/kernel/dates';
import type { CommitmentState } from '../model.ts';

export type LedgerLight = 'green' | 'amber' | 'red' | 'done';

/** Words and shapes of the light; what it says is never told by colour alone. */
export const ledgerLightLabels = { green: '未到期', amber: '已过期限', red: '严重超期', done: '已落实' } as const satisfies Record<LedgerLight, string>;

/** Green until the date, amber once it has passed, red when it passed more than `redDays` days ago; kept ones are done. */
export function ledgerLight(dueOn: string, today: string, { state, redDays }: { state: CommitmentState; redDays: number }): LedgerLight {
  if (state === 'kept') return 'done';
  if (dueOn >= today) return 'green';
  return addDays(dueOn, redDays) >= today ? 'amber' : 'red';
}

/** The same as a condition in SQL over `commitment m`; `p` gives the placeholder of a value. */
export function ledgerLightSql(light: LedgerLight, { today, redDays }: { today: string; redDays: number }, p: (value: unknown) => string): string {
  switch (light) {
    case 'done':
      return `m.state = 'kept'`;
    case 'green':
      return `m.state = 'open' AND m.due_on >= ${p(today)}::date`;
    case 'amber':
      return `m.state = 'open' AND m.due_on < ${p(today)}::date AND m.due_on >= ${p(addDays(today, -redDays))}::date`;
    case 'red':
      return `m.state = 'open' AND m.due_on < ${p(addDays(today, -redDays))}::date`;
  }
}
