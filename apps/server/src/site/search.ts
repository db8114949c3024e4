/** 全站搜索: what is asked for once is looked for in every kind of thing that is public; one kind at a time can be turned through. */
import { publicArticles } from '@smart/content/articles/public';
import { publicConsultations } from '@smart/content/consultations/public';
import { publicOpinions } from '@smart/opinions/publishing/public';
import type { Found, SearchFound, SearchScope, SearchView } from '@smart/public-site/views-site';
import { publicDeputies, publicStations } from '@smart/stations/public';
import { publicCalls } from '@smart/suggestions/calls/public';
import { publicListInput } from '@smart/suggestions/model-inputs';
import { publicMotionsInput } from '@smart/suggestions/motions/inputs';
import { publicMotions } from '@smart/suggestions/motions/looking';
import { publicList } from '@smart/suggestions/publication/reading';
import type { Work } from '@smart/workflow/work';
import { toldRows } from './deputies.ts';
import { placesWithSites, siteAt } from './site-home.ts';

const few = 5;
const pageSize = 20;
const lastPage = 50;
const scopes = ['all', 'deputies', 'stations', 'opinions', 'articles', 'consultations', 'suggestions', 'motions', 'calls'] as const satisfies readonly SearchScope[];

/** What may be somebody's name; anything else is not looked for among a hundred thousand people. */
const aName = /^[\p{Script=Han}·]{2,15}$/u;
/** 陈静代表 is 陈静, as people say it. */
const nameIn = (q: string): string => q.replace(/(?<=..)(?:人大)?代表$/u, '');

type Asked = { readonly q: string; readonly division: string | undefined; readonly congressId: string | undefined; readonly pageOf: (own: SearchScope) => { limit: number; offset: number } };

const exact = <Row>(found: { readonly rows: readonly Row[]; readonly total: number }): Found<Row> => ({ ...found, atLeast: false });

/** Names of deputies whom a place has, of all tiers; nothing for words that are no name. */
async function deputiesNamed(work: Work, { q, division, pageOf }: Asked): Promise<SearchFound['deputies']> {
  const name = nameIn(q);
  if (!aName.test(name)) return { rows: [], total: 0, atLeast: false };
  const { rows, total } = await publicDeputies(work, { q: name, divisionCode: division, ...pageOf('deputies') });
  return exact({ rows: await toldRows(work, rows), total });
}

async function findAll(work: Work, asked: Asked): Promise<SearchFound> {
  const { q, division, congressId, pageOf } = asked;
  return {
    deputies: await deputiesNamed(work, asked),
    stations: exact(await publicStations(work, { q, divisionCode: division, ...pageOf('stations') })),
    opinions: exact(await publicOpinions(work, { q, division }, pageOf('opinions'))),
    articles: await publicArticles(work, { q, congressId }, pageOf('articles')),
    consultations: exact(await publicConsultations(work, { q, congressId }, pageOf('consultations'))),
    suggestions: await publicList(work, publicListInput.parse({ q, ...(division ? { division } : {}), ...pageOf('suggestions') })),
    motions: exact(await publicMotions(work, publicMotionsInput.parse({ q, ...(congressId ? { congressId } : {}), ...pageOf('motions') }))),
    calls: exact(await publicCalls(work, { q, divisionCode: division, ...pageOf('calls') })),
  };
}

/** The page for the words in an address; without words, the empty form. */
export async function searchView(work: Work, sent: Readonly<Record<string, string>>): Promise<SearchView> {
  const q = (sent['q'] ?? '').trim().slice(0, 100);
  const division = (sent['division'] ?? '').trim().slice(0, 9);
  const scope = scopes.find((one) => one === sent['in']) ?? 'all';
  const pageNumber = scope === 'all' ? 1 : Math.min(lastPage, Math.max(1, Math.trunc(Number(sent['page'])) || 1));
  const site = division === '' ? null : await siteAt(work, division);
  const asked = { q, division: site ? division : '', scope, pageNumber, places: await placesWithSites(work), problem: division !== '' && site === null ? '没有这个人大，已在各级人大中搜索' : null };
  if (q === '') return { page: 'search', ...asked, found: null, pages: 0 };
  const pageOf = (own: SearchScope) => (scope === own ? { limit: pageSize, offset: (pageNumber - 1) * pageSize } : { limit: few, offset: 0 });
  const found = await findAll(work, { q, division: site ? division : undefined, congressId: site?.congressId, pageOf });
  return { page: 'search', ...asked, found, pages: scope === 'all' ? 0 : Math.min(lastPage, Math.ceil(found[scope].total / pageSize)) };
}
