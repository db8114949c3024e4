/** What all stories are made of: the matters a place's departments can handle, and a plain story to vary. Pure. */
import type { DateString } from '@smart/kernel/dates';
import { departmentsOf } from './departments.ts';
import { provinceMatters, townMatters } from './matters-elsewhere.ts';
import { fieldMatters } from './matters-fields.ts';
import { homeMatters } from './matters-homes.ts';
import { peopleMatters } from './matters-people.ts';
import { streetMatters } from './matters-streets.ts';
import type { DemoMatter } from './matters.ts';
import type { DemoPlace } from './places.ts';
import type { Ending, Story } from './story.ts';
import { areasOf } from './writing.ts';

const everywhere = [...streetMatters, ...homeMatters, ...peopleMatters, ...fieldMatters];

/** The matters that the departments of a place can handle and that lie in it; a helper that is not there is left out. */
export function mattersOf(place: DemoPlace): DemoMatter[] {
  const keys = new Set(departmentsOf(place.tier).map(({ key }) => key));
  const own = place.tier === 'township' ? townMatters : place.tier === 'province' ? provinceMatters : everywhere;
  return own
    .filter((one) => keys.has(one.organ) && areasOf(place, one).length > 0)
    .map(({ helper, ...rest }) => (helper && keys.has(helper) ? { ...rest, helper } : rest));
}

/** One story; what is not said is plain: one deputy, one organ, satisfied, published. */
export function story(place: DemoPlace, key: string, matter: DemoMatter, n: number, begins: DateString, ending: Ending, more: Partial<Story> = {}): Story {
  return {
    key: `${place.slug}/${key}`, place: place.slug, lead: n, cosigners: [], answered: 0, matter, ...areasFor(place, matter, n), begins, inSession: false, ending, grade: 'A',
    results: ['satisfied'], kept: false, coordinated: false, assisted: false, assistedFrom: null, separate: false, direct: place.tier === 'township', amended: false,
    returned: false, extended: false, sentBack: false, assumed: false, confidential: false, consent: true, key_: false, reminded: false, supervised: false,
    published: ending === 'evaluated' || ending === 'closed_unevaluated', refusal: null, merges: null, ...more,
  };
}

/** The area of the nth story of a matter, and the one after it. */
function areasFor(place: DemoPlace, matter: DemoMatter, n: number): { area: string; other: string } {
  const areas = areasOf(place, matter);
  return { area: areas[n % areas.length] ?? place.name, other: areas[(n + 1) % areas.length] ?? place.name };
}

/** Moves a matter that was told of the same area before to the next one: no congress gets the same suggestion twice. */
export function spread(place: DemoPlace, stories: readonly Story[]): Story[] {
  const told = new Set<string>();
  return stories.map((one, n) => {
    if (one.refusal) return one;
    const turns = areasOf(place, one.matter).map((_area, turn) => areasFor(place, one.matter, n + turn));
    const fresh = [{ area: one.area, other: one.other }, ...turns].find(({ area }) => !told.has(`${one.matter.key}/${area}`));
    if (!fresh) return one;
    told.add(`${one.matter.key}/${fresh.area}`);
    return { ...one, ...fresh, merges: one.merges ? { ...one.merges, ...fresh } : null };
  });
}
