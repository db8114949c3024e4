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
import { areasFor } from './scene.ts';
import type { Ending, Story } from './story.ts';

const everywhere = [...streetMatters, ...homeMatters, ...peopleMatters, ...fieldMatters];

/** The matters that the departments of a place can handle; a helper that is not there is left out. */
export function mattersOf(place: DemoPlace): DemoMatter[] {
  const keys = new Set(departmentsOf(place.tier).map(({ key }) => key));
  const own = place.tier === 'township' ? townMatters : place.tier === 'province' ? provinceMatters : everywhere;
  return own
    .filter(({ organ }) => keys.has(organ))
    .map(({ helper, ...rest }) => (helper && keys.has(helper) ? { ...rest, helper } : rest));
}

/** One story; what is not said is plain: one deputy, one organ, satisfied, published. */
export function story(place: DemoPlace, key: string, matter: DemoMatter, n: number, begins: DateString, ending: Ending, more: Partial<Story> = {}): Story {
  return {
    key: `${place.slug}/${key}`, place: place.slug, lead: n, cosigners: [], answered: 0, matter, ...areasFor(place, n), begins, inSession: false, ending, grade: 'A',
    results: ['satisfied'], kept: false, coordinated: false, assisted: false, assistedFrom: null, separate: false, direct: place.tier === 'township', amended: false,
    returned: false, extended: false, sentBack: false, assumed: false, confidential: false, consent: true, key_: false, reminded: false, supervised: false,
    published: ending === 'evaluated' || ending === 'closed_unevaluated', refusal: null, merges: null, ...more,
  };
}
