import type { ErrorTopic } from './topic.ts';

export const identityErrors = {
  /** Thrown at sign-in; never tells which of the two was wrong. The caller lets the user try again. */
  'identity.invalid_credentials': {
    http: 401,
    message: (p: { attemptsLeft?: number }) =>
      `用户名（手机号）或者密码不正确，请核对后重试。${p.attemptsLeft === undefined ? '' : `再错 ${p.attemptsLeft} 次账号将被暂时锁定。`}`,
  },
  /** Thrown when a sign-in brings fields that no sign-in has: somebody tries to be given more. Nothing is done. */
  'identity.more_than_asked': { http: 400, message: () => '请求中含有登录不需要的内容，没有办理。请刷新页面后重新登录。' },
  /** Thrown after too many wrong passwords. The caller waits `minutes`; an administrator can unlock earlier. */
  'identity.locked': {
    http: 429,
    message: (p: { minutes: number }) =>
      `密码多次错误，账号已暂时锁定，请 ${p.minutes} 分钟后再试，或者联系本级管理员解锁。`,
  },
  /** Thrown when a new password breaks the policy. The caller shows the rule beside the password field. */
  'identity.weak_password': {
    http: 400,
    message: (p: { problem?: string; rule?: string }) =>
      `新密码强度不够${p.problem ? `：${p.problem}` : ''}。请使用${p.rule ?? '不少于 10 位，大写字母、小写字母、数字、符号至少含三类'}，且不含用户名和手机号的密码。`,
  },
  /** Thrown when the session ended or was revoked. The caller signs in again; drafts stay on the device. */
  'identity.session_expired': { http: 401, message: () => '登录已过期，请重新登录。您填写的内容已保留在本机。' },
  /** Thrown when an act needs a capacity and none is chosen. The caller opens the capacity switcher. */
  'identity.capacity_required': { http: 403, message: () => '请先选择本次办理所用的身份，再继续操作。' },
  /** Thrown when the capacity named does not belong to the person or has ended. The caller reloads the capacities. */
  'identity.capacity_unknown': { http: 403, message: () => '所选身份不存在或者已经终止，请重新选择身份。' },
  /** Thrown while the password in use was set by an administrator. The caller opens the page on which the person sets an own one. */
  'identity.password_change_required': { http: 403, message: () => '您正在使用管理员设置的初始密码，请先修改密码，再继续操作。' },
  /** Thrown while the password is older than the congress allows. The caller opens the page on which the person sets a new one. */
  'identity.password_expired': { http: 403, message: () => '您的密码已超过使用期限，请先修改密码，再继续操作。' },
  /** Thrown while somebody who must have a second factor has none. The caller opens the page on which it is set up. */
  'identity.totp_required': { http: 403, message: () => '您的岗位须使用动态口令登录，请先在“账号安全”中启用动态口令，再继续操作。' },
  /** Thrown before a sensitive act when the person last proved to be themselves too long ago. The caller asks for a proof and repeats the call. */
  'identity.step_up_required': { http: 401, message: () => '为保护账号和个人信息，本操作须再次验证身份。请完成验证后继续。' },
  /** Thrown when a one-time code or backup code is wrong, used, or too old; never tells which. The caller lets the user try again. */
  'identity.code_wrong': {
    http: 401,
    message: (p: { attemptsLeft?: number }) =>
      `验证码不正确或者已经失效，请核对后重新填写，或者重新获取。${p.attemptsLeft === undefined ? '' : `再错 ${p.attemptsLeft} 次账号将被暂时锁定。`}`,
  },
  /** Thrown when the second step comes too late or without the first. The caller begins again with the first. */
  'identity.second_step_expired': { http: 401, message: () => '本次登录已超时，请返回重新填写用户名和密码。' },
  /** Thrown when a passkey is unknown, was cancelled or answers an old question. The caller offers another try or another way. */
  'identity.passkey_refused': { http: 401, message: () => '通行密钥未通过验证，请再试一次，或者改用其他方式登录。' },
  /** Thrown when the unified login outside does not answer. The caller offers the other ways of signing in. */
  'identity.upstream_unavailable': { http: 503, message: (p: { name: string }) => `“${p.name}”暂时不能使用，请稍后再试，或者改用其他方式登录。` },
  /** Thrown when the answer of the unified login does not hold: refused there, too late, begun in another browser. The caller begins again. */
  'identity.upstream_refused': { http: 401, message: (p: { name: string }) => `“${p.name}”登录没有完成，请重新登录，或者改用其他方式登录。` },
  /** Thrown when nobody here has the verified phone number of the unified login. The person asks the own administrator. */
  'identity.upstream_unknown': {
    http: 403,
    message: (p: { name: string }) => `没有找到与“${p.name}”已验证手机号一致的账号。请联系本级人大系统管理员登记手机号、开通账号，或者改用其他方式登录。`,
  },
  /** Thrown when another system asks to sign somebody in and may not: unknown, locked out, or at an address it has not registered. Its keepers put it right. */
  'identity.client_refused': {
    http: 403,
    message: () => '那个系统没有在本平台登记、已经停用，或者它的回调地址没有登记，不能用本平台账号登录。请联系那个系统的管理人员。',
  },
  /** Thrown when a code that carries a sign-in to another host name is used, too old, or not this browser's. The caller opens the page again. */
  'identity.arrival_refused': { http: 401, message: () => '登录没有完成：链接已经使用、超过一分钟，或者不是从本浏览器发起。请返回重新打开页面。' },
  /** Thrown when a user name has the wrong form. The caller marks the field. */
  'identity.username_invalid': {
    http: 400,
    message: () => '用户名应当为 3 至 30 位，由小写字母、数字、“.”和“_”组成，并且以字母开头。请修改后重新保存。',
  },
  /** Thrown when somebody else is registered with this phone number: it is also a way to sign in. The caller chooses that person, or corrects the number. */
  'identity.phone_taken': { http: 409, message: () => '该手机号已登记在其他人员名下。同一人请从已有人员中选择，号码有误的请更正。' },
  /** Thrown when an invitation link is unknown, used, revoked or too old. The caller asks whoever invited for a new one. */
  'identity.invitation_invalid': {
    http: 404,
    message: (p: { problem: string }) => `${p.problem}，不能再用来设置密码。请联系邀请您的上一级人大系统管理员重新发出邀请。`,
  },
  /** Thrown when a user name is in use. The caller proposes another. */
  'identity.username_taken': {
    http: 409,
    message: (p: { username: string }) => `用户名“${p.username}”已被使用，请更换用户名。`,
  },
  /** Thrown when a phone number is not a mainland mobile number. The caller marks the field. */
  'identity.phone_invalid': { http: 400, message: () => '手机号格式不正确，请填写 11 位手机号。' },
  /** Thrown when an identity-card number fails GB 11643's check digit. The caller marks the field. */
  'identity.id_card_invalid': { http: 400, message: () => '身份证号码不正确，请核对 18 位号码及末位校验码。' },
  /** Thrown when somebody else is entered with this identity-card number: the same human twice. The caller chooses that person, or merges. */
  'identity.id_card_taken': { http: 409, message: () => '该身份证号码已登记在其他人员名下。同一人请从已有人员中选择或者申请合并，号码有误的请更正。' },
  /** Thrown when a sheet to be imported cannot be read: no header, wrong kind, too many rows, damaged. The caller shows what to do and keeps the choice. */
  'identity.import_unreadable': { http: 400, message: (p: { problem: string }) => `导入表不能读取：${p.problem}。` },
} as const satisfies ErrorTopic<'identity'>;
