/** 代表联络站、代表码、找代表 for anybody. Read as the public; works without JavaScript. */
import { publicDuty } from '@smart/duty/public';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { DeputyPageView, FindView, PrintCodeView, StationPageView, StationsView } from '@smart/public-site/views-stations';
import { readShortCode } from '@smart/kernel/short-code';
import type { Place, PlaceWithStations, PublicStation } from '@smart/stations/model-views-public';
import { publicOpinions } from '@smart/opinions/publishing/public';
import { publishedRatings } from '@smart/stations/rating/reading';
import { partsWithStations, publicDeputies, publicDeputy, publicPlaces, publicStation, publicStations, stationPlaces } from '@smart/stations/public';
import { type Tiles, tilesOf } from '@smart/stations/tiles';
import type { Work } from '@smart/workflow/work';
import { isPublic } from '@smart/suggestions/publication/conditions';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { renderSVG } from 'uqr';
import { opinionsAtStation } from '../links/station-opinions.ts';
import { publicRunner } from '../http/caller.ts';
import { publicUrlOf, type Services } from '../services.ts';
import { parameters } from './address.ts';
import { toldOf, toldRows } from './deputies.ts';
import { impactOf } from './deputy-impact.ts';
import { reportsOf, reportView } from './deputy-reports.ts';
import { inCongress } from './calls.ts';
import { placeByAddress } from './place-by-address.ts';
import type { Show } from './show.ts';
import { frameOf } from './site-home.ts';

const pageSize = 20;
const lastPage = 200;

type OfCode = FastifyRequest<{ Params: { code: string } }>;

const pageOf = (text: string | undefined): number => Math.min(lastPage, Math.max(1, Math.trunc(Number(text)) || 1));
const divisionOf = (text: string | undefined): string | undefined => (text !== undefined && /^(?:\d{2}|\d{4}|\d{6}|\d{9})$/.test(text) ? text : undefined);
const wordsOf = (text: string | undefined): string => (text ?? '').trim().slice(0, 60);

/** @throws DomainError stations.not_found for what cannot be a code */
function codeOf(request: OfCode): string {
  const code = readShortCode(request.params.code);
  if (code === null) throw new DomainError('stations.not_found');
  return code;
}

export function registerStationPages(app: FastifyInstance, services: Services, show: Show): void {
  // Where people speak is another room of the house: the link stands only where that page is served.
  const speakOf = (kind: 'deputy' | 'station', code: string): string | null => (app.hasRoute({ method: 'GET', url: '/opinions/new' }) ? `/opinions/new?${kind}=${code}` : null);
  const places = placeByAddress(services);
  app.get('/stations', async (request, reply) => {
    const view = await stationsView(services, request);
    return show(request, reply, view, { site: await publicRunner(services, request)((work) => frameOf(work, view.division), { readOnly: true }) });
  });
  app.get('/find', async (request, reply) => {
    const { code: typed = '', address = '' } = parameters(request);
    const code = readShortCode(typed);
    const target = code === null ? null : await addressOfCode(services, request, code);
    if (target !== null) return reply.redirect(target, 303);
    const place = address.trim() === '' ? null : await places(request, address);
    if (place?.code) return reply.redirect(`/find?division=${place.code}`, 303);
    const view = await findView(services, request, place?.candidates ?? []);
    return show(request, reply, view, { site: await publicRunner(services, request)((work) => frameOf(work, view.division), { readOnly: true }) });
  });
  app.get<{ Params: { code: string } }>('/s/:code', async (request, reply) => {
    const found = await stationOf(services, request);
    if ('movedTo' in found) return reply.redirect(`/s/${found.movedTo}`, 302);
    const people = found.members.map(({ personId, congressId }) => ({ personId, congressId }));
    const run = publicRunner(services, request);
    const { ratings, members, published } = await run(async (work) => ({ ratings: await publishedRatings(work, found.id), members: await toldRows(work, found.members), published: (await publicOpinions(work, { stationId: found.id }, { limit: 1, offset: 0 })).total }), { readOnly: true });
    const opinions = await inCongress(services, request, found.congressId, (work) => opinionsAtStation(work, found.id, found.year));
    const view: StationPageView = { page: 'station', station: { ...found, members }, published, suggestions: (await publishedBy(services, request, people)).reduce((sum, { count }) => sum + count, 0), opinions, ratings, speak: found.closed === null ? speakOf('station', found.code) : null, signIn: found.ahead.some(({ state, heldOn }) => state === 'announced' && heldOn === today(services.clock)) ? `/deputy/station/sign-in/${found.code}` : null };
    return show(request, reply, view);
  });
  app.get<{ Params: { code: string } }>('/d/:code', async (request, reply) => {
    const code = codeOf(request);
    const deputy = await publicRunner(services, request)((work) => publicDeputy(work, code), { readOnly: true });
    const published = await publishedBy(services, request, deputy.mandates);
    const suggestions = deputy.mandates.flatMap(({ congressId, congressName, divisionCode }) => published.filter((one) => one.congressId === congressId && one.count > 0).map(({ count }) => ({ congressName, divisionCode, count })));
    const duty = await publicRunner(services, request)((work) => publicDuty(work, code), { readOnly: true });
    const view: DeputyPageView = { page: 'deputy', deputy: await toldOf(services, request, deputy), suggestions, duty, impact: await impactOf(services, request, deputy), reports: (await reportsOf(services, request, deputy)).map(({ year, givenOn, congressName }) => ({ year, givenOn, congressName })), speak: speakOf('deputy', code) };
    return show(request, reply, view);
  });
  app.get<{ Params: { code: string; year: string } }>('/d/:code/reports/:year', async (request, reply) => show(request, reply, await reportView(services, request, codeOf(request), Number(request.params.year)), { private: true })); // kept by nobody: what is taken back is gone at once
  registerPrints(app, services, show);
}

/** Printed things: the code itself, a poster for a wall, a card to hand out. */
function registerPrints(app: FastifyInstance, services: Services, show: Show): void {
  const origin = publicUrlOf(services.config).replace(/\/+$/, '');
  for (const kind of ['s', 'd'] as const) {
    app.get<{ Params: { code: string } }>(`/${kind}/:code/qr.svg`, async (request, reply) => {
      const code = codeOf(request);
      return reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(renderSVG(`${origin}/${kind}/${code}`, { border: 2, pixelSize: 8 }));
    });
    for (const form of ['poster', 'card'] as const) {
      app.get<{ Params: { code: string } }>(`/${kind}/:code/${form}`, async (request, reply) => {
        const printed = kind === 's' ? await stationPrint(services, request) : await deputyPrint(services, request);
        const view: PrintCodeView = { page: 'print-code', kind: form, ...printed, path: `/${kind}/${printed.code}`, address: `${origin}/${kind}/${printed.code}` };
        return show(request, reply, view);
      });
    }
  }
}

type Printed = Pick<PrintCodeView, 'heading' | 'lines' | 'code'>;

async function stationPrint(services: Services, request: OfCode): Promise<Printed> {
  const found = await stationOf(services, request);
  if ('movedTo' in found) throw new DomainError('stations.not_found');
  return { heading: found.name, lines: [found.label, found.address, found.hours, found.phone === '' ? '' : `值班电话 ${found.phone}`].filter((line) => line !== ''), code: found.code };
}

async function deputyPrint(services: Services, request: OfCode): Promise<Printed> {
  const code = codeOf(request);
  const { name, mandates } = await publicRunner(services, request)((work) => publicDeputy(work, code), { readOnly: true });
  const station = mandates.find((one) => one.station !== null)?.station;
  return { heading: `${name} 代表`, lines: [...mandates.map(({ congressName }) => `${congressName}代表`), ...(station ? [station.name, station.address, station.hours] : [])].filter((line) => line !== ''), code };
}

const stationOf = (services: Services, request: OfCode): Promise<PublicStation | { movedTo: string }> => {
  const code = codeOf(request);
  return publicRunner(services, request)((work) => publicStation(work, code), { readOnly: true });
};

/** Where a code leads, whether it is a deputy's or a station's; null when it is nobody's. */
async function addressOfCode(services: Services, request: FastifyRequest, code: string): Promise<string | null> {
  const [found] = await publicRunner(services, request)(
    (work) => work.sql<{ kind: string }>(`SELECT 'd' AS kind FROM deputy_code WHERE code = $1 UNION ALL SELECT 's' FROM station WHERE code = $1 LIMIT 1`, [code]),
    { readOnly: true },
  );
  return found === undefined ? null : `/${found.kind}/${code}`;
}

/** How many published suggestions people lead, each counted in the congress it was made to: who led is not for the reader role. */
async function publishedBy(services: Services, request: FastifyRequest, people: readonly { readonly personId: string; readonly congressId: string }[]): Promise<{ congressId: string; count: number }[]> {
  const counts: { congressId: string; count: number }[] = [];
  for (const [congressId, own] of Map.groupBy(people, (one) => one.congressId)) {
    const [row] = await inCongress(services, request, congressId, (work) =>
      work.sql<{ count: number }>(
        `SELECT count(*)::int AS count FROM suggestion s WHERE s.lead_person_id = ANY ($1::uuid[]) AND s.congress_id = $2 AND ${isPublic} AND s.publish_consent AND NOT s.confidential`,
        [own.map(({ personId }) => personId), congressId],
      ),
    );
    counts.push({ congressId, count: row?.count ?? 0 });
  }
  return counts;
}

/** Townships have no picture: where they lie among one another nobody has told. */
const tilesIn = async (work: Work, divisionCode: string | undefined): Promise<Tiles<PlaceWithStations> | null> => (divisionCode !== undefined && divisionCode.length >= 6 ? null : tilesOf(await partsWithStations(work, divisionCode)));

async function stationsView(services: Services, request: FastifyRequest): Promise<StationsView> {
  const { division, q, page } = parameters(request);
  const pageNumber = pageOf(page);
  const divisionCode = divisionOf(division);
  const words = wordsOf(q);
  return publicRunner(services, request)(
    async (work) => {
      const { rows, total } = await publicStations(work, { divisionCode, q: words || undefined, limit: pageSize, offset: (pageNumber - 1) * pageSize });
      return { page: 'stations', q: words, division: divisionCode ?? '', places: await stationPlaces(work), tiles: await tilesIn(work, divisionCode), rows, total, pageNumber, pages: Math.ceil(total / pageSize) };
    },
    { readOnly: true },
  );
}

async function findView(services: Services, request: FastifyRequest, candidates: readonly Place[]): Promise<FindView> {
  const { division, q, code = '', address = '', page } = parameters(request);
  const pageNumber = pageOf(page);
  const divisionCode = divisionOf(division);
  const words = wordsOf(q);
  const asked = words !== '' || (divisionCode !== undefined && divisionCode.length >= 6);
  return publicRunner(services, request)(
    async (work) => {
      const { rows, total } = asked ? await publicDeputies(work, { divisionCode, q: words || undefined, limit: pageSize, offset: (pageNumber - 1) * pageSize }) : { rows: [], total: 0 };
      const told = await toldRows(work, rows);
      return {
        page: 'find', q: words, code: code.slice(0, 20), address: address.slice(0, 60), candidates, tiles: divisionCode === undefined ? null : await tilesIn(work, divisionCode), division: divisionCode ?? '', ...(await publicPlaces(work, divisionCode)), rows: told, total, pageNumber, pages: Math.ceil(total / pageSize),
        problem: code.trim() === '' ? null : '没有这个代表码。请核对后再输入，代表码是六位字母和数字。',
      };
    },
    { readOnly: true },
  );
}
