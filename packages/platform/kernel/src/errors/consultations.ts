import type { ErrorTopic } from './topic.ts';

export const consultationsErrors = {
  /** Thrown to the public for a draft that is not laid open or does not exist. The caller offers the list. */
  'consultations.not_public': { http: 404, message: () => '没有这次征求意见，或者还没有公开。请在“草案征求意见”中查找。' },
  /** Thrown to the public for a consultation that was laid open and taken off. The caller shows the reason and offers the list. */
  'consultations.withdrawn': { http: 410, message: (p: { reason: string; endedOn: string }) => `这次征求意见已于${p.endedOn}撤下。原因：${p.reason}。请在“草案征求意见”中查看其他草案。` },
  /** Thrown when something is said before the first day or after the last one. What was typed stays. */
  'consultations.not_open': { http: 409, message: (p: { title: string; when: string }) => `《${p.title}》${p.when}，现在不能提出意见。` },
} as const satisfies ErrorTopic<'consultations'>;
