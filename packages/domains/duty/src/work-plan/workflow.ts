// The year's work plan as data: drafted, passed, told to the deputies, published. Pure.
import { defineWorkflow, type Subject } from '@smart/workflow/define';
import { organises, type Actor } from '../activities/workflow.ts';
import { workPlanFewest, type WorkPlanState, workPlanStateLabels } from './model.ts';

export type WorkPlanSubject = Subject<WorkPlanState> & { readonly year: number; readonly items: number };

const state = (name: WorkPlanState) => ({ label: workPlanStateLabels[name] });

export const workPlanWorkflow = defineWorkflow<WorkPlanSubject, Actor>()({
  subject: 'duty_work_plan',
  label: '年度代表工作计划',
  initial: 'draft',
  states: { draft: state('draft'), passed: state('passed'), told: state('told'), published: state('published'), closed: { ...state('closed'), final: true } },
  actions: {
    pass: {
      label: '登记通过', from: ['draft'], to: 'passed', who: organises, event: 'work_plan.passed', source: '代表法 43：年度代表工作计划由主任会议（乡镇为主席团）通过',
      guard: ({ items }) => items > 0 || { reason: '计划中还没有项目', remedy: '请先添加项目' },
    },
    tell: { label: '告知代表', from: ['passed'], to: 'told', who: organises, event: 'work_plan.told', source: '代表法 43：告知代表' },
    publish: { label: '向社会公布', from: ['told'], to: 'published', who: organises, event: 'work_plan.published', source: '代表法 43：向社会公布' },
    edit: { label: '修改项目', from: ['draft'], to: 'unchanged', who: organises, event: 'work_plan.edited' },
    adjust: { label: '调整计划', from: ['passed', 'told', 'published'], to: 'draft', who: organises, event: 'work_plan.adjusted', reasonLength: workPlanFewest.reason },
    close: {
      label: '年度终了', from: ['published'], to: 'closed', who: organises, event: 'work_plan.closed',
      guard: ({ year }, { today }) => today > `${year}-12-31` || { reason: '年度还没有终了', remedy: '请在下一年度办理' },
    },
  },
});
export type WorkPlanAction = keyof typeof workPlanWorkflow.actions;
