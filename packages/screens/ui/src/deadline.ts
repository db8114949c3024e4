import type { DateString } from '@smart/kernel/dates';
import { formatDate } from '@smart/kernel/dates';
import { effectiveDueOn, timeLeft, trafficLight } from '@smart/kernel/deadlines';
import type { LightOptions, TrafficLight } from '@smart/kernel/deadlines';

/** What a deadline badge shows. */
export interface DeadlineLook {
  readonly light: TrafficLight;
  /** A shape for each light, so that colour is never needed to tell them apart. */
  readonly shape: string;
  /** Time left, in words: 「还有 5 天」, 「今天到期」, 「已超期 3 天」, 「已完成」. */
  readonly words: string;
  /** The whole truth for a screen reader or a tooltip: date and a lawful extension. */
  readonly detail: string;
}

/** Not colour alone. */
export const lightShapes = { green: '●', amber: '▲', red: '■', done: '✓' } as const satisfies Record<TrafficLight, string>;

/** Light, shape and words of a deadline on a given day. `light` is given where a server has decided it by its own parameters. */
export function deadlineLook(dueOn: DateString, today: DateString, options: LightOptions & { light?: TrafficLight }): DeadlineLook {
  const light = options.light ?? trafficLight(dueOn, today, options);
  const counts = effectiveDueOn(dueOn, options.extendedUntil);
  const detail =
    counts === dueOn
      ? `期限：${formatDate(dueOn)}`
      : `已同意延期至${formatDate(counts)}（原期限：${formatDate(dueOn)}）`;
  return { light, shape: lightShapes[light], words: light === 'done' ? '已完成' : timeLeft(counts, today), detail };
}
