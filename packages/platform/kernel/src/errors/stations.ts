import type { ErrorTopic } from './topic.ts';

export const stationsErrors = {
  /** Thrown to the public for a code or an id that belongs to no station or deputy. The caller offers the search. */
  'stations.not_found': { http: 404, message: () => '没有找到这个联络站或者代表。请核对代表码，或者在“找代表”中按地区查找。' },
  /** Thrown when the congress that elected a deputy, or the deputy's own, has arranged a station already. The caller names whom to ask. */
  'stations.placed_elsewhere': { http: 409, message: (p: { name: string; station: string }) => `${p.name}代表已由另一级人大安排在${p.station}。需要调整的，请与该级人大代表工作机构联系。` },
} as const satisfies ErrorTopic<'stations'>;
