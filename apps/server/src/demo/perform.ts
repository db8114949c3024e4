/** Plays the repertoire through the services and lets those who listen to events catch up, congress by congress. */
import { renewArchive } from '@smart/duty/archive';
import { refreshFigures } from '@smart/duty/plan/figures';
import { type Consumer, registeredConsumers } from '@smart/jobs/registry';
import { addDays, type DateString, startOfDayShanghai, today } from '@smart/kernel/dates';
import { fixedClock } from '@smart/kernel/clock';
import type { DomainEvent } from '@smart/workflow/events';
import { type Work, workOn } from '@smart/workflow/work';
import type { Log } from '../deployment.ts';
import type { Services } from '../services.ts';
import { performActivities } from './activities.ts';
import { playArticles } from './articles.ts';
import { playCalls } from './calls.ts';
import { playConsultations } from './consultations.ts';
import { draftReport, givenReport, makeBook, performDuty } from './duty.ts';
import { performEffort } from './effort.ts';
import { playProfiles } from './profiles.ts';
import { performStations } from './stations.ts';
import type { Company } from './company.ts';
import { keepSeals, playFeedback } from './feedback.ts';
import { motionPlaces, playMotions } from './motions.ts';
import { playHotline, readHotline } from './hotline.ts';
import { playOpinions } from './opinions.ts';
import { playOrgans } from './play-organs.ts';
import { playStory } from './play.ts';
import { repertoire } from './repertoire.ts';
import { storyId, type Stage } from './scene.ts';
import type { Story } from './story.ts';
import { playDigest, playLadder, playWatch } from './supervision.ts';

/** Stories of one transaction: an interrupted start loses these at most. */
const together = 8;
const eventsTogether = 400;
/** Older news is no notice any more; the archive and the counts take everything. What is older than the last days has been read. */
const newsDays = 30;
const unreadDays = 3;

type InCongress = <T>(congressId: string, run: (work: Work) => Promise<T>) => Promise<T>;

/** More at a time would wait for connections, on a slow machine longer than one may wait for them. */
const lanes = 3;

/** Runs what it is given in order of arrival, `lanes` at a time. */
function createLanes(): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = lanes;
  return async (run) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** Plays what has not been played yet. Congresses are played side by side, each in the order of time. */
export async function perform(services: Services, company: Company, log: Log): Promise<void> {
  const inLane = createLanes();
  const inCongress: InCongress = (congressId, run) =>
    inLane(() => services.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) => run(services.workOf(unit, 'demonstration'))));
  const day = today(services.clock);
  const stories = [...Map.groupBy(repertoire(day, await calendarOf(inCongress, company)), ({ place }) => place)];
  const open = await Promise.all(stories.map(async ([place, own]) => ({ congressId: company.troupe(place).congressId, own: await unplayed(inCongress, company.troupe(place).congressId, own) })));
  const total = open.reduce((sum, { own }) => sum + own.length, 0);
  const { congressId: cityId } = company.troupe('city');
  const [watched] = await inCongress(cityId, (work) => work.sql('SELECT 1 FROM oversight_meeting WHERE congress_id = $1 LIMIT 1', [cityId]));
  const onStage = stageIn(inCongress, services, company);
  const motions = await performMotions(onStage, company);
  const stations = await performStations(onStage, company, day);
  const duty = (await performDuty(onStage, company, day)) + (await performActivities(onStage, company, day)) + (await performEffort(onStage, company, day));
  if (total === 0 && motions === 0 && stations === 0 && duty === 0 && watched !== undefined && !(await isBehind(inCongress, open))) return;
  let played = 0;
  const progress = (count: number): void => {
    const before = Math.floor((played * 4) / total);
    played += count;
    if (Math.floor((played * 4) / total) > before) log(`loading the demonstration: ${played} of ${total} suggestions`);
  };
  const city = company.troupe('city');
  await inCongress(cityId, (work) => keepSeals(work, city));
  await Promise.all(open.map(({ congressId, own }) => performIn(onStage, congressId, own, progress)));
  await inCongress(cityId, (work) => playOrgans(work, city));
  await Promise.all(open.map(({ congressId }) => onStage(congressId, (stage) => playLadder(stage, congressId))));
  if (watched === undefined) await onStage(cityId, (stage) => playWatch(stage, city));
  await inCongress(cityId, (work) => playFeedback(work, company));
  await Promise.all(stories.map(([place]) => onStage(company.troupe(place).congressId, (stage) => playCalls(stage, company.troupe(place), day))));
  await Promise.all(stories.map(([place]) => onStage(company.troupe(place).congressId, (stage) => playOpinions(stage, company.troupe(place), day))));
  await onStage(company.troupe('city').congressId, (stage) => playHotline(stage, company.troupe('city'), day));
  await Promise.all(stories.map(([place]) => onStage(company.troupe(place).congressId, (stage) => playArticles(stage, company.troupe(place), day))));
  await Promise.all(stories.map(([place]) => onStage(company.troupe(place).congressId, (stage) => playConsultations(stage, company.troupe(place), day))));
  await Promise.all(stories.map(([place]) => onStage(company.troupe(place).congressId, (stage) => playProfiles(stage, company.troupe(place), day))));
  await Promise.all(open.map(({ congressId }) => catchUp(inCongress, congressId)));
  await onStage(cityId, (stage) => readHotline(stage, city, day));
  await Promise.all(open.map(({ congressId }) => inCongress(congressId, async (work) => {
    await renewArchive(work, congressId);
    await refreshFigures(work, congressId);
  })));
  await Promise.all(stories.map(([place]) => onStage(company.troupe(place).congressId, (stage) => draftReport(stage, company.troupe(place), day))));
  await performReports(inCongress, onStage, company, day);
  await Promise.all(open.map(({ congressId }) => onStage(congressId, (stage) => playDigest(stage, congressId))));
  await Promise.all(open.map(({ congressId }) => inCongress(congressId, (work) => markOldNews(work, day))));
}

/** Who looks in every day has read all but the latest. */
const markOldNews = (work: Work, day: DateString) =>
  work.sql(`UPDATE notice SET read_at = created_at + interval '2 hours' WHERE congress_id = $1 AND read_at IS NULL AND created_at < $2`, [
    work.settings['app.congress'], startOfDayShanghai(work.calendar.addWorkingDays(day, -unreadDays)),
  ]);

const calendarOf = (inCongress: InCongress, company: Company) => inCongress(company.troupe('city').congressId, async (work) => work.calendar);

/** Whether an earlier start was interrupted after the last story and before everybody had heard of it. */
async function isBehind(inCongress: InCongress, congresses: readonly { congressId: string }[]): Promise<boolean> {
  const names = registeredConsumers().filter(({ types }) => types.includes('suggestion.submitted')).map(({ name }) => name);
  const behind = await Promise.all(congresses.map(({ congressId }) => inCongress(congressId, (work) =>
    work.sql(
      `SELECT 1 FROM domain_event e CROSS JOIN unnest($2::text[]) AS c(name) WHERE e.congress_id = $1 AND e.type = 'suggestion.submitted'
         AND NOT EXISTS (SELECT 1 FROM consumed_event x WHERE x.consumer = c.name AND x.event_id = e.id) LIMIT 1`,
      [congressId, names],
    ),
  )));
  return behind.some((rows) => rows.length > 0);
}

const byTime = (a: Story, b: Story): number => (a.begins < b.begins ? -1 : a.begins > b.begins ? 1 : 0);

async function unplayed(inCongress: InCongress, congressId: string, stories: readonly Story[]): Promise<Story[]> {
  const ids = stories.map(({ key }) => storyId(key));
  const there = await inCongress(congressId, (work) => work.sql<{ id: string }>('SELECT id FROM suggestion WHERE id = ANY ($1::uuid[])', [ids]));
  const known = new Set(there.map(({ id }) => id));
  return stories.filter(({ key }) => !known.has(storyId(key))).sort(byTime);
}

async function performIn(onStage: OnStage, congressId: string, stories: readonly Story[], progress: (count: number) => void): Promise<void> {
  for (let start = 0; start < stories.length; start += together) {
    const batch = stories.slice(start, start + together);
    await onStage(congressId, async (stage) => {
      for (const story of batch) await playStory(stage, story);
    });
    progress(batch.length);
  }
}

type OnStage = <T>(congressId: string, play: (stage: Stage) => Promise<T>) => Promise<T>;

/** A unit of work in a congress whose clock the players set: each stands at its own day, none after now. */
const stageIn = (inCongress: InCongress, services: Services, company: Company): OnStage => (congressId, play) =>
  inCongress(congressId, (work) => {
    const until = services.clock.now();
    const clock = fixedClock(until.toISOString());
    return play({ work: Object.assign(work, { clock }), clock, until, company, files: services.files });
  });

/** A year book of the city and a report that anybody may read, and what follows from them. */
async function performReports(inCongress: InCongress, onStage: OnStage, company: Company, day: DateString): Promise<void> {
  const city = company.troupe('city');
  const [last] = await inCongress(city.congressId, (work) => work.sql<{ position: number }>('SELECT COALESCE(max(position), 0) AS position FROM domain_event WHERE congress_id = $1', [city.congressId]));
  await onStage(city.congressId, (stage) => givenReport(stage, city, day));
  await makeBook((run) => inCongress(city.congressId, run), city, day);
  await catchUp(inCongress, city.congressId, last?.position);
}

/** Motions, as far as they are not there. */
async function performMotions(onStage: OnStage, company: Company): Promise<number> {
  const played = await Promise.all(motionPlaces.map((slug) => onStage(company.troupe(slug).congressId, (stage) => playMotions(stage, slug))));
  return played.reduce((sum, one) => sum + one, 0);
}

type EventRow = Omit<DomainEvent, 'at'> & { at: Date; position: number };

/** Has every consumer deal with the congress's events in their order, as the jobs would have done one by one. */
async function catchUp(inCongress: InCongress, congressId: string, begin = 0): Promise<void> {
  const consumers = registeredConsumers().filter(({ run }) => run === undefined); // what takes long is left to the jobs
  for (let after = begin, more = true; more; ) {
    more = await inCongress(congressId, async (work) => {
      const rows = await work.sql<EventRow>(
        `SELECT id, position, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at
         FROM domain_event WHERE congress_id = $1 AND position > $2 ORDER BY position LIMIT $3`,
        [congressId, after, eventsTogether],
      );
      for (const consumer of consumers) await consume(work, consumer, congressId, rows);
      after = rows.at(-1)?.position ?? after;
      return rows.length === eventsTogether;
    });
  }
}

async function consume(work: Work, consumer: Consumer, congressId: string, rows: readonly EventRow[]): Promise<void> {
  const wanted = rows.filter(({ type }) => consumer.types.includes(type));
  const taken = await work.sql<{ id: string }>(
    `INSERT INTO consumed_event (consumer, event_id, congress_id, at) SELECT $1, id, $2, $3 FROM unnest($4::uuid[]) AS e(id) ON CONFLICT DO NOTHING RETURNING event_id AS id`,
    [consumer.name, congressId, work.clock.now().toISOString(), wanted.map(({ id }) => id)],
  );
  const mine = new Set(taken.map(({ id }) => id));
  const since = startOfDayShanghai(addDays(today(work.clock), -newsDays));
  const clock = fixedClock(work.clock.now().toISOString());
  const { calendar, parameter, requestId } = work;
  const then = workOn(work, { clock, calendar, parameter, requestId });
  for (const { position: _position, ...row } of wanted) {
    if (!mine.has(row.id) || isOldNews(consumer, row.at, since)) continue;
    clock.set(row.at.toISOString());
    await consumer.handle?.(then, { ...row, at: row.at.toISOString() });
  }
}

/** Nobody is told today of what happened last year, and no page that is open waits for it. */
const isOldNews = ({ name }: Consumer, at: Date, since: Date): boolean => name === 'live' || (name.endsWith('notices') && at < since);
