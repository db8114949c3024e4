// What other settings of a congress would do to its stations and reception days, counted before they are saved.
import type { ParameterChange, ParameterEffect } from '@smart/divisions/parameters';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

type Counted = { readonly all: number; readonly matching: number };

/** Of the rows of a source, all and those that meet a number. */
async function counted(work: Work, congressId: string, { from, meets }: { from: string; meets: string }, wanted: unknown): Promise<Counted> {
  const [row] = await work.sql<Counted>(`SELECT count(*)::int AS all, count(*) FILTER (WHERE ${meets})::int AS matching FROM ${from}`, [congressId, today(work.clock), z.int().parse(wanted)]);
  return row ?? { all: 0, matching: 0 };
}

const thisYear = `extract(year FROM d.held_on) = extract(year FROM $2::date)`;
const sources = {
  'stations.announce_days': { from: `reception_day d WHERE d.congress_id = $1 AND d.state = 'planned'`, meets: 'd.held_on < $2::date + $3::int' },
  'stations.bookings_per_day': {
    from: `reception_day d WHERE d.congress_id = $1 AND d.state = 'announced' AND d.held_on >= $2::date`,
    meets: `(SELECT count(*) FROM reception_booking b WHERE b.reception_id = d.id AND b.state = 'booked') >= $3::int`,
  },
  'stations.receptions_per_station': {
    from: `station s WHERE s.congress_id = $1 AND s.state = 'open'`,
    meets: `(SELECT count(*) FROM reception_day d WHERE d.station_id = s.id AND d.state = 'held' AND ${thisYear}) >= $3::int`,
  },
  'stations.receptions_per_year': {
    from: `mandate m WHERE m.congress_id = $1 AND m.status <> 'ended'`,
    meets: `(SELECT count(*) FROM reception_deputy r JOIN reception_day d ON d.id = r.reception_id WHERE r.mandate_id = m.id AND r.attended AND d.state = 'held' AND ${thisYear}) >= $3::int`,
  },
} as const;

const words: Record<keyof typeof sources, (all: number, now: number, then: number, value: unknown) => string> = {
  'stations.announce_days': (all, now, then) => `已经公告的接待日不变；待公告的 ${all} 个接待日中，距接待日不足公告天数、须改期才能公告的由 ${now} 个变为 ${then} 个。`,
  'stations.bookings_per_day': (all, now, then, value) =>
    value === 0 ? `保存后立即生效：今后的 ${all} 个接待日不再接受预约，已经约好的仍然有效。` : `保存后立即生效：已公告的 ${all} 个接待日中，约满的由 ${now} 个变为 ${then} 个；已经约好的仍然有效。`,
  'stations.receptions_per_station': (all, now, then) => `保存后立即生效：开放的 ${all} 个联络站中，今年接待日次数达到要求的由 ${now} 个变为 ${then} 个；已经公布的评定不变。`,
  'stations.receptions_per_year': (all, now, then) => `保存后立即生效：本级 ${all} 名代表中，今年接待选民达到次数的由 ${now} 名变为 ${then} 名。`,
};

const isKnown = (key: string): key is keyof typeof sources => key in sources;

/** How many stations, days or deputies stand otherwise once a value is set. */
export async function effectOnStations(work: Work, { congressId, key, value }: ParameterChange): Promise<ParameterEffect | null> {
  if (!isKnown(key)) return null;
  const now = await counted(work, congressId, sources[key], await work.parameter(congressId, key));
  const then = await counted(work, congressId, sources[key], value);
  return { open: now.all, words: words[key](now.all, now.matching, then.matching, value) };
}
