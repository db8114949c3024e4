/** What every act of a story works with: the unit of work, the clock that moves with the story, and the people. */
import { createHash } from 'node:crypto';
import type { FileStore } from '@smart/files/store';
import type { Capacity } from '@smart/identity/capacity';
import { today, type DateString } from '@smart/kernel/dates';
import type { fixedClock } from '@smart/kernel/clock';
import type { Work } from '@smart/workflow/work';
import type { Company, Troupe } from './company.ts';
import { pickNumber } from './names.ts';
import type { Story } from './story.ts';
import type { Setting } from './writing.ts';

export type StageClock = ReturnType<typeof fixedClock>;

export type Stage = {
  readonly work: Work;
  /** The clock of `work`. */
  readonly clock: StageClock;
  /** No act lies after it. */
  readonly until: Date;
  readonly company: Company;
  readonly files: FileStore;
};

export type Part = { readonly id: string; readonly organId: string; readonly organCongressId: string; readonly role: string; readonly state: string };

export type Scene = Stage & {
  readonly story: Story;
  readonly id: string;
  readonly troupe: Troupe;
  readonly lead: Capacity;
  readonly title: string;
  readonly setting: Setting;
  /** Working days go by; the hour of the next act is the story's own. */
  readonly pass: (workingDays: number) => void;
  readonly day: () => DateString;
  /** The parts of the organs, oldest first. */
  readonly parts: () => Promise<Part[]>;
};

/** The id of a story's suggestion, the same at every start: what is there already is not played again. */
export function storyId(key: string): string {
  const hex = createHash('sha256').update(`demonstration ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const personOf = ({ company, troupe }: Pick<Scene, 'company' | 'troupe'>, who: string | number): Capacity => {
  if (typeof who === 'string') return company.account(who, troupe.place.slug);
  const deputy = troupe.deputies[who % troupe.deputies.length];
  if (!deputy) throw new Error(`${troupe.place.name} has no deputies`);
  return deputy;
};

export function openScene(stage: Stage, story: Story, title: (setting: Setting) => string): Scene {
  const troupe = stage.company.troupe(story.place);
  const id = storyId(story.key);
  const setting: Setting = { place: troupe.place, area: story.area, other: story.other, seed: story.key };
  const { clock, until, work } = stage;
  let acts = 0;
  const day = (): DateString => today(clock);
  const pass = (workingDays: number): void => {
    acts += 1;
    const date = workingDays === 0 ? day() : work.calendar.addWorkingDays(day(), workingDays);
    const minutes = workingDays === 0 ? null : 9 * 60 + pickNumber(`${story.key}/${acts}`, 7 * 60);
    const next = minutes === null ? clock.now().getTime() + 1_800_000 : Date.parse(`${date}T00:00:00+08:00`) + minutes * 60_000;
    clock.set(new Date(Math.max(clock.now().getTime() + 1000, Math.min(next, until.getTime()))).toISOString());
  };
  return {
    ...stage, story, id, troupe, setting, title: title(setting), day, pass,
    lead: personOf({ company: stage.company, troupe }, story.lead),
    parts: () =>
      work.sql<Part>('SELECT id, organ_id AS "organId", organ_congress_id AS "organCongressId", role, state FROM assignment WHERE suggestion_id = $1 ORDER BY assigned_on, id', [id]),
  };
}

/** Stands at the morning of the day on which a story begins. */
export function standAt(clock: StageClock, date: DateString, seed: string): void {
  clock.set(new Date(Date.parse(`${date}T00:00:00+08:00`) + (9 * 60 + pickNumber(seed, 150)) * 60_000).toISOString());
}

/** Acts for another congress with which the matter is shared; afterwards the wall stands as before. */
export async function actingFor<T>(work: Work, congressId: string, act: () => Promise<T>): Promise<T> {
  const before = work.settings['app.congress'];
  if (before === congressId) return act();
  const enter = async (id: string | undefined): Promise<void> => {
    work.settings['app.congress'] = id;
    await work.sql(`SELECT set_config('app.congress', $1, true)`, [id ?? '']);
  };
  await enter(congressId);
  const result = await act();
  await enter(before);
  return result;
}
