/** The own account, as far as every app lets its owner look after it: password, second step, passkeys, devices, history. */
import type { Tone } from '@smart/ui/tone.ts';
import type { RegistrationResponseJSON } from '@simplewebauthn/browser';

export interface AccountDevice {
  readonly id: string;
  /** "Windows 电脑 · Chrome 浏览器". */
  readonly device: string;
  readonly address: string | null;
  readonly lastUsedAt: string;
  readonly current: boolean;
}

/** A browser that is not asked for the second step; times are ISO instants. */
export interface TrustedDevice {
  readonly id: string;
  readonly device: string;
  readonly trustedAt: string;
  readonly expiresAt: string;
  readonly current: boolean;
}

export interface AccountPasskey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string | null;
}

export type StepUpWay = 'password' | 'totp' | 'sms' | 'passkey';

/** What `session.security` answers. */
export interface AccountSecurity {
  readonly password: { readonly changedAt: string | null; readonly expiresAt: string | null; readonly expired: boolean };
  readonly totp: { readonly enabled: boolean; readonly required: boolean; readonly backupCodesLeft: number };
  readonly passkeys: readonly AccountPasskey[];
  readonly stepUp: { readonly ways: readonly StepUpWay[] };
  /** Where an SMS code would go, masked; null when no number is known. */
  readonly phoneMasked: string | null;
  readonly trustedDevices: readonly TrustedDevice[];
}

/** What is shown once, while the second step is set up. */
export interface TotpEnrolment {
  readonly secret: string;
  /** `otpauth://…`: opens the authenticator when it is on this very device. */
  readonly uri: string;
  /** A whole SVG document. */
  readonly qrSvg: string;
}

export interface SignInRecord {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  readonly outcome: string;
  readonly device: string;
  readonly address: string | null;
}

export interface SignInHistoryPage {
  readonly rows: readonly SignInRecord[];
  readonly total: number;
}

/** Another system that may ask who this is, and since when (ISO instant). */
export interface AccountConsent {
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly since: string;
}

type Asks<Input, Output> = { readonly query: (input: Input) => Promise<Output> };
type Acts<Input, Output = unknown> = { readonly mutate: (input: Input) => Promise<Output> };
type Nothing = Record<never, never>;
type BackupCodes = { readonly backupCodes: readonly string[] };

/** `trpc.session` of any app, as far as the account pages use it. */
export interface AccountCalls {
  readonly sessions: Asks<Nothing, readonly AccountDevice[]>;
  readonly revoke: Acts<{ id: string }>;
  /** Ends every sign-in, this one included. */
  readonly signOutEverywhere: Acts<Nothing>;
  readonly changePassword: Acts<{ current: string; next: string }>;
  readonly security: Asks<Nothing, AccountSecurity>;
  readonly history: Asks<{ page: number; pageSize: number }, SignInHistoryPage>;
  readonly revokeTrust: Acts<{ id: string }>;
  readonly enrolTotp: Acts<Nothing, TotpEnrolment>;
  readonly confirmTotp: Acts<{ code: string }, BackupCodes>;
  readonly renewBackupCodes: Acts<Nothing, BackupCodes>;
  readonly disableTotp: Acts<Nothing>;
  readonly passkeyOptions: Acts<Nothing, { readonly options?: unknown }>;
  readonly addPasskey: Acts<{ name: string; response: RegistrationResponseJSON }>;
  readonly renamePasskey: Acts<{ id: string; name: string }>;
  readonly removePasskey: Acts<{ id: string }>;
  readonly consents: Asks<Nothing, readonly AccountConsent[]>;
  readonly withdrawConsent: Acts<{ clientId: string }>;
}

/** What must be done before anything else opens; the server refuses everything but `session.*` until then. */
export interface AccountDuties {
  /** The password was given by an administrator for one use. */
  readonly mustChangePassword?: boolean | undefined;
  readonly passwordExpired?: boolean | undefined;
  /** Staff sign in with a second step; it is not set up yet. */
  readonly mustEnrolTotp?: boolean | undefined;
}

/** Whether something must be done first. */
export const hasDuties = (user: AccountDuties | undefined): boolean =>
  user?.mustChangePassword === true || user?.passwordExpired === true || user?.mustEnrolTotp === true;

/** The page a person wanted when duties came first: an address of this site, or null. Nobody may be sent elsewhere by a link. */
export function ownAddress(next: unknown, origin: string): string | null {
  if (typeof next !== 'string' || !/^\/(?![/\\])[^\\\s]*$/.test(next)) return null;
  return URL.canParse(next, origin) && new URL(next, origin).origin === origin ? next : null;
}

const methods: Readonly<Record<string, string>> = {
  password: '密码', sms: '短信验证码', totp: '动态口令', backup_code: '备用码', passkey: '通行密钥', upstream: '统一认证',
  act_link: '通知链接', step_up: '再次确认身份', arrival: '从其他应用转入',
  invitation: '管理员邀请', oauth: '其他系统', cross_site: '其他网站的请求', session: '伪造的登录凭据', redirect: '转到外部网址',
  receipt: '群众回执', form: '公开表单（疑似程序填写）', file: '伪装的文件', flood: '访问过于频繁', excess: '提交了不需要的项目',
};
const outcomes: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  ok: { label: '成功', tone: 'good' },
  pending: { label: '等待第二步', tone: 'progress' },
  wrong: { label: '不正确', tone: 'bad' },
  locked: { label: '账号已锁定', tone: 'bad' },
  expired: { label: '已过期', tone: 'attention' },
  refused: { label: '未通过', tone: 'bad' },
};

const scopes: Readonly<Record<string, string>> = { openid: '账号标识', profile: '姓名', phone: '手机号', capacities: '任职', offline_access: '离开后更新' };
/** What another system may learn, in words. */
export const scopeWords = (scope: string): string => scopes[scope] ?? '其他信息';

/** How somebody signed in, in words. */
export const methodWords = (method: string): string => methods[method] ?? '其他方式';
/** What came of it, in words and colour. */
export const outcomeWords = (outcome: string) => outcomes[outcome] ?? { label: '未通过', tone: 'bad' as const };
