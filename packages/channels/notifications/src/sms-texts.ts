// What a message says. Seventy characters fit in one SMS; nothing in it names the matter, because a phone lies open on tables.
import type { DateString } from '@smart/kernel/dates';

export const smsTemplates = ['evaluate', 'cosign', 'contact', 'todo', 'code', 'follow', 'opinion'] as const;
export type SmsTemplate = (typeof smsTemplates)[number];

/** The gaps of each template, as they are registered with the provider (docs/operations/sms.md). */
export const smsWords: Readonly<Record<SmsTemplate, (params: Readonly<Record<string, string>>, origin: string) => string>> = {
  evaluate: ({ date, token }, origin) => `代表您好：您领衔的建议已答复，请在${date}前评价，点开即办：${origin}/a/${token}`,
  cosign: ({ token }, origin) => `代表您好：有一件建议邀请您联名，请阅看后答复，点开即办：${origin}/a/${token}`,
  contact: ({ date, token }, origin) => `代表您好：承办单位登记了与您的沟通，请在${date}前核实，点开即办：${origin}/a/${token}`,
  todo: () => '代表您好：您有一件代表建议待办，请登录代表履职服务平台办理。',
  code: ({ code, minutes }) => `验证码${code}，${minutes}分钟内有效。工作人员不会向您索要，请勿告诉他人。`,
  follow: ({ stage, token }, origin) => `您提出的建言有新进展：${stage}。点开查看：${origin}/f/${token}`,
  opinion: ({ stage, token }, origin) => `您反映的意见有新进展：${stage}。点开查看：${origin}/o/${token}`,
};

/** 「12月23日」. */
export const shortDate = (date: DateString): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
