// 督查单 as a workflow of its own: asked, answered, settled or pressed again. It never changes the state of the opinion it is about.
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import type { Actor } from '../workflow.ts';
import { supervisionFewest, type SupervisionState, supervisionStateLabels } from './model.ts';

export type SupervisionSubject = Subject<SupervisionState> & {
  readonly opinionId: string;
  /** The congress whose office issued it. */
  readonly issuerCongressId: string | null;
  /** Who handles the opinion now, and of which congress that organ is. */
  readonly organId: string | null;
  readonly organCongressId: string | null;
  /** The organ of a tier above that handed the opinion on. */
  readonly viaOrganId: string | null;
};

/** The kind of the letter's own limit. */
export const supervisionLimit = 'supervision_answer';

const no = (reason: string): Verdict => ({ reason });
const serves = ({ roles }: Actor): boolean => roles.includes('congress_officer') || roles.includes('congress_leader');

/**
 * The congress urges what it handed over itself: its own organs by its own office, departments of a tier above by the office there that handed on.
 * A congress does not supervise the organs of a tier above (组织法 11、50: within the own area).
 */
export const isSupervisor = (actor: Actor, { congressId, organCongressId, viaOrganId }: SupervisionSubject): Verdict =>
  serves(actor) && actor.congressId === organCongressId && (actor.congressId === congressId || (actor.organId !== undefined && actor.organId === viaOrganId))
    ? true
    : no('只有交办这条意见的人大代表工作机构（乡镇为主席团）可以督查');

/** Who issued it looks at the answer; when the opinion is no longer theirs, the congress that holds it does. */
const isWatching = (actor: Actor, { congressId, issuerCongressId }: SupervisionSubject): Verdict =>
  serves(actor) && (actor.congressId === issuerCongressId || actor.congressId === congressId) ? true : no('由发出督查单的人大代表工作机构（乡镇为主席团）处理');

const isHandler = (actor: Actor, { organId }: SupervisionSubject): Verdict =>
  actor.organId !== undefined && actor.organId === organId && actor.roles.some((role) => role === 'handling_clerk' || role === 'handling_head' || role === 'government_officer') ? true : no('只有现在的承办单位可以回复');

const label = (state: SupervisionState) => ({ label: supervisionStateLabels[state] });

export const supervisionWorkflow = defineWorkflow<SupervisionSubject, Actor>()({
  subject: 'opinion_supervision',
  label: '督查单',
  initial: 'draft',
  states: { draft: label('draft'), issued: label('issued'), answered: label('answered'), closed: { ...label('closed'), final: true }, withdrawn: { ...label('withdrawn'), final: true } },
  actions: {
    supervise: { label: '发出督查单', from: ['draft'], to: 'issued', who: isSupervisor, event: 'opinion_supervision.opened', source: '代表法 31；参照浙江代表法办法 38：汇总、分析、转交并督促办理；汇总、梳理、交办、督查' },
    answerSupervision: { label: '回复督查', from: ['issued'], to: 'answered', who: isHandler, meets: [supervisionLimit], event: 'opinion_supervision.answered' },
    pressSupervision: { label: '继续督查', from: ['answered'], to: 'issued', who: isWatching, reasonLength: supervisionFewest.reason, event: 'opinion_supervision.pressed' },
    settleSupervision: { label: '督查办结', from: ['issued', 'answered'], to: 'closed', who: isWatching, cancels: ['*'], event: 'opinion_supervision.settled' },
    withdrawSupervision: { label: '撤销督查', from: ['issued', 'answered'], to: 'withdrawn', who: isWatching, reasonLength: supervisionFewest.reason, cancels: ['*'], event: 'opinion_supervision.withdrawn' },
  },
});
export type SupervisionAction = keyof typeof supervisionWorkflow.actions;
