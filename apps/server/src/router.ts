/** The platform's API: one router of every domain's routers. Browser apps import its type only. */
import { consultationsRouter } from '@smart/content/consultations/router';
import { contentRouter } from '@smart/content/router';
import { assessmentRouter } from '@smart/duty/assessment/router';
import { activitiesRouter, groupActivitiesRouter } from '@smart/duty/activities/router';
import { workPlansRouter } from '@smart/duty/work-plan/router';
import { declarationsRouter } from '@smart/duty/declarations/router';
import { impactRouter } from '@smart/duty/impact/router';
import { dutyBooksRouter } from '@smart/duty/reports/router';
import { ownReportRouter } from '@smart/duty/own-report/router';
import { dutyRouter } from '@smart/duty/router';
import { effortMeterRouter } from '@smart/effort/router';
import { registerCatalogue } from '@smart/identity/abilities';
import { abilitiesRouter } from '@smart/identity/abilities-router';
import { administrationRouter } from '@smart/identity/administration-router';
import { roles } from '@smart/identity/capacity';
import { directoryRouter } from '@smart/identity/directory-router';
import { dormantRouter } from '@smart/identity/dormant-router';
import { groupsRouter } from '@smart/identity/groups-router';
import { importsRouter } from '@smart/identity/import/router';
import { mandatesRouter } from '@smart/identity/mandates-router';
import { operationsRouter, reorganisationRouter, termChangeRouter } from '@smart/identity/operations-router';
import { clientsRouter } from '@smart/identity/oauth-router';
import { parametersRouter } from '@smart/identity/parameters-router';
import { peopleRouter } from '@smart/identity/people-router';
import { personalRouter } from '@smart/identity/personal-router';
import { liveProcedure, router } from '@smart/identity/procedures';
import { sessionRouter } from '@smart/identity/session-router';
import { administratorsRouter } from '@smart/identity/administrators-router';
import { mergesRouter } from '@smart/identity/merge-router';
import { standInRouter } from '@smart/identity/stand-in-router';
import { noticesRouter } from '@smart/notifications/router';
import { opinionsRouter } from '@smart/opinions/router';
import { opinionSupervisionRouter } from '@smart/opinions/supervising/router';
import { opinionStatisticsRouter } from '@smart/opinions/statistics/router';
import { opinionPublicationRouter } from '@smart/opinions/publishing/router';
import { describeProcedures } from '@smart/rpc/guard';
import { changeSchema, streamOf } from '@smart/rpc/live';
import { profilesRouter } from '@smart/stations/profiles/router';
import { stationRatingsRouter } from '@smart/stations/rating/router';
import { stationsRouter } from '@smart/stations/router';
import { feedbackRouter } from '@smart/suggestions/feedback/router';
import { rankingRouter } from '@smart/suggestions/ranking/router';
import { motionsRouter } from '@smart/suggestions/motions/router';
import { reviewRouter } from '@smart/suggestions/review/router';
import { analysisRouter } from '@smart/suggestions/analysis/router';
import { reportsRouter } from '@smart/suggestions/reports/router';
import { callsRouter } from '@smart/suggestions/calls/router';
import { publicationRouter } from '@smart/suggestions/publication/router';
import { searchRouter } from '@smart/suggestions/query/router';
import { suggestionsRouter } from '@smart/suggestions/router';
import { bulkAssignmentsRouter } from '@smart/suggestions/bulk/router';
import { effortRouter } from '@smart/suggestions/effort/router';
import { exchangeRouter } from '@smart/suggestions/exchange/router';
import { meetingsRouter } from '@smart/suggestions/meeting/router';
import { returnsRouter } from '@smart/suggestions/returns/router';
import { templatesRouter } from '@smart/suggestions/templates/router';
import { boardsRouter } from '@smart/suggestions/boards/router';
import { supervisionRouter } from '@smart/suggestions/supervising/router';
import { assignmentsRouter } from '@smart/suggestions/router-assignments';
import { submissionsRouter } from '@smart/suggestions/submitting/router';
import { z } from 'zod';
import { activityTakingRouter } from './links/activity-suggestion.ts';
import { opinionTakingRouter } from './links/opinion-suggestion-router.ts';
import { visitsRouter } from './links/visit-opinion.ts';
import { jobsRouter } from './routers/jobs.ts';
import { logRouter } from './routers/log.ts';

const live = router({
  changes: liveProcedure
    .meta({ roles: [...roles], description: '本级事项有变化时通知打开的页面重新读取' })
    .input(z.void())
    .output(streamOf(changeSchema))
    .subscription(({ ctx, signal }) => ctx.changes(signal)),
});

export const appRouter = router({
  session: sessionRouter,
  suggestions: suggestionsRouter,
  assignments: assignmentsRouter,
  returns: returnsRouter,
  feedback: feedbackRouter,
  ranking: rankingRouter,
  assignmentMeetings: meetingsRouter,
  bulkAssignments: bulkAssignmentsRouter,
  effort: effortRouter,
  exchange: exchangeRouter,
  templates: templatesRouter,
  submissions: submissionsRouter,
  review: reviewRouter,
  motions: motionsRouter,
  analysis: analysisRouter,
  reports: reportsRouter,
  boards: boardsRouter,
  supervision: supervisionRouter,
  visits: visitsRouter,
  stationRatings: stationRatingsRouter,
  calls: callsRouter,
  stations: stationsRouter,
  opinions: opinionsRouter,
  opinionTaking: opinionTakingRouter,
  opinionPublication: opinionPublicationRouter,
  opinionStatistics: opinionStatisticsRouter,
  opinionSupervision: opinionSupervisionRouter,
  content: contentRouter,
  consultations: consultationsRouter,
  profiles: profilesRouter,
  publication: publicationRouter,
  search: searchRouter,
  directory: directoryRouter,
  people: peopleRouter,
  administration: administrationRouter,
  groups: groupsRouter,
  abilities: abilitiesRouter,
  dormant: dormantRouter,
  mandates: mandatesRouter,
  imports: importsRouter,
  operations: operationsRouter,
  reorganisation: reorganisationRouter,
  termChange: termChangeRouter,
  personal: personalRouter,
  administrators: administratorsRouter,
  merges: mergesRouter,
  standIns: standInRouter,
  parameters: parametersRouter,
  clients: clientsRouter,
  duty: dutyRouter,
  dutyBooks: dutyBooksRouter,
  declarations: declarationsRouter,
  ownReport: ownReportRouter,
  assessment: assessmentRouter,
  impact: impactRouter,
  activities: activitiesRouter,
  groupActivities: groupActivitiesRouter,
  workPlans: workPlansRouter,
  activityTaking: activityTakingRouter,
  effortMeter: effortMeterRouter,
  notices: noticesRouter,
  log: logRouter,
  jobs: jobsRouter,
  live,
});

export type AppRouter = typeof appRouter;

registerCatalogue(() => describeProcedures(appRouter));
