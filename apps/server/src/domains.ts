/** Makes the domains and channels known to the platform: parameters, events, workflows, what reacts and what runs regularly. */
import { registerContent, registerContentJobs } from '@smart/content/register';
import { registerParameters } from '@smart/divisions/parameters';
import { accountParameters, effectOnAccounts } from '@smart/identity/account-parameters';
import { forgetEndedSessions } from '@smart/identity/accounts';
import { finishMerges } from '@smart/identity/merge';
import { forgetOldAttempts } from '@smart/identity/attempts';
import { effectOnRetention, eraseExpired, personalDataParameters } from '@smart/identity/erasure';
import { registerImports } from '@smart/identity/import/register';
import { registerOperationJobs, registerOperations } from '@smart/identity/operations-register';
import { dormantParameters, effectOnDormant } from '@smart/identity/dormant';
import { registerStations as registerStationsOfActivities } from '@smart/duty/activities/inviting';
import { useSheetFiles } from '@smart/duty/activities/sheets';
import { registerDuty } from '@smart/duty/register';
import { registerEffort } from '@smart/effort/register';
import { reminderParameters } from '@smart/jobs/parameters';
import { effectOfReminders } from '@smart/jobs/reminders';
import { registerConsumer, registerDeploymentSweep, registerHint, registerSweep, registerTask } from '@smart/jobs/registry';
import { registerActivityNotices } from '@smart/notifications/activity-notices';
import { registerArticleNotices } from '@smart/notifications/article-notices';
import { registerBookNotices } from '@smart/notifications/book-notices';
import { registerConsultationNotices } from '@smart/notifications/consultation-notices';
import { registerCallNotices } from '@smart/notifications/call-notices';
import { registerDutyNotices } from '@smart/notifications/duty-notices';
import { registerMandateNotices } from '@smart/notifications/mandate-notices';
import { remindOfDormantAccounts } from '@smart/notifications/dormant-reminder';
import { registerNotices } from '@smart/notifications/consumers';
import { registerProfileNotices } from '@smart/notifications/profile-notices';
import { registerWorkPlanNotices } from '@smart/notifications/work-plan-notices';
import { registerStationNotices } from '@smart/notifications/station-notices';
import { registerOpinionSupervisionNotices } from '@smart/notifications/opinion-supervision-notices';
import { registerOpinionNotices } from '@smart/notifications/opinion-notices';
import { effectOnNotices } from '@smart/notifications/parameter-effects';
import { noticeParameters } from '@smart/notifications/parameters';
import { forgetOldKeys } from '@smart/rpc/idempotency';
import { notifyChange } from '@smart/rpc/live';
import { registerOpinionCounts } from '@smart/stations/rating/facts';
import { registerStationJobs, registerStations } from '@smart/stations/register';
import { opinionEvents } from '@smart/opinions/events';
import { tellSystems } from '@smart/opinions/exchange/outbound';
import { endShares } from '@smart/opinions/cases';
import { registerOpinions } from '@smart/opinions/register';
import { countOpinions, opinionRollup } from '@smart/opinions/statistics/rollup';
import { sweepOpinions } from '@smart/opinions/sweeps';
import { hasKey } from '@smart/suggestions/exchange/keys';
import { registerCallJobs, registerCalls } from '@smart/suggestions/calls/register';
import { registerSuggestionJobs, registerSuggestions } from '@smart/suggestions/register';
// Their stores and events register themselves when they are loaded.
import '@smart/identity/administrator-events';
import '@smart/identity/events';
import '@smart/identity/merge-events';
import '@smart/identity/oauth-events';
import '@smart/identity/stand-in-events';
import '@smart/suggestions/events';
import '@smart/suggestions/motions/events';
import '@smart/suggestions/motions/store';
import '@smart/suggestions/review/events';
import '@smart/suggestions/reports/store';
import '@smart/suggestions/store';
import '@smart/suggestions/supervising/letter-store';
import { logRead } from '@smart/identity/administrator-events';
import { definedEvents } from '@smart/workflow/events';
import { runningFiles, sweepFiles, writingHost } from './background.ts';
import { stationInvitees } from './links/station-invitees.ts';
import { opinionsAtStation } from './links/station-opinions.ts';
import { opinionsFollowing } from './links/opinion-suggestion.ts';

let registered = false;

/** Once per process, before services are made or the log is verified; a second call does nothing. */
export function registerDomains(): void {
  if (registered) return;
  registered = true;
  registerParameters(reminderParameters, effectOfReminders);
  registerParameters(personalDataParameters, effectOnRetention);
  registerParameters(dormantParameters, effectOnDormant);
  registerParameters(accountParameters, effectOnAccounts);
  registerParameters(noticeParameters, effectOnNotices);
  registerSuggestions();
  registerSuggestionJobs({ registerConsumer, registerSweep, registerDeploymentSweep, files: runningFiles });
  registerCalls();
  registerCallJobs({ registerConsumer, registerSweep });
  registerStations();
  registerOpinionCounts(opinionsAtStation);
  registerStationJobs({ registerConsumer, registerSweep });
  registerOpinions(runningFiles);
  registerConsumer(opinionsFollowing.name, opinionsFollowing.types, opinionsFollowing.handle);
  registerConsumer('opinion-exchange', [...opinionEvents.keys()], (work, event) => tellSystems(work, event, hasKey));
  registerConsumer('opinion-shares', ['opinion.given_back'], async (work, { subjectId }) => void (await endShares(work, subjectId)));
  // The first minutes of the day after the last one for an evaluation.
  registerConsumer(opinionRollup.name, opinionRollup.types, opinionRollup.handle);
  // What was lost with an event is right again the next morning.
  registerSweep(opinionRollup.name, '50 1 * * *', (work, congressId) => countOpinions(work, congressId, null));
  registerSweep('opinions', '10 0 * * *', async (work, congressId) => void (await sweepOpinions(work, congressId)));
  registerContent(runningFiles);
  registerContentJobs({ registerSweep });
  registerDuty(writingHost);
  registerEffort();
  registerStationsOfActivities(stationInvitees);
  useSheetFiles(runningFiles);
  registerNotices();
  registerMandateNotices();
  registerCallNotices();
  registerArticleNotices();
  registerConsultationNotices();
  registerStationNotices();
  registerProfileNotices();
  registerOpinionNotices();
  registerOpinionSupervisionNotices();
  registerDutyNotices();
  registerBookNotices();
  registerActivityNotices();
  registerWorkPlanNotices();
  registerOperations();
  registerOperationJobs({ registerConsumer, registerTask, registerSweep });
  registerImports({ registerConsumer, registerSweep, files: runningFiles });
  registerDeploymentSweep('files', '20 3 * * *', sweepFiles);
  registerDeploymentSweep('sign-ins', '30 3 * * *', async (work) => void (await forgetEndedSessions(work)));
  registerDeploymentSweep('sign-in-attempts', '35 3 * * *', async (work) => void (await forgetOldAttempts(work)));
  registerDeploymentSweep('personal-data', '50 3 * * *', async (work) => void (await eraseExpired(work)));
  registerSweep('merges', '50 3 * * *', async (work, congressId) => void (await finishMerges(work, congressId)));
  registerSweep('dormant-accounts', '0 8 8 1 *', async (work, congressId) => void (await remindOfDormantAccounts(work, congressId)));
  registerSweep('idempotency-keys', '40 3 * * *', (work) => forgetOldKeys(work, work.clock.now()));
  // Every event is a change that an open page may want to show, but for the reading of the log: the auditor's page would read again because it
  // has read. Last: it takes all events that are defined by now.
  registerHint('live', [...definedEvents()].filter((type) => type !== logRead.name), async (work, { congressId, subjectType, matterId }) => {
    const change = { subjectType, ...(matterId === null ? {} : { matterId }) };
    await notifyChange(work, { congressId, ...change });
    // Organs of another tier that handle it look at it as well.
    const shares = matterId === null ? [] : await work.sql<{ congressId: string }>('SELECT congress_id AS "congressId" FROM matter_share WHERE matter_id = $1 AND congress_id <> $2', [matterId, congressId]);
    for (const share of shares) await notifyChange(work, { congressId: share.congressId, ...change });
  });
}
