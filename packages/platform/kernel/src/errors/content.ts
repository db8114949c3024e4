import type { ErrorTopic } from './topic.ts';

export const contentErrors = {
  /** Thrown to the public for an article that is not published or does not exist. The caller offers the lists. */
  'content.not_public': { http: 404, message: () => '没有这篇文章，或者文章没有发布。请在网站的栏目中查找。' },
  /** Thrown to the public for an article that was published and taken off. The caller shows the reason and offers the lists. */
  'content.withdrawn': { http: 410, message: (p: { reason: string; endedOn: string }) => `这篇文章曾经发布，已于${p.endedOn}撤下。原因：${p.reason}。请在网站的栏目中查找其他内容。` },
} as const satisfies ErrorTopic<'content'>;
