/** What is played: about three hundred stories over three years, in every congress of the demonstration. Pure. */
import type { Calendar } from '@smart/kernel/calendar';
import { addDays, daysBetween, type DateString } from '@smart/kernel/dates';
import type { Score } from '@smart/suggestions/model';
import type { DemoMatter } from './matters.ts';
import { pickNumber } from './names.ts';
import { demoPlaces, type DemoPlace, sessionsUntil, type Slug } from './places.ts';
import { refusals } from './refusals.ts';
import { liveStories } from './repertoire-live.ts';
import { mattersOf, spread, story } from './story-parts.ts';
import type { Ending, Story } from './story.ts';

/** Finished matters of three years, by congress. */
const finished: Readonly<Record<Slug, number>> = { province: 10, city: 40, district: 16, county: 18, miluo: 14, huarong: 8, linxiang: 8, town: 10, changle: 6 };
/** The first of them begins so many days ago; the last so many, so that it is over by now. */
const oldest = 1030;
const newest = 330;

/** Every story of the demonstration as of this day. */
export function repertoire(day: DateString, calendar: Calendar): Story[] {
  return demoPlaces.flatMap((place) => spread(place, [...finishedStories(place, day, calendar), ...liveStories(place, day, calendar)]));
}

function finishedStories(place: DemoPlace, day: DateString, calendar: Calendar): Story[] {
  const matters = mattersOf(place);
  const count = finished[place.slug];
  return Array.from({ length: count }, (_, n) => {
    const matter = matters[(n * 5 + 3) % matters.length];
    if (!matter) throw new Error(`${place.name} has no matters`);
    const key = `past-${n}`;
    const began = dayOf(place, key, day, calendar, oldest - Math.floor(((oldest - newest) * n) / count));
    const among = 4 + ((n * 7) % (place.deputies - 4));
    const lead = visitorsOwn(place, n) ?? among;
    return story(place, key, matter, n, began.day, endingOf(n), { lead, inSession: began.inSession, ...variety(place, matter, n, among), ...particular(place, n, began.inSession) });
  });
}

/** The deputies who sign in have a past as well: every eighth of the city's stories is one of theirs, elsewhere every fifth. */
function visitorsOwn(place: DemoPlace, n: number): string | null {
  if (place.slug !== 'city') return n % 5 === 1 ? `deputy.${place.slug}` : null;
  if (n % 8 === 1) return 'deputy.city';
  return n % 8 === 6 ? 'deputy.cosigner' : null;
}

/** More than half are handed in during the January session, as everywhere; the others on a working day between sessions. */
function dayOf(place: DemoPlace, key: string, day: DateString, calendar: Calendar, daysAgo: number): { day: DateString; inSession: boolean } {
  const about = addDays(day, -daysAgo);
  const session = sessionsUntil(place, day).find(({ startsOn }) => Math.abs(daysBetween(startsOn, about)) < 150);
  if (session && pickNumber(`${place.slug}/${key}/session`, 4) > 0) return { day: session.startsOn, inSession: true };
  return { day: calendar.nextWorkingDay(about), inSession: false };
}

/** In the city one hands in for the delegation, one on paper, one contests an earlier answer, in each few years. */
function particular(place: DemoPlace, n: number, inSession: boolean): Partial<Story> {
  if (place.slug !== 'city') return {};
  if (inSession && n % 13 === 12) return { delegated: true, cosigners: [] };
  if (n === 24) return { onPaper: true, cosigners: [] };
  return n === 30 ? { looksBack: 'adds' } : {};
}

function endingOf(n: number): Ending {
  if (n % 19 === 7) return 'not_accepted';
  if (n % 23 === 11) return 'withdrawn';
  return n % 17 === 5 ? 'closed_unevaluated' : 'evaluated';
}

/** The turns a story may take, spread so that every one of them occurs in the larger congresses. */
function variety(place: DemoPlace, matter: DemoMatter, n: number, lead: number): Partial<Story> {
  const ending = endingOf(n);
  const grade = n % 10 === 4 || n % 10 === 9 ? 'C' : n % 10 === 1 || n % 10 === 6 || n % 10 === 8 ? 'B' : 'A';
  const confidential = n % 29 === 13;
  const consent = n % 21 !== 9;
  const helped = matter.helper !== undefined && place.tier !== 'township';
  const cosigned = n % 4 === 1 || ending === 'withdrawn';
  return {
    grade, results: resultsOf(n), kept: n % 40 !== 26, coordinated: true,
    cosigners: cosigned ? [(lead + 1) % place.deputies, (lead + 3) % place.deputies].filter((one) => one > 3) : [],
    assisted: helped && n % 3 === 0, separate: helped && n % 16 === 10, returned: helped && n % 15 === 8 && place.tier !== 'province',
    direct: place.tier === 'township' || n % 8 === 2, amended: n % 12 === 4, extended: n % 14 === 6, sentBack: n % 9 === 3, assumed: n % 11 === 10,
    key_: n % 25 === 1, reminded: n % 13 === 2, supervised: n % 25 === 1, confidential, consent,
    published: (ending === 'evaluated' || ending === 'closed_unevaluated') && !confidential && consent,
    refusal: ending === 'not_accepted' ? (refusals[Math.floor(n / 19 + place.deputies) % refusals.length] ?? null) : null,
  };
}

function resultsOf(n: number): Score[] {
  if (n % 31 === 3) return ['not_satisfied', 'not_satisfied', 'satisfied'];
  if (n % 18 === 9) return ['not_satisfied', 'satisfied', 'satisfied'];
  return n % 6 === 2 ? ['mostly_satisfied', 'mostly_satisfied', 'satisfied'] : ['satisfied', 'satisfied', 'satisfied'];
}
