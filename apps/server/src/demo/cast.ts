/** Who plays in the demonstration: staff and deputies of every place, with the user names of the sign-in page. Pure. */
import type { AppointedRole } from '@smart/identity/capacity';
import { departmentsOf } from './departments.ts';
import { demoPlaces, demoStreet, type DemoPlace, type Slug } from './places.ts';

export const DEMO_PASSWORD = 'Demo-2026-Yueyang';

export type CastPost = {
  readonly place: Slug;
  /** A standard organ's key, `department:KEY`, or `street`. */
  readonly organ: string;
  readonly title: string;
  readonly roles: readonly AppointedRole[];
};

export type CastMember = {
  /** Without one the person cannot sign in. */
  readonly username: string | null;
  readonly gender: '男' | '女';
  readonly employer: string;
  readonly position: string;
  readonly mandates: readonly { readonly place: Slug; readonly delegation: number | null }[];
  readonly posts: readonly CastPost[];
};

type Post = Omit<CastPost, 'place'>;

const official = (place: DemoPlace, username: string, at: number, posts: readonly Post[], deputy = false): CastMember => ({
  username,
  gender: at % 3 === 0 ? '女' : '男',
  employer: `${place.name}（演示）`,
  position: posts[0]?.title ?? '',
  mandates: deputy ? [{ place: place.slug, delegation: place.delegations.length > 0 ? 0 : null }] : [],
  posts: posts.map((post) => ({ place: place.slug, ...post })),
});

const bothSides = ['handling_clerk', 'handling_head'] as const;

const deputyHeadOf = (department: string): string => (department.endsWith('委员会') ? '副主任' : department.endsWith('厅') ? '副厅长' : '副局长');

/** 代表工委, 主任会议, 政府办 and the departments of a county, city or the province. */
function staffOf(place: DemoPlace): CastMember[] {
  const { slug } = place;
  const departments = departmentsOf(place.tier).map((one, at) =>
    official(place, `${slug}.${one.key}`, at, [{ organ: `department:${one.key}`, title: deputyHeadOf(one.title), roles: bothSides }]),
  );
  return [
    official(place, `${slug}.office`, 0, [{ organ: 'deputies_affairs', title: '副主任', roles: ['congress_officer'] }]),
    official(place, `${slug}.leader`, 1, [{ organ: 'council_of_chairpersons', title: '副主任', roles: ['congress_leader', 'standing_committee_member'] }], true),
    official(place, `${slug}.government`, 2, [{ organ: 'government_office', title: '督查室主任', roles: ['government_officer'] }]),
    ...departments,
  ];
}

/** 人大主席, who examines and hands over in a township (代表法 51), and the government with its offices. */
function staffOfTownship(place: DemoPlace): CastMember[] {
  const { slug } = place;
  const offices = departmentsOf('township').map((one, at) =>
    official(place, `${slug}.${one.key.replace('town_', '')}`, at, [{ organ: `department:${one.key}`, title: '负责人', roles: bothSides }]),
  );
  return [
    official(place, `${slug}.office`, 0, [{ organ: 'presidium', title: '人大主席', roles: ['congress_officer', 'congress_leader'] }], true),
    official(place, `${slug}.government`, 2, [{ organ: 'government', title: '党政办公室主任', roles: ['government_officer', ...bothSides] }]),
    ...offices,
  ];
}

/** Clerk and head apart, a second officer, the three administrators, and the street's working committee. */
function extraStaff(): CastMember[] {
  const city = demoPlaces[1];
  const district = demoPlaces[2];
  if (!city || !district) throw new Error('the demonstration has no city');
  const transport = 'department:transport';
  return [
    official(city, 'city.transport.clerk', 3, [{ organ: transport, title: '办公室科员', roles: ['handling_clerk'] }]),
    official(city, 'city.transport.head', 4, [{ organ: transport, title: '局长', roles: ['handling_head'] }]),
    official(city, 'city.office.second', 5, [{ organ: 'deputies_affairs', title: '一级主任科员', roles: ['congress_officer'] }]),
    official(city, 'admin.system', 6, [{ organ: 'standing_committee', title: '系统管理员', roles: ['system_administrator'] }]),
    official(city, 'admin.security', 7, [{ organ: 'standing_committee', title: '安全管理员', roles: ['security_administrator'] }]),
    official(city, 'admin.audit', 8, [{ organ: 'standing_committee', title: '审计管理员', roles: ['audit_administrator'] }]),
    official(district, 'street.office', 9, [{ organ: 'street', title: `${demoStreet.name}人大工委联络员`, roles: ['handling_clerk'] }]),
  ];
}

/** 联络站联络员, who does what is to be done at the township's station and sees nothing else. */
function stationStaff(): CastMember[] {
  const town = demoPlaces.find(({ slug }) => slug === 'town');
  return town ? [official(town, 'station.clerk', 10, [{ organ: 'presidium', title: '联络站联络员', roles: ['station_clerk'] }])] : [];
}

const livelihoods = [
  ['芦苇荡小学', '教师'], ['湖畔社区居民委员会', '党支部书记'], ['青螺茶业专业合作社', '理事长'], ['渔火农机服务队', '队长'], ['巴陵春晓医院', '主治医师'], ['橘洲机械有限公司', '高级技师'],
  ['金色稻浪家庭农场', '农场主'], ['云梦公交公司', '驾驶员'], ['汀兰幼儿园', '园长'], ['洞庭水运有限公司', '船长'], ['岸芷社会工作服务中心', '社会工作者'], ['星湖律师事务所', '律师'],
  ['山桐子种植基地', '技术员'], ['龙舟文化工作室', '非遗传承人'], ['春风养老服务中心', '护理员'], ['平野粮油加工厂', '车间主任'], ['白鹭湿地保护站', '管护员'], ['长烟物流公司', '调度员'],
] as const;

/** The user names under which deputies sign in; the others stand in lists and are invited to co-sign. */
const deputyAccounts: Partial<Record<Slug, readonly string[]>> = {
  province: ['deputy.province'],
  city: ['deputy.city', 'deputy.cosigner', 'deputy.second', 'deputy.third'],
  district: ['deputy.district'],
  county: ['deputy.county'],
  miluo: ['deputy.miluo'],
  huarong: ['deputy.huarong'],
  linxiang: ['deputy.linxiang'],
  town: ['deputy.town'],
  changle: ['deputy.changle'],
};

/** Where the first account of a place belongs: Yueyang's delegation in the province, Yueyanglou's in the city. */
function delegationOf(place: DemoPlace, at: number): number | null {
  if (place.delegations.length === 0) return null;
  if (place.slug === 'province' && at === 0) return 1;
  if (place.slug === 'city' && at < 2) return 0;
  return at % place.delegations.length;
}

function deputiesOf(place: DemoPlace): CastMember[] {
  const accounts = deputyAccounts[place.slug] ?? [];
  return Array.from({ length: place.deputies }, (_, at): CastMember => {
    const [employer, position] = livelihoods[(at + place.code.length) % livelihoods.length] ?? livelihoods[0];
    const delegation = delegationOf(place, at);
    const username = accounts[at] ?? null;
    const from = delegation === null ? place.name : (place.delegations[delegation]?.name ?? place.name);
    // A deputy of the city may be one of the district below as well (选举法 48).
    const below = username === 'deputy.city' ? [{ place: 'district' as const, delegation: 0 }] : [];
    return { username, gender: at % 5 < 2 ? '女' : '男', employer: `${from}${employer}（演示）`, position, mandates: [{ place: place.slug, delegation }, ...below], posts: [] };
  });
}

/** Everybody, in the same order every time: names and phone numbers go by it. */
export function demoCast(): CastMember[] {
  return [
    ...demoPlaces.flatMap((place) => (place.tier === 'township' ? staffOfTownship(place) : staffOf(place))),
    ...extraStaff(),
    ...demoPlaces.flatMap(deputiesOf),
    ...stationStaff(),
  ];
}
