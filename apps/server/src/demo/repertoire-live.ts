/** What is under way today: every account finds its work, every state occurs, some limits are near and some have passed. Pure. */
import type { Calendar } from '@smart/kernel/calendar';
import type { DateString } from '@smart/kernel/dates';
import type { DepartmentKey } from './departments.ts';
import type { DemoMatter } from './matters.ts';
import { demoPlaces, type DemoPlace } from './places.ts';
import { mattersOf, story } from './story-parts.ts';
import { beginOf, type Ending, type Story } from './story.ts';

/** [ending, working days it has waited there, what is particular about it] */
type Line = readonly [ending: Ending, idle: number, more?: Partial<Story> & { readonly organ?: DepartmentKey; readonly merging?: true }];

const you = 'deputy.city';
const other = 'deputy.cosigner';

/** The city: where a visitor's round begins. */
const city: readonly Line[] = [
  // deputies
  ['draft', 1, { lead: you }], ['draft', 3, { lead: other }], ['draft', 1, { lead: other, onPaper: true }],
  ['awaiting_cosigners', 1, { lead: you, cosigners: [other, 6], answered: 0 }], ['awaiting_cosigners', 2, { lead: 8, cosigners: [you, other, 9], answered: 0 }],
  ['returned_for_amendment', 2, { lead: you }], ['returned_for_amendment', 4],
  // the congress's office: to examine, to hand over
  ['submitted', 0, { lead: you }], ['submitted', 1, { looksBack: 'contests' }], ['submitted', 1, { cosigners: [11, 12] }], ['submitted', 2], ['submitted', 3], ['submitted', 5], ['submitted', 9],
  ['registered', 0], ['registered', 1, { organ: 'transport' }], ['registered', 1, { organ: 'education' }], ['registered', 2], ['registered', 2, { organ: 'housing' }], ['registered', 3],
  ['registered', 4], ['registered', 6], ['registered', 9],
  // the government office
  ['handed_over', 0], ['handed_over', 1, { organ: 'transport' }], ['handed_over', 2], ['handed_over', 4],
  ['return_requested', 1], ['return_requested', 2], ['return_requested', 1, { direct: true }],
  // departments
  ['to_accept', 0, { organ: 'transport' }], ['to_accept', 1, { organ: 'education' }], ['to_accept', 1, { organ: 'housing' }], ['to_accept', 2, { organ: 'transport' }],
  ['in_handling', 3, { organ: 'transport' }], ['in_handling', 8, { organ: 'education', merging: true }], ['in_handling', 12, { organ: 'housing', assisted: true }], ['in_handling', 25, { organ: 'transport', reminded: true }],
  ['in_handling', 48, { organ: 'water' }], ['in_handling', 70, { organ: 'urban', reminded: true }], ['in_handling', 78, { organ: 'agriculture' }], ['in_handling', 30, { organ: 'police', key_: true, supervised: true }],
  ['in_handling', 15, { organ: 'environment', confidential: true }], ['in_handling', 20, { organ: 'transport', assistedFrom: 'county', assisted: true }],
  ['contact_waiting', 1, { lead: you, organ: 'transport' }], ['contact_waiting', 2, { lead: other, organ: 'education' }], ['contact_disputed', 1, { organ: 'housing' }],
  ['contact_confirmed', 2, { organ: 'transport' }], ['contact_confirmed', 4, { organ: 'housing' }], ['contact_confirmed', 5, { organ: 'health' }],
  ['extension_requested', 1, { organ: 'transport' }], ['extension_requested', 2, { organ: 'water', direct: true }], ['contact_confirmed', 14, { organ: 'education', extended: true }],
  ['reply_drafted', 1, { organ: 'transport' }], ['reply_drafted', 2, { organ: 'civil' }], ['reply_under_review', 1, { organ: 'transport' }], ['reply_under_review', 2, { organ: 'education', grade: 'B' }],
  ['reply_under_review', 1, { organ: 'housing' }],
  // deputies evaluate; what follows
  ['replied', 1, { lead: you, organ: 'transport', grade: 'B' }], ['replied', 3, { lead: you, organ: 'education' }], ['replied', 2, { lead: other, organ: 'housing' }], ['replied', 12, { organ: 'health' }],
  ['evaluated', 3, { organ: 'transport', results: ['not_satisfied'], published: false }], ['evaluated', 6, { organ: 'urban', results: ['not_satisfied'], published: false }],
  ['evaluated', 12, { organ: 'housing', results: ['not_satisfied', 'not_satisfied'], coordinated: false, published: false }],
  ['evaluated', 10, { organ: 'transport', grade: 'B', lead: you }], ['evaluated', 20, { organ: 'education', grade: 'B' }], ['evaluated', 30, { organ: 'water', grade: 'B' }],
  ['withdrawal_asked', 1, { lead: 14, cosigners: [other, 16] }],
  // promised eight months ahead and not kept: one past its date by some days, one by a month, one by a season
  ['evaluated', 168, { organ: 'transport', grade: 'B' }], ['evaluated', 183, { organ: 'housing', grade: 'B' }], ['evaluated', 232, { organ: 'water', grade: 'B', lead: you }],
];

/** Every other congress has some of each step. */
const elsewhere = (named: string): readonly Line[] => [
  ['draft', 1, { lead: named }], ['submitted', 1, { lead: named }], ['submitted', 3], ['registered', 1], ['registered', 4], ['handed_over', 1], ['to_accept', 1], ['in_handling', 5],
  ['in_handling', 66], ['contact_waiting', 1, { lead: named }], ['contact_confirmed', 3], ['reply_under_review', 1], ['replied', 2, { lead: named }], ['evaluated', 10, { grade: 'B' }],
];

/** Who is a deputy of the city and of its district finds work in both. */
const district: readonly Line[] = [...elsewhere('deputy.district'), ['replied', 3, { lead: you }], ['in_handling', 9, { lead: you }]];

/** A township's presidium hands to the offices itself. */
const township = (named: string): readonly Line[] => elsewhere(named).filter(([ending]) => ending !== 'handed_over');

function linesOf(place: DemoPlace): readonly Line[] {
  if (place.slug === 'city') return city;
  if (place.slug === 'district') return district;
  const named = `deputy.${place.slug}`;
  return place.tier === 'township' ? township(named) : elsewhere(named);
}

/** The stories that stop where somebody has to act now. */
export function liveStories(place: DemoPlace, day: DateString, calendar: Calendar): Story[] {
  const matters = mattersOf(place);
  // Neighbouring congresses do not write about the same things on the same day.
  const at = demoPlaces.indexOf(place);
  return linesOf(place).map(([ending, idle, { organ, merging, ...more } = {}], n) => {
    const matter = choose(matters, organ, n + at * 4);
    const shape = { ending, direct: place.tier === 'township', assisted: false, extended: false, ...more };
    const begins = beginOf(shape, idle + (at % 3) * (idle > 4 ? 2 : 0) + laterActs(more) + (merging ? 3 : 0), day, calendar);
    const lead = 4 + (n % (place.deputies - 4));
    // Another deputy writes about the same matter while it is handled.
    const merges = merging ? story(place, `live-${n}-merged`, matter, n + 3, begins, 'submitted', { lead: lead + 1 }) : null;
    return story(place, `live-${n}`, matter, n + 3, begins, ending, { lead, merges, ...more });
  });
}

/** Working days that the acts after the first evaluation, a reminder or a co-signer's agreement take. */
function laterActs({ results = [], reminded, supervised, coordinated }: Partial<Story>): number {
  const again = results[0] === 'not_satisfied' && results.length > 1 ? 20 : 0;
  return again + (coordinated === false ? 4 : 0) + (reminded ? 3 : 0) + (supervised ? 2 : 0);
}

function choose(matters: readonly DemoMatter[], organ: DepartmentKey | undefined, n: number): DemoMatter {
  const fitting = organ ? matters.filter((one) => one.organ === organ) : matters;
  const one = fitting[(n * 3 + 1) % fitting.length];
  if (!one) throw new Error(`no matter for ${organ}`);
  return one;
}
