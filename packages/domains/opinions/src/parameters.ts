// What a congress may set for citizens' opinions. No law fixes these limits; the defaults follow neighbouring rules (domain rules 3).
import type { Term } from '@smart/kernel/deadlines';
import { defineParameters } from '@smart/kernel/parameters';
import { termSchema } from '@smart/workflow/deadlines';
import { z } from 'zod';

const term = (label: string, unit: Term['unit'], count: number, help: string) => ({ label, schema: termSchema, default: { unit, count }, unit: null, legal: null, help });

export const opinionParameters = defineParameters({
  'opinions.acceptance_term': term('群众意见受理期限', 'working_day', 3, '自收到群众意见之日起，工作人员受理（核看、分流或者现场答复）的期限。'),
  'opinions.hand_over_term': term('群众意见交办期限', 'working_day', 5, '自受理之日起交办到承办单位的期限；承办单位退回的，自退回之日起重新计算。'),
  'opinions.feedback_term': term('群众意见单位反馈期限', 'day', 30, '承办单位自交办之日起反馈办理情况的期限（参照青岛建议条例 32、信访工作条例 34）。'),
  'opinions.telling_term': term('办理结果告知期限', 'working_day', 5, '收到承办单位反馈后告知群众的期限。网上提交的由系统当即告知，代录的由工作人员告知。'),
  'opinions.evaluation_term': term('群众评价期限', 'day', 15, '告知结果后群众评价的期限；期限内没有评价的按“未评价”办结，不计入满意率。'),
  'opinions.supervision_days': { label: '群众意见督查回复期限', schema: z.int().min(3, '不得少于 3 天').max(30, '不得多于 30 天'), default: 10, unit: '天', help: '发出督查单时，系统按此天数填好承办单位的回复时限，发出前可以改；超过时限没有回复的，提醒承办单位和发出督查单的机构。', legal: null },
  'opinions.name_days': { label: '群众姓名办结后保存天数', schema: z.int().min(0).max(365), default: 30, unit: '天', help: '群众填写的姓名、留下的位置加密保存，办结后过了此天数即删除。', legal: { article: '个人信息保护法第十九条', allow: (days) => days <= 365, describe: '不得长于 365 天' } },
});
