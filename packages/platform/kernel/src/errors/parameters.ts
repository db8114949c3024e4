import type { ErrorTopic } from './topic.ts';

export const parametersErrors = {
  /** Thrown when a parameter would be looser than the law. The caller shows the floor and the article beside the field. */
  'parameters.below_legal_floor': {
    http: 400,
    message: (p: { label: string; floor: string; article: string }) =>
      `“${p.label}”${p.floor}（${p.article}），不能按所填的值保存。请改为符合规定的值。`,
  },
  /** Thrown when the value has the wrong form (not a number, out of range). The caller marks the field. */
  'parameters.invalid_value': {
    http: 400,
    message: (p: { label: string; problem: string }) => `“${p.label}”填写有误：${p.problem}。请修改后重新保存。`,
  },
  /** Thrown when no parameter has this key. The caller reloads the list of parameters. */
  'parameters.unknown': {
    http: 404,
    message: (p: { key: string }) => `没有名为“${p.key}”的参数，请刷新页面后重新选择。`,
  },
} as const satisfies ErrorTopic<'parameters'>;
