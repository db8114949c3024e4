/** 写地址找代表: the division an address names, read in this process; nothing is sent elsewhere and nothing is kept. */
import { createPlaceFinder, type PlaceFinder } from '@smart/classifier';
import type { Place } from '@smart/stations/model-views-public';
import type { FastifyRequest } from 'fastify';
import { publicRunner } from '../http/caller.ts';
import type { Services } from '../services.ts';

/** Divisions hardly change; a new one is known after this long. */
const FRESH_MS = 600_000;

export type AddressFound = { readonly code: string | null; /** Places of one name among which a person chooses, with the names of what they lie in. */ readonly candidates: readonly Place[] };

/** Looks up addresses; the list of divisions is read once in a while. */
export function placeByAddress(services: Services): (request: FastifyRequest, address: string) => Promise<AddressFound> {
  let known: { find: PlaceFinder; names: ReadonlyMap<string, string>; at: number } | null = null;
  return async (request, address) => {
    const now = services.clock.now().getTime();
    if (known === null || now - known.at > FRESH_MS) {
      const rows = await publicRunner(services, request)((work) => work.sql<Place>('SELECT code, name FROM division'), { readOnly: true });
      known = { find: createPlaceFinder(rows), names: new Map(rows.map(({ code, name }) => [code, name])), at: now };
    }
    const { find, names } = known;
    const { division, candidates } = find({ text: address.slice(0, 60) });
    if (division === null) return { code: null, candidates: [] };
    // 平江县南江镇 is the one in the county that is named, whatever else bears the name.
    const backing = (code: string): number => [2, 4, 6].filter((length) => length < code.length && address.includes((names.get(code.slice(0, length)) ?? '').replace(/[省市区县]$/u, '') || '\0')).length;
    const rivals = candidates.filter(({ code }) => backing(code) >= backing(division.code));
    if (rivals.length === 0) return { code: division.code, candidates: [] };
    const path = (code: string): string => [2, 4, 6, 9].filter((length) => length <= code.length).map((length) => names.get(code.slice(0, length)) ?? '').slice(1).join('');
    return { code: null, candidates: [division, ...rivals].map(({ code }) => ({ code, name: path(code) })) };
  };
}
