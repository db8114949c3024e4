import type { ErrorTopic } from './topic.ts';

export const workflowErrors = {
  /** Thrown when somebody else acted since the caller read the subject. The caller reloads and keeps the user's text. */
  'workflow.version_conflict': {
    http: 409,
    message: (p: { actor?: string; at?: string; action?: string }) => {
      const who = p.actor ?? '其他同志';
      const what = p.action ? `办理了“${p.action}”` : '进行了办理';
      return `${who}${p.at ? `已于${p.at}` : '刚刚'}${what}，请刷新后再办理，您填写的内容已保留。`;
    },
  },
  /** Thrown when the action does not exist in the present state. The caller reloads and offers the `allowed` actions. */
  'workflow.illegal_action': {
    http: 409,
    message: (p: { state: string; action: string; allowed?: readonly string[] }) =>
      `当前状态为“${p.state}”，不能进行“${p.action}”。${
        p.allowed && p.allowed.length > 0
          ? `现在可以办理：${p.allowed.join('、')}。`
          : '此件现在不需要您办理，请返回列表。'
      }`,
  },
  /** Thrown when a guard refuses the action for this caller or subject. The caller shows the reason and the remedy. */
  'workflow.refused': {
    http: 403,
    message: (p: { reason: string; remedy?: string }) =>
      `暂时不能办理：${p.reason}。${p.remedy ? `${p.remedy}。` : ''}`,
  },
} as const satisfies ErrorTopic<'workflow'>;
