// What stands in the head of a page for search engines and readers of feeds: description, the page's one address, structured data.
import { documentKindLabels } from '@smart/content/articles/documents';
import type { PublicArticle } from '@smart/content/articles/model-views-public';
import type { SiteFace } from '@smart/content/sites/fields';
import { formatDate } from '@smart/kernel/dates';
import type { ConsultationPageView } from './views-consultations.ts';
import type { DeputyPageView, StationPageView } from './views-stations.ts';
import type { Frame, View } from './views.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const lineOf = (text: string, most = 120): string => [...text.replace(/\s+/g, ' ').trim()].slice(0, most).join('');

/** The page's description; null: search engines make their own. */
export function descriptionOf(view: View): string | null {
  switch (view.page) {
    case 'home':
      return '各级人民代表大会的公开网站：要闻公告、人大代表建议和答复、建议征集、议案和年度报告。';
    case 'site':
      return `${view.face.name}：要闻公告、常委会公报、人大代表建议办理和建议征集。`;
    case 'articles':
      return `${view.face?.name ?? '各级人大'}发布的${view.heading}。`;
    case 'article':
      return lineOf(view.article.description);
    case 'opinion-form':
      return '不用登录，写一段话就能向人大代表和人大机关反映意见，拿回执、查进展、作评价。';
    case 'find':
      return '按住址、姓名或者代表码找到代表您的各级人大代表，看什么时候、在哪里能见到。';
    case 'stations':
      return '各地人大代表联络站的地址、开放时间、值班电话和接待日。';
    case 'station':
      return lineOf(`${view.station.name}，${view.station.address}。${view.station.hours}。由${view.station.congressName}设立，驻站代表 ${view.station.deputies} 名。`);
    case 'deputy':
      return lineOf(`${view.deputy.name}，${view.deputy.mandates.map(({ congressName }) => `${congressName}代表`).join('、')}。看什么时候、在哪里能见到，向代表说事。`);
    case 'list':
      return '各级人大公开的代表建议、承办单位的答复和代表的评价，可以搜索、筛选、订阅和下载。';
    case 'calls':
      return '各级人大正在征集的建议主题，谁都可以说一条、看结果。';
    case 'activities':
      return `${view.face?.name ?? '各级人大'}组织代表视察、调研、执法检查等活动的时间、地点和情况。`;
    case 'activity':
      return lineOf(`${view.activity.congressName}代表活动：${view.activity.theme}，${view.activity.place}。${view.activity.words}`);
    case 'work-plan':
      return view.plan === null ? null : `${view.plan.congressName}${view.plan.title}：${view.plan.items.length} 项代表活动的时间、责任单位和邀请对象。`;
    case 'consultations':
      return `${view.face?.name ?? '各级人大'}公开的法规、规范性文件和规划草案：逐条提意见，看采纳情况。`;
    case 'consultation':
      return lineOf(`${view.one.congressName}就${view.one.title}公开征求意见，${formatDate(view.one.endsOn)}截止。${view.one.explanation}`);
    case 'deputies':
      return `${view.congress ?? '各级人民代表大会'}的代表：姓名、选区、联络站和联系渠道。`;
    case 'opinion-list':
      return '各级人大公开的群众意见和办理答复，可以按地方、分类和年份查找。';
    case 'opinion-statistics':
      return `${view.placeName}群众意见的收到、答复、用时和满意情况，各地和联络站按公布的公式排名。`;
    case 'opinion-public':
      return lineOf(`${view.opinion.content} ${view.opinion.repliedBy}答复：${view.opinion.reply}`);
    case 'detail':
      return lineOf(`${view.suggestion.leadName}代表提出。${view.suggestion.background}`);
    default:
      return null;
  }
}

/** The path under which a page is kept once, however it was reached; null: it has none of its own. */
export function canonicalOf(view: View): string | null {
  switch (view.page) {
    case 'home':
      return '/';
    case 'site':
      return `/c/${view.face.divisionCode}`;
    case 'article':
      return `/articles/${view.article.id}`;
    case 'articles':
      return [`/articles`, [view.address, view.pageNumber > 1 ? `page=${view.pageNumber}` : ''].filter(Boolean).join('&')].filter(Boolean).join('?');
    case 'opinion-list':
      return [`/opinions`, [view.address, view.pageNumber > 1 ? `page=${view.pageNumber}` : ''].filter(Boolean).join('&')].filter(Boolean).join('?');
    case 'consultations':
      return [`/consultations`, [view.address, view.pageNumber > 1 ? `page=${view.pageNumber}` : ''].filter(Boolean).join('&')].filter(Boolean).join('?');
    case 'activities':
      return [`/activities`, [view.address, view.pageNumber > 1 ? `page=${view.pageNumber}` : ''].filter(Boolean).join('&')].filter(Boolean).join('?');
    case 'activity':
      return `/activities/${view.activity.id}`;
    case 'work-plan':
      return view.plan === null ? null : `/work-plan?division=${view.face.divisionCode}&year=${view.plan.year}`;
    case 'consultation':
      return `/consultations/${view.one.id}`;
    case 'opinion-statistics':
      return `/opinions/statistics?division=${view.division}${view.year === null ? '' : `&year=${view.year}`}`;
    case 'opinion-public':
      return `/opinions/${view.opinion.id}`;
    case 'station':
      return `/s/${view.station.code}`;
    case 'deputy':
      return `/d/${view.deputy.code}`;
    case 'detail':
      return `/suggestions/${view.suggestion.id}`;
    default:
      return null;
  }
}

const organisationOf = ({ congressName, footer }: SiteFace, home: string): object => {
  const field = (key: string): string | undefined => footer.find((one) => one.key === key)?.value;
  const address = field('address');
  return { '@type': 'GovernmentOrganization', name: congressName, url: home, ...(address ? { address: { '@type': 'PostalAddress', streetAddress: address, addressCountry: 'CN' } } : {}), ...(field('phone') ? { telephone: field('phone') } : {}) };
};

const crumbs = (origin: string, steps: readonly (readonly [name: string, path: string])[]): object => ({
  '@type': 'BreadcrumbList', itemListElement: steps.map(([name, path], at) => ({ '@type': 'ListItem', position: at + 1, name, item: `${origin}${path}` })),
});

/** A draft as schema.org has it: legislation that is not in force, which can be spoken about until a day. */
function draftOf({ one, face }: ConsultationPageView, origin: string): object {
  const [home, own] = [`/c/${face.divisionCode}`, `/consultations/${one.id}`];
  const draft = {
    '@type': 'Legislation', name: one.title, description: lineOf(one.explanation), legislationLegalForce: 'NotInForce', creativeWorkStatus: 'Draft', datePublished: one.publishedAt, inLanguage: 'zh-CN', url: `${origin}${own}`,
    legislationPassedBy: organisationOf(face, `${origin}${home}`), commentCount: one.comments,
    ...(one.running ? { potentialAction: { '@type': 'CommentAction', target: `${origin}${own}/comment`, endTime: one.endsOn } } : {}),
  };
  return { '@context': 'https://schema.org', '@graph': [draft, crumbs(origin, [[face.name, home], ['草案征求意见', `/consultations?division=${face.divisionCode}`], [one.title, own]])] };
}

/** What schema.org has for a document: its number, who passed it, when, and whether it holds. */
function legislationOf({ facts, title }: PublicArticle): object {
  if (!facts?.documentKind) return {};
  const force = { in_force: 'InForce', amended: 'PartiallyInForce', repealed: 'NotInForce' } as const;
  return {
    name: title, legislationType: documentKindLabels[facts.documentKind], legislationLegalForce: force[facts.validity],
    ...(facts.number ? { legislationIdentifier: facts.number } : {}), ...(facts.adoptedOn ? { legislationDate: facts.adoptedOn } : {}), ...(facts.issuer ? { legislationPassedBy: { '@type': 'GovernmentOrganization', name: facts.issuer } } : {}),
  };
}

/** A station as schema.org has it: an office with its address, hours and telephone, by which a search engine leads people there. */
function officeOf({ station }: StationPageView, origin: string): object {
  const { name, address, hours, phone, longitude, latitude, congressName, code } = station;
  return {
    '@type': 'GovernmentOffice', name, url: `${origin}/s/${code}`, address: { '@type': 'PostalAddress', streetAddress: address, addressCountry: 'CN' }, parentOrganization: { '@type': 'GovernmentOrganization', name: congressName },
    ...(hours ? { description: `开放时间：${hours}` } : {}), ...(phone ? { telephone: phone } : {}), ...(longitude !== null && latitude !== null ? { geo: { '@type': 'GeoCoordinates', longitude, latitude } } : {}),
  };
}

/** A deputy with nothing but what the page itself tells. */
function personOf({ deputy }: DeputyPageView, origin: string): object {
  const { name, position, employer, mandates, code, hasPhoto } = deputy;
  return {
    '@type': 'Person', name, url: `${origin}/d/${code}`, memberOf: mandates.map(({ congressName }) => ({ '@type': 'GovernmentOrganization', name: congressName })),
    ...(position ? { jobTitle: position } : {}), ...(employer ? { worksFor: { '@type': 'Organization', name: employer } } : {}), ...(hasPhoto ? { image: `${origin}/d/${code}/photo` } : {}),
  };
}

/** schema.org; null where there is nothing to say. */
export function structuredOf(view: View, { origin }: Frame): object | null {
  if (view.page === 'home' || view.page === 'site') {
    const [name, path] = view.page === 'site' ? [view.face.name, `/c/${view.face.divisionCode}`] : ['人大代表建议公开网', '/'];
    const search = { '@type': 'SearchAction', target: `${origin}/search?q={search_term_string}${view.page === 'site' ? `&division=${view.face.divisionCode}` : ''}`, 'query-input': 'required name=search_term_string' };
    const site = { '@type': 'WebSite', name, url: `${origin}${path}`, inLanguage: 'zh-CN', potentialAction: search };
    return { '@context': 'https://schema.org', '@graph': view.page === 'site' ? [site, organisationOf(view.face, `${origin}${path}`)] : [site] };
  }
  if (view.page === 'consultation') return draftOf(view, origin);
  if (view.page === 'station') return view.station.closed === null ? { '@context': 'https://schema.org', '@graph': [officeOf(view, origin), crumbs(origin, [['代表联络站', '/stations'], [view.station.name, `/s/${view.station.code}`]])] } : null;
  if (view.page === 'deputy') return { '@context': 'https://schema.org', '@graph': [personOf(view, origin), crumbs(origin, [['找代表', '/find'], [view.deputy.name, `/d/${view.deputy.code}`]])] };
  if (view.page !== 'article') return null;
  const { article, face } = view;
  const home = `/c/${face.divisionCode}`;
  const news = {
    '@type': article.facts?.documentKind ? 'Legislation' : article.kind === 'news' ? 'NewsArticle' : 'Article', ...legislationOf(article), headline: article.title, description: article.description, datePublished: article.publishedAt, inLanguage: 'zh-CN',
    mainEntityOfPage: `${origin}/articles/${article.id}`, publisher: organisationOf(face, `${origin}${home}`), ...(article.source ? { author: { '@type': 'Organization', name: article.source } } : {}),
  };
  return { '@context': 'https://schema.org', '@graph': [news, crumbs(origin, [[face.name, home], [article.columnName, `/articles?division=${face.divisionCode}&column=${article.columnKey}`], [article.title, `/articles/${article.id}`]])] };
}

/** Feeds that a browser offers on this page. */
function feedOf(view: View): string | null {
  if (view.page === 'site') return `/articles/feed.xml?division=${view.face.divisionCode}`;
  if (view.page === 'articles') return `/articles/feed.xml${view.address === '' ? '' : `?${view.address}`}`;
  if (view.page === 'opinion-list') return `/opinions/feed.xml${view.address === '' ? '' : `?${view.address}`}`;
  if (view.page === 'consultations') return `/consultations/feed.xml${view.address === '' ? '' : `?${view.address}`}`;
  if (view.page === 'home' || view.page === 'list') return `/suggestions/feed.xml${view.page === 'list' && view.address !== '' ? `?${view.address}` : ''}`;
  return null;
}

/** The lines of the head that depend on the page. Data in a script element runs nowhere; `<` in it is written so that it cannot end it. */
export function headOf(view: View, frame: Frame): string {
  const [description, canonical, structured, feed] = [descriptionOf(view), canonicalOf(view), structuredOf(view, frame), feedOf(view)];
  return [
    description ? `<meta name="description" content="${escape(description)}">` : '',
    canonical ? `<link rel="canonical" href="${escape(`${frame.origin}${canonical}`)}">` : '',
    feed ? `<link rel="alternate" type="application/rss+xml" title="订阅" href="${escape(feed)}">` : '',
    structured ? `<script type="application/ld+json">${JSON.stringify(structured).replaceAll('<', '\\u003c')}</script>` : '',
  ].filter(Boolean).join('\n');
}
