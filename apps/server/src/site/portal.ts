/** What the foot of pages of all congresses says: the legal fields of the highest congress of the deployment. */
import type { SiteFace } from '@smart/content/sites/fields';
import { siteFace } from '@smart/content/sites/settings';
import { publicSettings } from '@smart/rpc/context';
import type { Services } from '../services.ts';

const KEPT_MS = 60_000;

/** Asked for with every page, looked up once a minute; null while the database cannot be asked: a page that says so must still be shown. */
export function createPortal({ units, workOf, clock }: Services): () => Promise<SiteFace | null> {
  let known: { readonly at: number; readonly face: Promise<SiteFace | null> } | null = null;
  const look = (): Promise<SiteFace | null> =>
    units.unitOfWork(publicSettings, async (unit) => {
      const work = workOf(unit, 'portal');
      const [highest] = await work.sql<{ id: string }>('SELECT id FROM congress ORDER BY length(division_code), division_code LIMIT 1');
      return highest ? siteFace(work, highest.id) : null;
    }, { readOnly: true }).catch(() => {
      known = null;
      return null;
    });
  return () => {
    const now = clock.now().getTime();
    if (known === null || Math.abs(now - known.at) > KEPT_MS) known = { at: now, face: look() };
    return known.face;
  };
}
