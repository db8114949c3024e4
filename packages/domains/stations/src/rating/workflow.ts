// A station's yearly rating as data. Pure.
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { type Actor, isKeeper } from '../workflow.ts';
import { EVIDENCE_LEAST, type RatingState, ratingStateLabels } from './model.ts';

export type RatingSubject = Subject<RatingState> & { readonly auditorId: string; readonly stationName: string; readonly year: number; /** Criteria claimed without sufficient evidence. */ readonly unproven: number };

/** Nobody rates their own: the congress above looks at it. */
const isAuditor = (actor: Actor, { auditorId }: RatingSubject): Verdict =>
  actor.congressId === auditorId && actor.roles.includes('congress_officer') ? true : { reason: '由上一级人大代表工作机构审核' };

export const ratingWorkflow = defineWorkflow<RatingSubject, Actor>()({
  subject: 'station_rating',
  label: '联络站评定',
  initial: 'draft',
  states: {
    draft: { label: ratingStateLabels.draft },
    submitted: { label: ratingStateLabels.submitted },
    published: { label: ratingStateLabels.published, final: true },
  },
  actions: {
    assess: { label: '自评', from: ['draft'], to: 'unchanged', who: isKeeper, event: 'rating.assessed' },
    submit: {
      label: '报上级审核', from: ['draft'], to: 'submitted', who: isKeeper, event: 'rating.submitted', source: '五到位、五星级：自评后由上一级审核',
      guard: ({ unproven }) => unproven === 0 || { reason: `有 ${unproven} 项自评达到但没有写明依据`, remedy: `请写明依据，不少于 ${EVIDENCE_LEAST} 个字` },
    },
    takeBack: { label: '取回修改', from: ['submitted'], to: 'draft', who: isKeeper, event: 'rating.taken_back' },
    giveBack: { label: '退回', from: ['submitted'], to: 'draft', who: isAuditor, event: 'rating.given_back', reasonLength: 2 },
    publish: { label: '审核并公布', from: ['submitted'], to: 'published', who: isAuditor, event: 'rating.published', source: '五到位、五星级：由上一级审核后公布' },
  },
});
export type RatingAction = keyof typeof ratingWorkflow.actions;
