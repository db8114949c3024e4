/** 代表说的话变成了什么, for anybody: of public suggestions only, where the deputy's congress publishes duty (代表法 58). */
import { publicImpact } from '@smart/duty/impact/reading';
import { hidePersonalData } from '@smart/kernel/personal-text';
import type { DeputyPageView } from '@smart/public-site/views-stations';
import type { PublicDeputy } from '@smart/stations/model-views-public';
import { isPublic } from '@smart/suggestions/publication/conditions';
import type { FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';
import { inCongress } from './calls.ts';

/** The latest that are shown of each congress; a deputy's public suggestions that are looked through. */
const [SHOWN, LOOKED_AT] = [10, 500];

/** By congress; none where it publishes nothing or nothing was said in public. What reads like personal data is hidden. */
export async function impactOf(services: Services, request: FastifyRequest, { mandates }: PublicDeputy): Promise<DeputyPageView['impact']> {
  const impact: DeputyPageView['impact'][number][] = [];
  for (const { congressId, congressName, personId } of mandates) {
    const found = await inCongress(services, request, congressId, async (work) => {
      if ((await work.parameter(congressId, 'duty.publish_figures')) !== true) return null;
      const suggestions = await work.sql<{ id: string }>(
        `SELECT s.id FROM suggestion s WHERE s.lead_person_id = $1 AND s.congress_id = $2 AND ${isPublic} AND s.publish_consent AND NOT s.confidential ORDER BY s.submitted_at DESC LIMIT ${LOOKED_AT}`,
        [personId, congressId],
      );
      const own = await work.sql<{ id: string }>('SELECT id FROM mandate WHERE person_id = $1 AND congress_id = $2', [personId, congressId]);
      return suggestions.length === 0 ? null : publicImpact(work, { mandateIds: own.map(({ id }) => id), suggestionIds: suggestions.map(({ id }) => id), limit: SHOWN, offset: 0 });
    });
    if (found === null || found.total === 0) continue;
    impact.push({
      congressName, sums: found.sums,
      rows: found.rows.map(({ subjectId, title, number, saidOn, changes }) => ({ id: subjectId, title: hidePersonalData(title), number, saidOn, changes: changes.map(({ on, text, proof }) => ({ on, text: hidePersonalData(text), proof: hidePersonalData(proof) })) })),
    });
  }
  return impact;
}
