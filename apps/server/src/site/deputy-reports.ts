/** 述职报告 for anybody, where the deputy's congress shows them and the deputy agreed (代表法 58, 59). */
import { type OpenSuggestions, publicReports } from '@smart/duty/own-report/public';
import { DomainError } from '@smart/kernel/errors';
import type { DeputyReportView } from '@smart/public-site/views-stations';
import type { PublicDeputy } from '@smart/stations/model-views-public';
import { publicDeputy } from '@smart/stations/public';
import { isPublic } from '@smart/suggestions/publication/conditions';
import type { FastifyRequest } from 'fastify';
import { publicRunner } from '../http/caller.ts';
import type { Services } from '../services.ts';
import { inCongress } from './calls.ts';

/** Those that are published on this site with their lead's consent. */
const openSuggestions: OpenSuggestions = async (work, ids) =>
  new Set(ids.length === 0 ? [] : (await work.sql<{ id: string }>(`SELECT s.id FROM suggestion s WHERE s.id = ANY ($1::uuid[]) AND ${isPublic} AND s.publish_consent AND NOT s.confidential`, [ids])).map(({ id }) => id));

/** What a deputy's congresses show of what the deputy reported, the newest year first. */
export async function reportsOf(services: Services, request: FastifyRequest, { mandates }: PublicDeputy): Promise<DeputyReportView['reports']> {
  const found: DeputyReportView['reports'][number][] = [];
  for (const { congressId, congressName, personId } of mandates) {
    const reports = await inCongress(services, request, congressId, (work) => publicReports(work, { congressId, personId }, openSuggestions));
    found.push(...reports.map((one) => ({ ...one, congressName })));
  }
  return found.toSorted((one, other) => other.year - one.year);
}

/** @throws DomainError stations.not_found; common.not_found: nothing of that year may be read */
export async function reportView(services: Services, request: FastifyRequest, code: string, year: number): Promise<DeputyReportView> {
  const deputy = await publicRunner(services, request)((work) => publicDeputy(work, code), { readOnly: true });
  const all = await reportsOf(services, request, deputy);
  const reports = all.filter((one) => one.year === year);
  if (reports.length === 0) throw new DomainError('common.not_found', { what: '述职报告' });
  return { page: 'deputy-report', name: deputy.name, code, year, years: [...new Set(all.map((one) => one.year))], reports };
}
