// What the board shows of its items, and which of the congress's acts fit a row.
import type { BoardItem } from '@smart/suggestions/boards/contracts';
import { suggestionWorkflow } from '@smart/suggestions/workflow';

export const watchActs = ['remind', 'supervise', 'markKey'] as const;
export type WatchAct = (typeof watchActs)[number];

/** The acts the journey allows in the state of this row; whether the person may is the page's question. */
export function actsFor({ state, keySupervision }: Pick<BoardItem, 'state' | 'keySupervision'>): { act: WatchAct; label: string }[] {
  return watchActs.flatMap((act) => {
    const { from, label } = suggestionWorkflow.actions[act];
    if (!from.some((one) => one === state)) return [];
    return [{ act, label: act === 'markKey' ? (keySupervision ? '取消重点' : '列为重点') : label }];
  });
}
