// What the board shows of its items, and which of the congress's acts fit a row.
import type { Light, Stage } from '@smart/suggestions/model';
import type { BoardView } from '@smart/suggestions/model-views-desks';
import { suggestionWorkflow } from '@smart/suggestions/workflow';

export type BoardItem = BoardView['items'][number];
export type BoardFilter = { readonly stage?: Stage | undefined; readonly light?: Light | undefined; readonly key: boolean; readonly q: string };

export function filterBoard(items: readonly BoardItem[], { stage, light, key, q }: BoardFilter): BoardItem[] {
  const words = q.trim().split(/\s+/).filter((word) => word !== '');
  return items.filter(
    (item) =>
      (stage === undefined || item.stage === stage) &&
      (light === undefined || (item.due?.light ?? 'done') === light) &&
      (!key || item.keySupervision) &&
      words.every((word) => `${item.title} ${item.numberLabel ?? ''} ${item.leadName} ${item.leadOrganName ?? ''}`.includes(word)),
  );
}

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
