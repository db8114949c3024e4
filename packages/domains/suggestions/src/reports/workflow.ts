// A report's life: generated and written in draft, made final, published; back with a reason (domain.md L5: yearly, public).
import type { Capacity } from '@smart/identity/capacity';
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { reportActionLabels, reportStateLabels, type ReportState } from './words.ts';

export type ReportSubject = Subject<ReportState> & { readonly year: number; readonly generated: boolean; };
export type ReportActor = Pick<Capacity, 'congressId' | 'roles'>;

const officer = (actor: ReportActor, report: ReportSubject): Verdict =>
  actor.roles.includes('congress_officer') && actor.congressId === report.congressId ? true : { reason: '只有本级人大代表工作机构可以办理' };
const complete = (report: ReportSubject): Verdict => (report.generated ? true : { reason: '报告还没有生成', remedy: '请先更新数据' });

export const reportWorkflow = defineWorkflow<ReportSubject, ReportActor>()({
  subject: 'annual_report',
  label: '年度办理情况报告',
  initial: 'draft',
  states: { draft: { label: reportStateLabels.draft }, final: { label: reportStateLabels.final }, published: { label: reportStateLabels.published } },
  actions: {
    generate: { label: reportActionLabels.generate, from: ['draft'], to: 'unchanged', who: officer, event: 'report.generated', source: '代表法 51：县级以上人大常委会听取办理情况的报告' },
    finalise: { label: reportActionLabels.finalise, from: ['draft'], to: 'final', who: officer, guard: complete, event: 'report.finalised' },
    reopen: { label: reportActionLabels.reopen, from: ['final'], to: 'draft', who: officer, reasonLength: 4, event: 'report.reopened' },
    publish: { label: reportActionLabels.publish, from: ['final'], to: 'published', who: officer, event: 'report.published', source: '代表法 51：办理情况的报告应当予以公开' },
    withdraw: { label: reportActionLabels.withdraw, from: ['published'], to: 'final', who: officer, reasonLength: 4, event: 'report.withdrawn' },
  },
});
