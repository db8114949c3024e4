import type { ErrorTopic } from './topic.ts';

export const commonErrors = {
  /** Thrown when input breaks a rule of form. The caller marks the `fields` and lets the user correct them. */
  'common.invalid_input': {
    http: 400,
    message: (p: { problem?: string }) =>
      p.problem ? `填写的内容有误：${p.problem}。请修改后重新提交。` : '填写的内容有误，请按提示逐项修改后重新提交。',
  },
  /** Thrown when no such record exists, or the caller may not know that it exists. The caller goes back to the list. */
  'common.not_found': {
    http: 404,
    message: (p: { what?: string }) =>
      `没有找到您要的${p.what ?? '内容'}，可能已被撤回或者您无权查看。请返回列表重新选择。`,
  },
  /** Thrown when the capacity in use lacks the permission. The caller offers another capacity or the contact person. */
  'common.forbidden': {
    http: 403,
    message: (p: { reason?: string }) =>
      `您当前的身份不能进行这项操作${p.reason ? `：${p.reason}` : ''}。请切换身份，或者联系本级人大常委会办公室（乡镇联系人大主席团）。`,
  },
  /** Thrown when a request carries no valid sign-in. The caller shows the sign-in page and returns here afterwards. */
  'common.unauthenticated': { http: 401, message: () => '您还没有登录，请先登录。登录后将回到当前页面。' },
  /** Thrown by rate limits. The caller waits `seconds` and tries again; it must not repeat by itself at once. */
  'common.too_many_requests': {
    http: 429,
    message: (p: { seconds?: number }) => `操作过于频繁，请${p.seconds ? `在 ${p.seconds} 秒后` : '稍后'}再试。`,
  },
  /** Thrown when the act contradicts what is already recorded. The caller shows the message and reloads. */
  'common.conflict': {
    http: 409,
    message: (p: { reason?: string }) =>
      `操作与现有记录冲突${p.reason ? `：${p.reason}` : ''}。请刷新页面，核对后再办理。`,
  },
  /** Thrown when a request's text exceeds the limit (bytes). The caller lets the user shorten it. */
  'common.too_large': {
    http: 413,
    message: (p: { limit: number }) =>
      `提交的内容超过 ${Math.floor(p.limit / 1024)} KB 的上限，请删减后重新提交；较长的材料请作为附件上传。`,
  },
  /** Thrown when a request's media type is not understood. The caller is a program to be corrected. */
  'common.unsupported_media_type': {
    http: 415,
    message: (p: { expected?: string }) =>
      `不能识别提交内容的类型，应当是 ${p.expected ?? 'application/json'}。请更正后重新提交。`,
  },
  /** Thrown when another web site makes the browser act in the user's name. The caller opens our own page and acts there. */
  'common.cross_site': {
    http: 403,
    message: () => '这项操作来自其他网站，为保护您的账户，系统没有受理。请从本系统的页面重新操作。',
  },
  /** Thrown when the server is starting, stopping or overloaded. The caller keeps the user's input and repeats later. */
  'common.unavailable': {
    http: 503,
    message: (p: { reason?: string }) =>
      `系统暂时繁忙${p.reason ? `（${p.reason}）` : ''}，您填写的内容不会丢失，请稍后再试。`,
  },
  /** Thrown when a public form carries no pass of ours, or one older than a day. The caller gives a new form with what was typed in it. */
  'common.form_outdated': { http: 409, message: () => '这张表打开的时间太长，或者不是从本站打开的。您填写的内容还在，请核对后再提交一次。' },
  /** Thrown when a public form was filled in as only a program does. The caller gives the form back with what was typed in it. */
  'common.form_refused': { http: 400, message: () => '提交得太快，系统没有受理。您填写的内容还在，请稍等几秒后再提交一次。' },
  /** Thrown when a request or form carries a field that nothing asks for; it is recorded as an attempt. The caller loads the page again. */
  'common.more_than_asked': {
    http: 400,
    message: (p: { field: string }) => `提交的内容中有这项操作不需要的项目（${p.field}），系统没有办理，已经留下记录。请刷新页面后重新提交。`,
  },
  /** Thrown for faults of the program itself. The caller shows the request id; the details are in the server's log. */
  'common.internal': {
    http: 500,
    message: (p: { requestId?: string }) =>
      `系统出现故障，操作没有完成。请稍后再试；如仍不成功，请将编号 ${p.requestId ?? '（无）'} 告知管理员。`,
  },
  /** Thrown when an idempotency key is used again with other content. The caller makes a new key for the new content. */
  'common.idempotency_mismatch': {
    http: 409,
    message: () => '这次提交与先前的一次提交编号相同而内容不同，系统没有受理。请刷新页面，核对后重新提交。',
  },
} as const satisfies ErrorTopic<'common'>;
