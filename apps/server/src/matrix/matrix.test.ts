// Every procedure × everybody: ten roles in five congresses of four tiers, those who have a part in a matter, one without a capacity, one
// who has not signed in. What the oracle allows must succeed; what it does not must be refused and change nothing; no answer may contain
// words of a matter its reader may not know. The list of procedures is the router's own: a new one without rows fails here.
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { tableWalls } from '@smart/database/wall-tables';
import type { SignIn } from '@smart/identity/sign-in';
import { installQueues } from '@smart/jobs/install';
import { fixedClock } from '@smart/kernel/clock';
import { describeProcedures } from '@smart/rpc/guard';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../router.ts';
import { isTrace } from '../routers/administrative-acts.ts';
import { startTestApp, type TestApp } from '../testing.ts';
import { call, type Outcome, undoing } from './calling.ts';
import { expectedRefusals } from './oracle.ts';
import type { Rows, Try, World } from './row.ts';
import { abilityRows } from './rows-abilities.ts';
import { profileRows } from './rows-profiles.ts';
import { consultationRows } from './rows-consultations.ts';
import { contentRows } from './rows-content.ts';
import { callRows } from './rows-calls.ts';
import { opinionStatisticsRows } from './rows-opinion-statistics.ts';
import { opinionSupervisionRows } from './rows-opinion-supervision.ts';
import { opinionPublicationRows } from './rows-opinion-publication.ts';
import { opinionRows } from './rows-opinions.ts';
import { stationRows } from './rows-stations.ts';
import { administrationRows } from './rows-administration.ts';
import { analysisRows } from './rows-analysis.ts';
import { reportRows } from './rows-reports.ts';
import { assignmentRows } from './rows-assignments.ts';
import { clientRows } from './rows-clients.ts';
import { assessmentRows } from './rows-assessment.ts';
import { workPlanRows } from './rows-work-plans.ts';
import { activityRows } from './rows-activities.ts';
import { dutyRows, ownReportRows } from './rows-duty.ts';
import { effortMeterRows } from './rows-effort.ts';
import { directoryRows } from './rows-directory.ts';
import { feedbackRows } from './rows-feedback.ts';
import { rankingRows } from './rows-ranking.ts';
import { groupRows } from './rows-groups.ts';
import { handlingRows } from './rows-handling.ts';
import { importRows } from './rows-imports.ts';
import { motionRows } from './rows-motions.ts';
import { noticeLinkRows } from './rows-notice-links.ts';
import { personalRows } from './rows-personal.ts';
import { securityRows } from './rows-security.ts';
import { standInRows } from './rows-stand-ins.ts';
import { operationRows } from './rows-operations.ts';
import { submissionRows } from './rows-submissions.ts';
import { queryRows } from './rows-queries.ts';
import { suggestionRows } from './rows-suggestions.ts';
import { supervisionRows } from './rows-supervision.ts';
import { leaks } from './secrets.ts';
import { createWorld } from './setting.ts';
import { isAdministrator, tracesOf, untraced } from './traces.ts';
import { type Caller, callers } from './world.ts';

const rows: Rows = { ...callRows, ...dutyRows, ...ownReportRows, ...effortMeterRows, ...activityRows, ...workPlanRows, ...assessmentRows, ...contentRows, ...consultationRows, ...profileRows, ...opinionRows, ...opinionPublicationRows, ...opinionStatisticsRows, ...opinionSupervisionRows, ...stationRows, ...queryRows, ...feedbackRows, ...rankingRows, ...handlingRows, ...clientRows, ...importRows, ...suggestionRows, ...supervisionRows, ...submissionRows, ...assignmentRows, ...directoryRows, ...operationRows, ...personalRows, ...securityRows, ...standInRows, ...administrationRows, ...groupRows, ...abilityRows, ...motionRows, ...noticeLinkRows, ...analysisRows, ...reportRows };
const procedures = describeProcedures(appRouter);

let app: TestApp;
let world: World;
let signIns: ReadonlyMap<Caller, SignIn | null>;
let before: string;

/** Everything in every table, as one value per table. */
async function fingerprint(): Promise<string> {
  const each = Object.keys(tableWalls).map((table) => `SELECT '${table}' AS name, count(*)::text || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS mark FROM "${table}" t`);
  return JSON.stringify(await app.admin(`${each.join(' UNION ALL ')} ORDER BY name`), null, 1);
}

beforeAll(async () => {
  app = await startTestApp({
    clock: fixedClock('2026-03-02T09:00:00+08:00'),
    arrange: async (_services, database) => {
      await installQueues(database.adminUrl);
      const made = await createWorld(database);
      world = made.world;
      signIns = new Map(callers.map((who) => [who, made.signInOf(who)]));
    },
  });
  before = await fingerprint();
}, 120_000);
afterAll(() => app.close());

it('every procedure of the router has rows, and every row a procedure', () => {
  expect(Object.keys(rows).toSorted()).toEqual(procedures.map(({ path }) => path).toSorted());
});

/** What is wrong with an answer to somebody who may; nothing when all is well. */
function wrongWithAllowed(outcome: Outcome, { otherwise, done, check }: Try, who: Caller): string[] {
  if (!outcome.ok) return outcome.code === otherwise ? [] : [`refused with ${outcome.code}: ${outcome.message}`];
  if (otherwise !== undefined) return [`allowed, though ${otherwise} was expected`];
  if (done && !done(outcome.output)) return [`was not done: ${JSON.stringify(outcome.output)}`];
  try {
    check?.(outcome.output, who);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** What is wrong with an answer to somebody who may not. */
function wrongWithDenied(outcome: Outcome, { done, refusals = [] }: Try, who: Caller): string[] {
  if (outcome.ok) return done && !done(outcome.output) ? [] : ['allowed'];
  return [...expectedRefusals(who), ...refusals].includes(outcome.code) ? [] : [`refused with ${outcome.code}: ${outcome.message}`];
}

describe.each(procedures.map((procedure) => [procedure.path, procedure] as const))('%s', (path, procedure) => {
  it('is open to those who may, closed to all others, and tells nobody too much', async () => {
    const faults: string[] = [];
    for (const one of rows[path]?.(world) ?? []) {
      for (const who of callers) {
        const may = one.allowed.includes(who);
        // Who may not is let loose on the real thing: were anything changed, it would stay and be found below.
        const watched = may && procedure.type === 'mutation' && one.otherwise === undefined && !(path in untraced) && isAdministrator(who);
        const traces: string[] = [];
        const look = async (unit: UnitOfWork) => void (watched && traces.push(...(await tracesOf(unit, world.capacity(who)?.personId ?? ''))));
        const units = may || procedure.type === 'query' ? undoing(app.services.units, look) : app.services.units;
        const outcome = await call(app.services, units, signIns.get(who) ?? null, procedure, one.input);
        const wrong = may ? wrongWithAllowed(outcome, one, who) : wrongWithDenied(outcome, one, who);
        const told = leaks(outcome, who, { path, input: one.input }, world.matters);
        const untold = watched && !traces.some((type) => type === 'log' || isTrace(type)) ? [`an administrator acts without a trace that is read, only ${traces.join()}`] : [];
        faults.push(...[...wrong, ...untold, ...told.map((secret) => `learns of ${secret}`)].map((fault) => `${one.what ?? ''} ${who}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
    if (procedure.type !== 'query') expect(await fingerprint()).toBe(before);
  });
});
