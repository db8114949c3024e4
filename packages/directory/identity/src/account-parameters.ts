// What congresses may set about passwords and the lock, and which value serves a person of several congresses: the strictest.
import type { UnitOfWork } from '@smart/database/unit-of-work';
import type { ParameterChange, ParameterEffect } from '@smart/divisions/parameters';
import { today } from '@smart/kernel/dates';
import { defineParameters, resolveParameter, type ParameterDefinition } from '@smart/kernel/parameters';
import type { ParameterReader, Work } from '@smart/workflow/work';
import { z } from 'zod';
import { unscopedIdentity } from './realm.ts';

/** The Cybersecurity Law (21) leaves the figures to the graded protection of information systems; these are the limits assessors ask for. */
const graded = '网络安全法第二十一条、GB/T 22239—2019 第 8.1.4.1 条';

export const accountParameters = defineParameters({
  'account.password_length': {
    label: '密码最少位数', schema: z.int().min(1).max(64), default: 10, unit: '位',
    legal: { article: graded, allow: (value) => value >= 10, describe: '不得少于 10 位' },
    help: '修改密码时的最少位数。已有的密码在下次修改时按新规定执行。在几级人大任职的，以最严的为准。',
  },
  'account.password_classes': {
    label: '密码字符种类', schema: z.int().min(1).max(4), default: 3, unit: '类',
    legal: { article: graded, allow: (value) => value >= 3, describe: '不得少于 3 类' },
    help: '大写字母、小写字母、数字、符号四类中至少含几类。在几级人大任职的，以最严的为准。',
  },
  'account.password_days': {
    label: '密码使用期限', schema: z.int().min(1).max(3650), default: 180, unit: '天',
    legal: { article: graded, allow: (value) => value >= 30 && value <= 365, describe: '应当在 30 天至 365 天之间' },
    help: '密码使用满多少天后，登录时须先修改。在几级人大任职的，以最短的为准。',
  },
  'account.password_history': {
    label: '不得重复使用的密码个数', schema: z.int().min(1).max(24), default: 5, unit: '个',
    legal: { article: graded, allow: (value) => value >= 3, describe: '不得少于 3 个' },
    help: '新密码不得与最近用过的多少个密码相同。在几级人大任职的，以最多的为准。',
  },
  'account.lock_attempts': {
    label: '连续错误多少次锁定账号', schema: z.int().min(1).max(100), default: 5, unit: '次',
    legal: { article: graded, allow: (value) => value >= 3 && value <= 10, describe: '应当在 3 次至 10 次之间' },
    help: '密码、短信验证码、动态口令合并计算。登录时还不知道账号属于哪个人大，为不泄露账号是否存在，全省按各级设定中最严的执行。',
  },
  'account.lock_minutes': {
    label: '账号锁定时间', schema: z.int().min(1).max(1440), default: 15, unit: '分钟',
    legal: { article: graded, allow: (value) => value >= 10, describe: '不得少于 10 分钟' },
    help: '锁定期满自动解除，管理员可以提前解除。全省按各级设定中最长的执行。',
  },
});

export type PasswordRules = { readonly length: number; readonly classes: number; readonly days: number; readonly history: number };
export type LockRules = { readonly attempts: number; readonly minutes: number };

export const defaultPasswordRules: PasswordRules = {
  length: accountParameters['account.password_length'].default, classes: accountParameters['account.password_classes'].default,
  days: accountParameters['account.password_days'].default, history: accountParameters['account.password_history'].default,
};
/** No congress may let passwords expire earlier: younger ones need not be looked up. */
export const SHORTEST_PASSWORD_DAYS = 30;

/** The strictest rules of these congresses. */
export async function passwordRulesOf(parameter: ParameterReader, congressIds: readonly string[]): Promise<PasswordRules> {
  let rules = defaultPasswordRules;
  const value = async (congressId: string, key: keyof typeof accountParameters): Promise<number> => z.number().parse(await parameter(congressId, key));
  for (const [at, congressId] of [...new Set(congressIds)].entries()) {
    const own = {
      length: await value(congressId, 'account.password_length'), classes: await value(congressId, 'account.password_classes'),
      days: await value(congressId, 'account.password_days'), history: await value(congressId, 'account.password_history'),
    };
    rules = at === 0 ? own : {
      length: Math.max(rules.length, own.length), classes: Math.max(rules.classes, own.classes),
      days: Math.min(rules.days, own.days), history: Math.max(rules.history, own.history),
    };
  }
  return rules;
}

/** The rules for one person: those of every congress in which they serve. Called in the realm `identity`. */
export async function passwordRulesFor(work: Pick<Work, 'sql' | 'parameter' | 'clock'>, personId: string): Promise<PasswordRules> {
  const rows = await work.sql<{ id: string }>(
    `SELECT congress_id AS id FROM mandate WHERE person_id = $1 AND status <> 'ended'
     UNION SELECT congress_id FROM appointment WHERE person_id = $1 AND (ends_on IS NULL OR ends_on > $2)`,
    [personId, today(work.clock)],
  );
  return passwordRulesOf(work.parameter, rows.map(({ id }) => id));
}

/**
 * The rules of the lock: one for the whole deployment, the strictest that any congress has set. Were they those of the account's own
 * congress, the number of tries would tell whether a name exists.
 */
export async function lockRules(unit: Pick<UnitOfWork, 'sql'>): Promise<LockRules> {
  const rows = await unit.sql<{ key: string; value: unknown }>(`SELECT key, value FROM congress_parameter WHERE key IN ('account.lock_attempts', 'account.lock_minutes')`);
  const set = (key: string, definition: ParameterDefinition<number>): number[] => {
    const values = rows.filter((row) => row.key === key).map(({ value }) => resolveParameter(definition, [value]).value);
    return values.length === 0 ? [definition.default] : values;
  };
  return {
    attempts: Math.min(...set('account.lock_attempts', accountParameters['account.lock_attempts'])),
    minutes: Math.max(...set('account.lock_minutes', accountParameters['account.lock_minutes'])),
  };
}

/** Accounts of people who serve in a congress ($1) on a day ($2). */
const accountsSql = `
  SELECT count(*)::int AS count FROM person p JOIN auth_user u ON u.id = p.user_id WHERE u.disabled_at IS NULL AND (
    EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = p.id AND m.congress_id = $1 AND m.status <> 'ended')
    OR EXISTS (SELECT 1 FROM appointment a WHERE a.person_id = p.id AND a.congress_id = $1 AND (a.ends_on IS NULL OR a.ends_on > $2)))`;

/** What another rule would do to the accounts of a congress: nothing to passwords that are in use, but for those that become too old. */
export async function effectOnAccounts(work: Work, { congressId, key, value }: ParameterChange): Promise<ParameterEffect> {
  const now = work.clock.now();
  const count = async (and: string, ...values: readonly unknown[]): Promise<number> =>
    (await unscopedIdentity(work, 'accounts belong to no congress', () => work.sql<{ count: number }>(`${accountsSql} ${and}`, [congressId, today(work.clock), ...values])))[0]?.count ?? 0;
  if (key === 'account.lock_attempts' || key === 'account.lock_minutes') {
    const locked = await count('AND u.locked_until > $3', now);
    return { open: locked, words: `正在锁定的 ${locked} 个账号到原定时间解除；今后锁定的按新值。` };
  }
  const open = await count('');
  if (key !== 'account.password_days') return { open, words: `本级 ${open} 个账号的密码仍可使用，下次修改时按新规定执行。` };
  const tooOld = (days: number) => count('AND u.password_changed_at <= $3', new Date(now.getTime() - days * 86_400_000));
  const [before, after] = [await tooOld(z.int().parse(await work.parameter(congressId, key))), await tooOld(z.int().parse(value))];
  return { open, words: `保存后立即生效：本级 ${open} 个账号中，密码已满期限、须先修改才能继续使用的由 ${before} 个变为 ${after} 个。` };
}
