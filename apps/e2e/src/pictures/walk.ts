// Every page of every app, with the account that sees it and the words by which one knows that it is there.
import type { TestApp } from '@smart/server/testing';

export type Stop = {
  /** Name of the picture. */
  readonly name: string;
  readonly username: string | null;
  readonly path: string;
  /** Only in this size; otherwise in both. */
  readonly size?: 'phone' | 'desk';
};

type Found = Readonly<Record<'mine' | 'toEvaluate' | 'toContact' | 'published' | 'lead' | 'toSign' | 'toWrite' | 'toDistribute', string>>;

/** One suggestion for each picture, out of the demonstration. */
async function matters({ signIn, anonymous }: TestApp): Promise<Found> {
  const first = async (username: string, task: string): Promise<string> => {
    const { items } = await (await signIn(username)).trpc.suggestions.inbox.query({});
    return items.find((one) => one.task === task)?.suggestionId ?? '';
  };
  const deputy = await signIn('deputy.city');
  const { rows } = await deputy.trpc.suggestions.list.query({ scope: 'mine', states: ['in_handling', 'closed', 'replied'], limit: 1 });
  const published = await anonymous.trpc.suggestions.public.list.query({ replied: true, limit: 1 });
  return {
    mine: rows[0]?.id ?? '',
    toEvaluate: await first('deputy.city', 'evaluate'),
    toContact: await first('deputy.city', 'confirm_contact'),
    published: published.rows[0]?.id ?? '',
    lead: await first('city.office', 'coordinate'),
    toSign: await first('city.transport', 'sign_reply'),
    toWrite: await first('city.transport', 'write_reply'),
    toDistribute: await first('city.government', 'distribute'),
  };
}

/** Pages that need no example: everything the menus and headings lead to, but for /open-data, which names the columns of its files by their codes. */
const plain: readonly (readonly [username: string | null, base: string, prefix: string, paths: string])[] = [
  [null, '', 'public', '/search?q=公交 /opinions /opinions/new /opinions/statistics /opinions/follow /f /activities /work-plan?division=4306 /articles /consultations /calls /deputies?division=430602 /motions /votes /commitments /ranking /reports /query /articles?division=4306'],
  ['deputy.city', '/deputy', 'deputy', '/write /search /motions /board /opinions /calls /profile /visits /duty/plan /duty/impact /duty/points /duty/report /duty/declared /activities /work-plan /group-activities /followed /assistants /personal-data'],
  ['city.office', '/office', 'office', '/papers /letters /motions /supervision /commitment-book /ranking /recommended /calls /opinions /opinions/publication /opinions/statistics /opinions/digest /opinions/supervision /opinions/lessons /opinions/cases /articles /articles/new /consultations /consultations/new /site /stations/ratings /stations/criteria /duty /duty/declarations /duty/plan /duty/points /duty/points/rules /duty/books /duty/objections /duty/below /activities /activities/new /work-plan /profiles /publication /search /suggestions /effort'],
  ['city.transport', '/office', 'organ', '/ /opinions /assignment-list /motions /board /supervision /seal /opinions/supervision'],
  ['admin.system', '/office', 'admin', '/admin/imports /admin/terms /admin/reorganisation /admin/term-change /admin/parameters /admin/stand-ins /admin/emergencies /admin/merges /admin/clients /admin/congresses /admin/delegations /admin/groups /admin/constituencies /admin/dormant /admin/abilities'],
  ['admin.security', '/office', 'security', '/admin/looks /admin/administrators /account'],
];
const nameOf = (path: string): string => path.replaceAll(/[^a-z]+/g, '-').replaceAll(/^-|-$/g, '') || 'first';

/** All stops; those of which the demonstration has no example are left out. */
export async function stops(app: TestApp): Promise<Stop[]> {
  const at = await matters(app);
  const of = (username: string | null, base: string, pages: Readonly<Record<string, string>>, prefix: string): Stop[] =>
    Object.entries(pages).map(([name, path]) => ({ name: `${prefix}-${name}`, username, path: `${base}${path}` }));
  const one = (name: string, username: string, base: string, id: string, hash = ''): Stop[] => (id === '' ? [] : [{ name, username, path: `${base}${id}${hash}` }]);
  return [
    ...of(null, '', { home: '/', list: '/suggestions', log: '/log', about: '/about', stations: '/stations', find: '/find?division=430602008', 'sign-in': '/sign-in', 'sign-in-sms': '/sign-in?way=sms', 'sign-in-second': '/sign-in/second' }, 'public'),
    ...(at.published === '' ? [] : [{ name: 'public-detail', username: null, path: `/suggestions/${at.published}` }]),
    ...of('deputy.city', '/deputy', { home: '/', suggestions: '/suggestions', notices: '/notices', duty: '/duty', station: '/station', me: '/me', security: '/security' }, 'deputy'),
    ...one('deputy-suggestion', 'deputy.city', '/deputy/suggestions/', at.mine),
    ...one('deputy-evaluate', 'deputy.city', '/deputy/suggestions/', at.toEvaluate, '#evaluate'),
    ...one('deputy-contact', 'deputy.city', '/deputy/suggestions/', at.toContact, '#contact'),
    ...of('city.office', '/office', { inbox: '/', examination: '/examination', assignment: '/assignment', 'assignment-list': '/assignment-list', decisions: '/decisions', coordination: '/coordination', board: '/board', library: '/suggestions', analysis: '/analysis', compare: '/analysis/compare', reports: '/analysis/reports', notices: '/notices', account: '/account', people: '/admin/people', terms: '/admin/terms', parameters: '/admin/parameters' }, 'office'),
    ...of('city.government', '/office', { distribution: '/distribution', departments: '/distribution?view=departments' }, 'office'),
    ...one('office-distribute', 'city.government', '/office/suggestions/', at.toDistribute, '#handling'),
    ...of('city.transport', '/office', { handling: '/handling', commitments: '/commitments', templates: '/templates', exchange: '/exchange' }, 'office'),
    ...one('office-write', 'city.transport', '/office/suggestions/', at.toWrite, '#handling'),
    ...one('office-sign', 'city.transport', '/office/suggestions/', at.toSign, '#handling'),
    ...of('city.leader', '/office', { board: '/board', decisions: '/decisions' }, 'leader'),
    ...of('district.office', '/office', { stations: '/stations', placing: '/stations/placing', receptions: '/stations/receptions' }, 'district'),
    ...of('town.office', '/office', { inbox: '/' }, 'town'),
    ...of('station.clerk', '/office', { desk: '/station', opinions: '/opinions', receptions: '/stations/receptions' }, 'clerk'),
    ...of('admin.system', '/office', { people: '/admin/people', organs: '/admin/organs', jobs: '/admin/jobs', log: '/admin/log', exchange: '/admin/exchange' }, 'admin'),
    ...plain.flatMap(([username, base, prefix, paths]) => paths.split(' ').map((path): Stop => ({ name: `${prefix}-all-${nameOf(path)}`, username, path: `${base}${path}` }))),
  ];
}
