import type { ErrorTopic } from './topic.ts';

export const callsErrors = {
  /** Thrown to the public for a call that is a draft or does not exist. The caller offers the list of calls. */
  'calls.not_public': { http: 404, message: () => '没有这次征集，或者征集没有公开。请在“建议征集”中查找其他征集。' },
  /** Thrown when something is proposed or supported before a call's first day, after its last one, or after it was closed. What was typed stays. */
  'calls.not_open': { http: 409, message: (p: { title: string; when: string }) => `“${p.title}”${p.when}，现在不能提出或者支持。可以查看其他正在进行的征集。` },
  /** Thrown when somebody takes part for whom a call is not. The caller shows the call for reading only. */
  'calls.not_for_you': { http: 403, message: (p: { title: string; participants: string }) => `“${p.title}”面向${p.participants}征集，您可以查看，不能参与。` },
  /** Thrown when the same mandate or the same browser supports a topic again. The caller shows it as supported. */
  'calls.supported_already': { http: 409, message: () => '您已经支持过这一条，每人支持一次，不重复计数。' },
  /** Thrown when number and code fit no receipt; which of them is wrong is not told. The caller lets both be corrected. */
  'calls.unknown_receipt': { http: 404, message: () => '回执编号或者查询码不正确。请对照回执核对两项后重新查询，字母不分大小写。' },
  /** Thrown when a topic was taken up by another deputy in the meantime. The caller offers to join as a co-signer. */
  'calls.taken_already': { http: 409, message: (p: { name: string }) => `这一选题已由${p.name}代表认领。可以申请参加联名，或者认领其他选题。` },
} as const satisfies ErrorTopic<'calls'>;
