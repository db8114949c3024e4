/** The home page of one congress, and which congresses have something to read. */
import { publicConsultations } from '@smart/content/consultations/public';
import { siteFace } from '@smart/content/sites/settings';
import type { SiteFace } from '@smart/content/sites/fields';
import { publicActivities } from '@smart/duty/activities/public';
import { DomainError } from '@smart/kernel/errors';
import type { Headline, SiteHomeView, SiteLink } from '@smart/public-site/views-site';
import { publicCalls } from '@smart/suggestions/calls/public';
import { publicOpinions } from '@smart/opinions/publishing/public';
import { publicStations } from '@smart/stations/public';
import { publicListInput } from '@smart/suggestions/model-inputs';
import { isPublic } from '@smart/suggestions/publication/conditions';
import { publicList } from '@smart/suggestions/publication/reading';
import type { Work } from '@smart/workflow/work';

const headlinesPerColumn = 6;

/** The site of the congress of a division; null when there is none. */
export async function siteAt(work: Work, divisionCode: string): Promise<{ congressId: string; face: SiteFace } | null> {
  if (!/^\d{2,9}$/.test(divisionCode)) return null;
  const [row] = await work.sql<{ id: string }>('SELECT id FROM congress WHERE division_code = $1', [divisionCode]);
  const face = row ? await siteFace(work, row.id) : null;
  return row && face ? { congressId: row.id, face } : null;
}

/** In whose frame a list of one division stands; null: it is of all congresses, or of a place that has no congress. */
export const frameOf = async (work: Work, divisionCode: string): Promise<SiteFace | null> => (await siteAt(work, divisionCode))?.face ?? null;

/** Congresses with something published, from the province down. */
export const placesWithSites = (work: Work): Promise<(SiteLink & { tier: string })[]> =>
  work.sql(
    `SELECT c.division_code AS "divisionCode", c.name, c.tier FROM congress c
     WHERE c.id IN (SELECT a.congress_id FROM article a WHERE a.state = 'published' UNION SELECT x.congress_id FROM consultation x) OR EXISTS (SELECT 1 FROM suggestion s WHERE s.congress_id = c.id AND ${isPublic})
     ORDER BY length(c.division_code), c.division_code`,
  );

/** The newest titles of each column, in one statement. */
async function headlines(work: Work, congressId: string, keys: readonly string[]): Promise<ReadonlyMap<string, Headline[]>> {
  const rows = await work.sql<{ key: string; id: string; title: string; publishedAt: Date }>(
    `SELECT k.key, a.id, a.title, a.published_at AS "publishedAt" FROM unnest($2::text[]) AS k(key) CROSS JOIN LATERAL (
       SELECT x.id, x.title, x.published_at FROM article x WHERE x.congress_id = $1 AND x.column_key = k.key AND x.state = 'published' ORDER BY x.published_at DESC, x.id DESC LIMIT $3
     ) a`,
    [congressId, keys, headlinesPerColumn],
  );
  const found = new Map<string, Headline[]>(keys.map((key) => [key, []]));
  for (const { key, publishedAt, ...row } of rows) found.get(key)?.push({ ...row, publishedAt: publishedAt.toISOString() });
  return found;
}

/** @throws DomainError common.not_found when the division has no congress */
export async function siteHomeView(work: Work, divisionCode: string): Promise<SiteHomeView> {
  const site = await siteAt(work, divisionCode);
  if (!site) throw new DomainError('common.not_found', { what: '人大网站' });
  const { congressId, face } = site;
  const found = await headlines(work, congressId, face.columns.map(({ key }) => key));
  const { rows: suggestions } = await publicList(work, publicListInput.parse({ congressId, limit: 5 }));
  const { rows: calls } = await publicCalls(work, { divisionCode, runningOnly: true, limit: 3, offset: 0 });
  const { rows: consultations } = await publicConsultations(work, { congressId, phase: 'running' }, { limit: 3, offset: 0 });
  const { rows: opinions } = await publicOpinions(work, { division: divisionCode }, { limit: 3, offset: 0 });
  const { rows: activities } = await publicActivities(work, { divisionCode }, { limit: 3, offset: 0 });
  const { total: stations } = await publicStations(work, { divisionCode, limit: 1, offset: 0 });
  const [above] = await work.sql<SiteLink>('SELECT u.division_code AS "divisionCode", u.name FROM congress c JOIN congress u ON u.id = c.parent_id WHERE c.id = $1', [congressId]);
  const below = await work.sql<SiteLink>('SELECT division_code AS "divisionCode", name FROM congress WHERE parent_id = $1 ORDER BY division_code LIMIT 100', [congressId]);
  return { page: 'site', face, columns: face.columns.map(({ key, name }) => ({ key, name, rows: found.get(key) ?? [] })), suggestions, calls, opinions, stations, consultations, activities, above: above ?? null, below };
}
