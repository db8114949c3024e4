/** 全站搜索: what is asked for once is looked for in every kind of thing that is public; one kind at a time can be turned through. */
import { publicArticles } from '@smart/content/articles/public';
import { publicConsultations } from '@smart/content/consultations/public';
import type { Found, SearchScope, SearchView } from '@smart/public-site/views-site';
import { publicListInput } from '@smart/suggestions/model-inputs';
import { publicMotionsInput } from '@smart/suggestions/motions/inputs';
import { publicMotions } from '@smart/suggestions/motions/looking';
import { publicList } from '@smart/suggestions/publication/reading';
import type { Work } from '@smart/workflow/work';
import { placesWithSites, siteAt } from './site-home.ts';

const few = 5;
const pageSize = 20;
const lastPage = 50;
const scopes = ['all', 'articles', 'consultations', 'suggestions', 'motions'] as const satisfies readonly SearchScope[];

/** The page for the words in an address; without words, the empty form. */
export async function searchView(work: Work, sent: Readonly<Record<string, string>>): Promise<SearchView> {
  const q = (sent['q'] ?? '').trim().slice(0, 100);
  const division = (sent['division'] ?? '').trim().slice(0, 9);
  const scope = scopes.find((one) => one === sent['in']) ?? 'all';
  const pageNumber = scope === 'all' ? 1 : Math.min(lastPage, Math.max(1, Math.trunc(Number(sent['page'])) || 1));
  const site = division === '' ? null : await siteAt(work, division);
  const asked = { q, division: site ? division : '', scope, pageNumber, places: await placesWithSites(work), problem: division !== '' && site === null ? '没有这个人大，已在各级人大中搜索' : null };
  if (q === '') return { page: 'search', ...asked, articles: null, consultations: null, suggestions: null, motions: null, pages: 0 };
  const pageOf = (own: SearchScope) => (scope === own ? { limit: pageSize, offset: (pageNumber - 1) * pageSize } : { limit: few, offset: 0 });
  const articles = await publicArticles(work, { q, congressId: site?.congressId }, pageOf('articles'));
  const consultations = { ...(await publicConsultations(work, { q, congressId: site?.congressId }, pageOf('consultations'))), atLeast: false };
  const suggestions = await publicList(work, publicListInput.parse({ q, ...(site ? { division } : {}), ...pageOf('suggestions') }));
  const listed = await publicMotions(work, publicMotionsInput.parse({ q, ...(site ? { congressId: site.congressId } : {}), ...pageOf('motions') }));
  const motions = { ...listed, atLeast: false };
  const all: Readonly<Record<SearchScope, Found<unknown>>> = { all: { rows: [], total: 0, atLeast: false }, articles, consultations, suggestions, motions };
  return { page: 'search', ...asked, articles, consultations, suggestions, motions, pages: Math.min(lastPage, Math.ceil(all[scope].total / pageSize)) };
}
