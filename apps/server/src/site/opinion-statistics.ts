/** 意见统计 for anybody: what citizens of an area said and what became of it, as numbers; areas and stations ranked by the published formula. */
import { today } from '@smart/kernel/dates';
import { addFigures, type Figures, formulaWords, noFigures, ranked } from '@smart/opinions/statistics/model';
import { stationFigures } from '@smart/opinions/statistics/public';
import { figuresBelow, figuresOver } from '@smart/opinions/statistics/rollup';
import type { OpinionStatisticsView } from '@smart/public-site/views-opinions';
import { publicPlaces } from '@smart/stations/public';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance } from 'fastify';
import { publicRunner } from '../http/caller.ts';
import type { Services } from '../services.ts';
import { parameters } from './address.ts';
import type { Show } from './show.ts';
import { frameOf } from './site-home.ts';

/** Stations are compared within a county or township; further up they would be thousands. */
const COUNTY = 6;

const sumOf = (rows: readonly Figures[]): Figures => rows.reduce<Figures>((sum, row) => addFigures(sum, row), noFigures);

async function viewOf(work: Work, { division = '', year = '' }: Readonly<Record<string, string>>): Promise<OpinionStatisticsView> {
  const [asked] = /^\d{2,9}$/.test(division) ? await work.sql<{ code: string; name: string }>('SELECT code, name FROM division WHERE code = $1 AND NOT street', [division]) : [];
  const [highest] = await work.sql<{ code: string; name: string }>('SELECT v.code, v.name FROM division v JOIN congress c ON c.division_code = v.code ORDER BY length(v.code), v.code LIMIT 1');
  const place = asked ?? highest ?? { code: '', name: '' };
  const chosen = /^20\d{2}$/.test(year) ? Number(year) : null;
  const byYear = await figuresOver(work, place.code, null);
  const below = await figuresBelow(work, place.code, chosen);
  const stations = place.code.length >= COUNTY ? await stationFigures(work, place.code, chosen) : [];
  return {
    page: 'opinion-statistics', division: place.code, placeName: place.name, path: (await publicPlaces(work, place.code)).path, year: chosen, years: byYear.map(({ period }) => Number(period)).toReversed(), asOf: today(work.clock),
    totals: sumOf(byYear.filter(({ period }) => chosen === null || period === String(chosen))),
    areas: ranked(below.map((row) => ({ ...row, key: row.code }))), months: chosen === null ? [] : await figuresOver(work, place.code, chosen), byYear,
    stations: ranked(stations), formula: formulaWords,
    problem: (division !== '' && !asked) || (year !== '' && chosen === null) ? '查询条件有误，有误的已略去，请重新选择' : null,
  };
}

export function registerOpinionStatistics(app: FastifyInstance, services: Services, show: Show): void {
  app.get('/opinions/statistics', async (request, reply) => {
    const { view, site } = await publicRunner(services, request)(async (work) => {
      const sent = parameters(request);
      return { view: await viewOf(work, sent), site: await frameOf(work, sent['division'] ?? '') };
    }, { readOnly: true });
    return show(request, reply, view, { site });
  });
}
