/** 代表名录 for anybody: a congress's deputies with the fields that congress tells. Read as the public; works without JavaScript. */
import type { DeputyField } from '@smart/content/sites/fields';
import { deputyFieldsOf } from '@smart/content/sites/settings';
import type { DeputiesView } from '@smart/public-site/views-stations';
import { sendThumbnail } from '@smart/files/http';
import { DomainError } from '@smart/kernel/errors';
import { congressesWithDeputies, deputyDirectory, photoContent, photoOwner } from '@smart/stations/deputy-directory';
import type { PublicDeputy } from '@smart/stations/model-views-public';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { publicRunner } from '../http/caller.ts';
import type { Services } from '../services.ts';
import { parameters } from './address.ts';
import { inCongress } from './calls.ts';
import type { Show } from './show.ts';
import { siteAt } from './site-home.ts';

const pageSize = 30;
const lastPage = 100;

export function registerDeputyDirectory(app: FastifyInstance, services: Services, show: Show): void {
  app.get('/deputies', async (request, reply) => {
    const { division = '', q = '', page } = parameters(request);
    const words = q.trim().slice(0, 40);
    const pageNumber = Math.min(lastPage, Math.max(1, Math.trunc(Number(page)) || 1));
    const { view, site } = await publicRunner(services, request)(
      async (work) => {
        const at = division === '' ? null : await siteAt(work, division.slice(0, 9));
        const fields = at === null ? [] : await deputyFieldsOf(work, at.congressId);
        const { rows, total } = at === null ? { rows: [], total: 0 } : await deputyDirectory(work, at.congressId, { q: words, limit: pageSize, offset: (pageNumber - 1) * pageSize });
        const told = rows.map((row) => ({ ...row, gender: fields.includes('gender') ? row.gender : null, post: fields.includes('post') ? row.post : '', station: fields.includes('contact') ? row.station : null, hasPhoto: row.hasPhoto && row.code !== null && fields.includes('photo') }));
        const found: DeputiesView = {
          page: 'deputies', q: words, division: at?.face.divisionCode ?? '', congress: at?.face.congressName ?? null, congresses: await congressesWithDeputies(work), rows: told, fields, total, pageNumber, pages: Math.min(lastPage, Math.ceil(total / pageSize)),
        };
        return { view: found, site: at?.face ?? null };
      },
      { readOnly: true },
    );
    return show(request, reply, view, { site });
  });
  app.get<{ Params: { code: string } }>('/d/:code/photo', async (request, reply) => {
    const code = request.params.code.toUpperCase().slice(0, 12);
    const owner = await publicRunner(services, request)(
      async (work) => {
        const found = await photoOwner(work, code);
        return found !== null && (await deputyFieldsOf(work, found.congressId)).includes('photo') ? found : null;
      },
      { readOnly: true },
    );
    const content = owner === null ? null : await inCongress(services, request, owner.congressId, (work) => photoContent(work, owner.mandateId));
    if (content === null) throw new DomainError('files.not_found');
    await sendThumbnail(reply, services.files, content);
    return reply;
  });
}

type Told = { readonly congressId: string; readonly gender: string | null; readonly post: string; readonly station: unknown };

/** Deputies in lists, each as their own congress tells of them: what it switched off does not leave the server. */
export async function toldRows<Row extends Told>(work: Work, rows: readonly Row[]): Promise<Row[]> {
  const told = new Map<string, readonly DeputyField[]>();
  for (const { congressId } of rows) if (!told.has(congressId)) told.set(congressId, await deputyFieldsOf(work, congressId));
  const tells = ({ congressId }: Row, field: DeputyField): boolean => told.get(congressId)?.includes(field) ?? false;
  return rows.map((row) => ({ ...row, gender: tells(row, 'gender') ? row.gender : null, post: tells(row, 'post') ? row.post : '', station: tells(row, 'contact') ? row.station : null }));
}

/** A deputy as the congress of the code tells of them: what it switched off does not leave the server. */
export async function toldOf(services: Services, request: FastifyRequest, deputy: PublicDeputy): Promise<PublicDeputy> {
  const [first] = deputy.mandates;
  if (!first) return deputy;
  const fields = await publicRunner(services, request)((work) => deputyFieldsOf(work, first.congressId), { readOnly: true });
  return {
    ...deputy, gender: fields.includes('gender') ? deputy.gender : null, resume: fields.includes('resume') ? deputy.resume : '', hasPhoto: deputy.hasPhoto && fields.includes('photo'), ...(fields.includes('post') ? {} : { employer: null, position: null }),
    mandates: fields.includes('contact') ? deputy.mandates : deputy.mandates.map((one) => ({ ...one, station: one.station && { ...one.station, phone: '' } })),
  };
}
