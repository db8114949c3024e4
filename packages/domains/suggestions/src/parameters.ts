// What congresses may set for themselves, with the limit of the law (domain rule 2.2). Defaults are the middle of the local rules.
import type { Term } from '@smart/kernel/deadlines';
import { defineParameters } from '@smart/kernel/parameters';
import { termSchema } from '@smart/workflow/deadlines';
import { z } from 'zod';
import { gradeSetNames } from './model.ts';
import { cutoffRules } from './submitting/model.ts';

const workingDays = (count: number): Term => ({ unit: 'working_day', count });
const months = (count: number): Term => ({ unit: 'month', count });

/** At most `most` months; days are compared at 30 to the month, working days at 20. */
const atMostMonths = (most: number) => (term: Term) =>
  term.unit === 'month' ? term.count <= most : term.unit === 'day' ? term.count <= most * 30 : term.count <= most * 20;

const term = (label: string, value: Term, help: string) => ({ label, schema: termSchema, default: value, unit: null, legal: null, help });

export const suggestionParameters = defineParameters({
  'suggestions.examination_term': term('审查期限', workingDays(7), '自代表提交之日起，代表工作机构完成审查的期限（重庆 10 个工作日、青岛 5 个工作日、上海 7 个工作日）。'),
  'suggestions.examination_claim_minutes': { label: '审查占用时间', schema: z.int().min(5).max(240), default: 20, unit: '分钟', legal: null, help: '工作人员打开一件建议审查时由其占用，期间其他同志只能查看；超过此时间没有操作的自动释放。' },
  'suggestions.assignment_term': term('闭会期间交办期限', workingDays(7), '闭会期间的建议自立案之日起交办的期限（上海 11：7 个工作日）。'),
  'suggestions.session_assignment_months': { label: '大会期间建议的交办期限', schema: z.int().min(1).max(2), default: 1, unit: '个月（自大会闭会之日起）', legal: null, help: '大会期间提出的建议在闭会后集中交办的期限（上海 15：闭会后一个月内召开交办会）。' },
  'suggestions.reassignment_term': term('重新交办期限', workingDays(10), '退办同意后重新交办的期限（重庆 16、河南 14）。'),
  'suggestions.distribution_term': term('分办期限', workingDays(5), '政府办公厅（室）收到交办后分办到部门的期限（上海 11）。'),
  'suggestions.acceptance_term': term('签收期限', workingDays(3), '承办单位自交办之日起签收的期限。'),
  'suggestions.return_term': term('申请退办期限', workingDays(10), '承办单位自交办之日起申请退办的期限，逾期不予受理（重庆 16、河南 14；平江 10 日）。'),
  'suggestions.return_decision_term': term('退办审核期限', workingDays(5), '交办机关审核退办申请的期限。'),
  'suggestions.return_escalation': {
    label: '第几次申请退办由上一级决定', schema: z.int().min(2).max(5), default: 2, unit: '次', legal: null,
    help: '同一单位对同一件建议第几次申请退办，或者本件已有几次退办申请未获同意时，改由上一级决定：政府办公厅（室）分办的由人大代表工作机构决定，人大交办的由主任会议决定。',
  },
  'suggestions.return_coordination': {
    label: '几个单位退办后须先协调', schema: z.int().min(2).max(10), default: 3, unit: '个单位', legal: null,
    help: '一件建议先后被这么多个单位退办的，交办机关应当先召集有关单位协调、明确承办单位，再重新交办（重庆 20）。',
  },
  'suggestions.first_contact_term': term('首次联系代表期限', workingDays(20), '主办单位自交办之日起首次联系代表的期限（重庆 18）。'),
  'suggestions.contact_confirmation_term': term('代表确认沟通期限', workingDays(5), '代表收到沟通登记后确认的期限；期限内没有异议的视为确认。'),
  'suggestions.opinion_term': term('协办意见期限', workingDays(30), '协办单位自交办之日起向主办单位提出协办意见的期限（重庆 20：30 个工作日；山东、青岛、上海：一个月）。'),
  'suggestions.reply_term': {
    label: '答复期限', schema: termSchema, default: months(3), unit: null, help: '承办单位自交办之日起答复代表的期限，可以更短，不得更长（重庆乡镇 16：两个月）。',
    legal: { article: '代表法第五十一条', allow: atMostMonths(3), describe: '不得长于 3 个月' },
  },
  'suggestions.extended_reply_months': {
    label: '延期后的最长答复期限', schema: z.int().min(3).max(12), default: 6, unit: '个月（自交办之日起）', help: '涉及面广、处理难度大的，经交办机关同意可以延长，最长不超过此期限。',
    legal: { article: '代表法第五十一条', allow: (value) => value <= 6, describe: '不得长于 6 个月' },
  },
  'suggestions.extension_decision_term': term('延期审批期限', workingDays(5), '交办机关审批延期申请的期限。'),
  'suggestions.evaluation_term': term('代表评价期限', workingDays(20), '代表收到答复后评价的期限（重庆 27：20 个工作日；河南 22：10 日）。经提醒仍未评价的，按“逾期未评”办结，不计入满意率。'),
  'suggestions.second_handling_term': {
    label: '重新办理期限', schema: termSchema, default: months(1), unit: null, help: '代表不满意的，承办单位重新办理并再次答复的期限（上海 21、浙江 24：一个月；重庆 27：两个月）。只重新办理一次。',
    legal: { article: '代表法第五十一条', allow: atMostMonths(3), describe: '不得长于 3 个月' },
  },
  'suggestions.coordination_term': term('协调期限', months(1), '重新办理后仍不满意的，由交办机关组织承办单位与代表面商的期限（重庆 27）。'),
  'suggestions.question_term': term('答复代表追问期限', workingDays(5), '代表就办理情况向承办单位追问的，承办单位自收到之日起答复的期限。'),
  'suggestions.reopening_term': term('提请重启办理期限', months(6), '建议办结之日起，代表可以以承诺没有落实、答复与实际不符为由提请重启办理的期限。'),
  'suggestions.commitment_red_days': { label: '承诺超期转红灯天数', schema: z.int().min(1).max(365), default: 30, unit: '天', legal: null, help: '承诺事项过了完成时限即显示黄灯，超过此天数仍未反馈落实的显示红灯。' },
  'suggestions.after_cutoff': { label: '大会截止时间以后提出的建议', schema: z.enum(cutoffRules), default: 'recess', unit: null, legal: null, help: '主席团确定的截止时间过后、闭会以前提出的建议怎样受理。两种做法都会向代表说明，内容不丢失（代表法 24：会议期间和闭会期间都可以提出）。' },
  'suggestions.amber_days': { label: '临期提醒天数', schema: z.int().min(1).max(60), default: 15, unit: '天', legal: null, help: '距离期限不超过此天数时显示黄灯。' },
  'suggestions.grades': { label: '办理结果分类', schema: z.enum(gradeSetNames), default: 'three', unit: null, legal: null, help: '三类：A 已解决或采纳、B 列入计划、C 留作参考；四类：A 已解决、B 正在解决、C 暂不具备条件、D 留作参考。' },
  'suggestions.publish_automatically': { label: '签发答复后自动公开', schema: z.boolean(), default: false, unit: null, legal: null, help: '代表同意公开且不涉及保密的建议，在签发答复后自动公开；关闭时由代表工作机构逐件公开（重庆 36、山东 27）。' },
});

export type SuggestionParameter = keyof typeof suggestionParameters;
