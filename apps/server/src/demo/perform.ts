/** Plays the repertoire through the services and lets those who listen to events catch up, congress by congress. */
import { type Consumer, registeredConsumers } from '@smart/jobs/registry';
import { addDays, startOfDayShanghai, today } from '@smart/kernel/dates';
import { fixedClock } from '@smart/kernel/clock';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { Log } from '../deployment.ts';
import type { Services } from '../services.ts';
import type { Company } from './company.ts';
import { playStory } from './play.ts';
import { repertoire } from './repertoire.ts';
import { storyId } from './scene.ts';
import type { Story } from './story.ts';

/** Stories of one transaction: an interrupted start loses these at most. */
const together = 8;
const eventsTogether = 400;
/** Older news is no notice any more; the archive and the counts take everything. */
const newsDays = 30;

type InCongress = <T>(congressId: string, run: (work: Work) => Promise<T>) => Promise<T>;

/** Plays what has not been played yet. Congresses are played side by side, each in the order of time. */
export async function perform(services: Services, company: Company, log: Log): Promise<void> {
  const inCongress: InCongress = (congressId, run) =>
    services.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) => run(services.workOf(unit, 'demonstration')));
  const day = today(services.clock);
  const stories = [...Map.groupBy(repertoire(day, await calendarOf(inCongress, company)), ({ place }) => place)];
  const open = await Promise.all(stories.map(async ([place, own]) => ({ congressId: company.troupe(place).congressId, own: await unplayed(inCongress, company.troupe(place).congressId, own) })));
  const total = open.reduce((sum, { own }) => sum + own.length, 0);
  if (total === 0) return;
  let played = 0;
  const progress = (count: number): void => {
    const before = Math.floor((played * 4) / total);
    played += count;
    if (Math.floor((played * 4) / total) > before) log(`loading the demonstration: ${played} of ${total} suggestions`);
  };
  await Promise.all(open.map(({ congressId, own }) => performIn(inCongress, services, company, congressId, own, progress)));
  await Promise.all(open.map(({ congressId }) => catchUp(inCongress, congressId)));
}

const calendarOf = (inCongress: InCongress, company: Company) => inCongress(company.troupe('city').congressId, async (work) => work.calendar);

const byTime = (a: Story, b: Story): number => (a.begins < b.begins ? -1 : a.begins > b.begins ? 1 : 0);

async function unplayed(inCongress: InCongress, congressId: string, stories: readonly Story[]): Promise<Story[]> {
  const ids = stories.map(({ key }) => storyId(key));
  const there = await inCongress(congressId, (work) => work.sql<{ id: string }>('SELECT id FROM suggestion WHERE id = ANY ($1::uuid[])', [ids]));
  const known = new Set(there.map(({ id }) => id));
  return stories.filter(({ key }) => !known.has(storyId(key))).sort(byTime);
}

async function performIn(inCongress: InCongress, services: Services, company: Company, congressId: string, stories: readonly Story[], progress: (count: number) => void): Promise<void> {
  for (let start = 0; start < stories.length; start += together) {
    const batch = stories.slice(start, start + together);
    await inCongress(congressId, async (work) => {
      const clock = fixedClock(services.clock.now().toISOString());
      const stage = { work: Object.assign(work, { clock }), clock, until: services.clock.now(), company };
      for (const story of batch) await playStory(stage, story);
    });
    progress(batch.length);
  }
}

type EventRow = Omit<DomainEvent, 'at'> & { at: Date; position: number };

/** Has every consumer deal with the congress's events in their order, as the jobs would have done one by one. */
async function catchUp(inCongress: InCongress, congressId: string): Promise<void> {
  const consumers = registeredConsumers();
  for (let after = 0, more = true; more; ) {
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
  for (const { position: _position, ...row } of wanted) {
    if (mine.has(row.id) && !isOldNews(work, consumer, row.at)) await consumer.handle(work, { ...row, at: row.at.toISOString() });
  }
}

/** Nobody is told today of what happened last year, and no page that is open waits for it. */
const isOldNews = (work: Work, { name }: Consumer, at: Date): boolean =>
  name === 'live' || (name.endsWith('notices') && at < startOfDayShanghai(addDays(today(work.clock), -newsDays)));
