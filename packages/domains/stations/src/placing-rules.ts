// 全员化进站 as a rule: where a deputy should be met. Pure.
//
// 就地从便、合理编组: directly elected deputies at the station of their constituency; indirectly elected ones at a station of their electing unit
// or of the place where they work or live. Of several that fit equally, the one with the fewest deputies.
import type { Basis } from './model.ts';

export type OpenStation = { readonly id: string; readonly name: string; readonly divisionCode: string; readonly divisionName: string; readonly members: number };

export type Placeable = {
  readonly mandateId: string;
  /** direct, indirect; null when the constituency was not entered. */
  readonly election: 'direct' | 'indirect' | null;
  readonly constituencyName: string | null;
  /** Division of the constituency, or of the congress that elects. */
  readonly divisionCode: string | null;
  readonly employer: string | null;
};

export type Proposal = { readonly stationId: string; readonly stationName: string; readonly basis: Basis; readonly reason: string };

/** 城陵矶街道 → 城陵矶: as it stands in the name of an employer. */
const coreOf = (divisionName: string): string => divisionName.replace(/(?:街道|[省市县区乡镇])$/u, '');

/** Smaller fits better; null does not fit. At the very place, then within it, then around it (the nearest first). */
function distance(station: string, place: string): number | null {
  if (station === place) return 0;
  if (station.startsWith(place)) return 1;
  return place.startsWith(station) ? 1 + place.length - station.length : null;
}

type Fit = { readonly station: OpenStation; readonly basis: Basis; readonly rank: number };

function fitOf(deputy: Placeable, station: OpenStation): Fit | null {
  const { divisionCode, employer, election } = deputy;
  const far = divisionCode === null ? null : distance(station.divisionCode, divisionCode);
  const core = coreOf(station.divisionName);
  // The name of a county or a city is in half of all employers' names: only townships and streets say where somebody works.
  const worksThere = station.divisionCode.length === 9 && core.length >= 2 && employer !== null && employer.includes(core);
  if (election === 'direct') return far === null ? null : { station, basis: 'constituency', rank: far };
  if (worksThere && (divisionCode === null || station.divisionCode.startsWith(divisionCode))) return { station, basis: 'workplace', rank: -1 };
  return far === null ? null : { station, basis: 'electing_unit', rank: far };
}

const reasons: Readonly<Record<Basis, (deputy: Placeable, station: OpenStation) => string>> = {
  constituency: ({ constituencyName }, { divisionName }) => `由${constituencyName ?? '本选区'}选出，该站在${divisionName}`,
  electing_unit: ({ constituencyName }, { divisionName }) => `由${constituencyName ?? '本选举单位'}选出，该站在${divisionName}`,
  workplace: (_, { divisionName }) => `工作单位或者居住地在${divisionName}`,
  chosen: () => '工作人员指定',
};

/** The station the system proposes; null when none fits: a gap that staff must fill. */
export function propose(deputy: Placeable, stations: readonly OpenStation[]): Proposal | null {
  const fits = stations.flatMap((station) => fitOf(deputy, station) ?? []);
  const best = fits.toSorted((a, b) => a.rank - b.rank || a.station.members - b.station.members || (a.station.id < b.station.id ? -1 : 1))[0];
  return best ? { stationId: best.station.id, stationName: best.station.name, basis: best.basis, reason: reasons[best.basis](deputy, best.station) } : null;
}

/** Proposals for many, each seeing those before it, so that deputies spread over stations that fit equally. */
export function proposeAll(deputies: readonly Placeable[], stations: readonly OpenStation[]): Map<string, Proposal> {
  const members = new Map(stations.map(({ id, members: count }) => [id, count]));
  const proposals = new Map<string, Proposal>();
  for (const deputy of deputies) {
    const found = propose(deputy, stations.map((station) => ({ ...station, members: members.get(station.id) ?? 0 })));
    if (!found) continue;
    proposals.set(deputy.mandateId, found);
    members.set(found.stationId, (members.get(found.stationId) ?? 0) + 1);
  }
  return proposals;
}
