/** Where the demonstration is set: real divisions of Yueyang's tiers. Pure. */
import { addDays, yearOf, type DateString } from '@smart/kernel/dates';
import type { Tier } from '@smart/divisions/scope';

export type Slug = 'province' | 'city' | 'district' | 'county' | 'miluo' | 'huarong' | 'linxiang' | 'town' | 'changle';

export type DemoPlace = {
  /** Begins the user names of the place: `city.office`. */
  readonly slug: Slug;
  readonly code: string;
  readonly name: string;
  readonly tier: Tier;
  /** 届 in office, and the day on which its first session opened. */
  readonly term: number;
  readonly termStart: string;
  /** Which session of the term met in January 2024; one follows each January. */
  readonly sessionOf2024: number;
  /** First day of the session in each January, and its length in days. */
  readonly sessionDay: number;
  readonly sessionDays: number;
  readonly deputies: number;
  /** Delegations with the division they come from, where there is one. */
  readonly delegations: readonly { readonly name: string; readonly code?: string }[];
  /** 函 numbers begin with it: 岳交函. */
  readonly letterPrefix: string;
};

const areas = (...names: readonly (readonly [name: string, code: string])[]) => names.map(([name, code]) => ({ name, code }));

export const demoPlaces: readonly DemoPlace[] = [
  {
    slug: 'province', code: '43', name: '湖南省', tier: 'province', term: 14, termStart: '2023-01-13', sessionOf2024: 2, sessionDay: 23, sessionDays: 5, deputies: 24, letterPrefix: '湘',
    delegations: areas(['长沙市', '4301'], ['岳阳市', '4306'], ['常德市', '4307'], ['益阳市', '4309']),
  },
  {
    slug: 'city', code: '4306', name: '岳阳市', tier: 'city', term: 9, termStart: '2022-01-05', sessionOf2024: 3, sessionDay: 9, sessionDays: 4, deputies: 60, letterPrefix: '岳',
    delegations: areas(['岳阳楼区', '430602'], ['云溪区', '430603'], ['君山区', '430611'], ['岳阳县', '430621'], ['华容县', '430623'], ['湘阴县', '430624'], ['平江县', '430626'], ['汨罗市', '430681'], ['临湘市', '430682']),
  },
  {
    slug: 'district', code: '430602', name: '岳阳楼区', tier: 'county', term: 7, termStart: '2021-11-25', sessionOf2024: 3, sessionDay: 3, sessionDays: 3, deputies: 36, letterPrefix: '楼',
    delegations: areas(['城陵矶街道', '430602008'], ['洛王街道', '430602012'], ['南湖街道', '430602013'], ['望岳路街道', '430602007'], ['西塘镇', '430602100'], ['康王乡', '430602203']),
  },
  {
    slug: 'county', code: '430626', name: '平江县', tier: 'county', term: 18, termStart: '2021-12-20', sessionOf2024: 3, sessionDay: 4, sessionDays: 3, deputies: 36, letterPrefix: '平',
    delegations: areas(['汉昌街道', '430626001'], ['伍市镇', '430626111'], ['长寿镇', '430626104'], ['南江镇', '430626107'], ['加义镇', '430626103'], ['浯口镇', '430626109']),
  },
  {
    slug: 'miluo', code: '430681', name: '汨罗市', tier: 'county', term: 18, termStart: '2021-12-15', sessionOf2024: 3, sessionDay: 3, sessionDays: 3, deputies: 30, letterPrefix: '汨',
    delegations: areas(['汨罗镇', '430681101'], ['长乐镇', '430681110'], ['屈子祠镇', '430681118'], ['弼时镇', '430681107'], ['桃林寺镇', '430681112']),
  },
  {
    slug: 'huarong', code: '430623', name: '华容县', tier: 'county', term: 18, termStart: '2021-12-17', sessionOf2024: 3, sessionDay: 4, sessionDays: 3, deputies: 30, letterPrefix: '华',
    delegations: areas(['章华镇', '430623120'], ['三封寺镇', '430623101'], ['东山镇', '430623114'], ['注滋口镇', '430623111'], ['插旗镇', '430623110']),
  },
  {
    slug: 'linxiang', code: '430682', name: '临湘市', tier: 'county', term: 16, termStart: '2021-12-18', sessionOf2024: 3, sessionDay: 5, sessionDays: 3, deputies: 30, letterPrefix: '临',
    delegations: areas(['长安街道', '430682001'], ['羊楼司镇', '430682114'], ['聂市镇', '430682103'], ['江南镇', '430682105'], ['桃林镇', '430682107']),
  },
  { slug: 'town', code: '430626111', name: '伍市镇', tier: 'township', term: 20, termStart: '2021-11-10', sessionOf2024: 3, sessionDay: 2, sessionDays: 1, deputies: 20, letterPrefix: '伍', delegations: [] },
  { slug: 'changle', code: '430681110', name: '长乐镇', tier: 'township', term: 20, termStart: '2021-11-12', sessionOf2024: 3, sessionDay: 2, sessionDays: 1, deputies: 20, letterPrefix: '长', delegations: [] },
];

/** The street whose working committee has staff in the demonstration. */
export const demoStreet = { name: '城陵矶街道' } as const;

export function placeOf(slug: Slug): DemoPlace {
  const place = demoPlaces.find((one) => one.slug === slug);
  if (!place) throw new RangeError(`the demonstration has no place ${slug}`);
  return place;
}

export type PlannedSession = { readonly number: number; readonly startsOn: DateString; readonly endsOn: DateString };

const two = (n: number): string => String(n).padStart(2, '0');

/** The sessions of the place's term held until `day`: the first one at the term's opening, the others in January. */
export function sessionsUntil(place: DemoPlace, day: DateString): PlannedSession[] {
  const length = place.sessionDays - 1;
  const first = { number: 1, startsOn: place.termStart, endsOn: addDays(place.termStart, length) };
  const later = Array.from({ length: yearOf(day) - 2023 + place.sessionOf2024 - 1 }, (_, index) => {
    const number = index + 2;
    const startsOn = `${2024 + number - place.sessionOf2024}-01-${two(place.sessionDay)}`;
    return { number, startsOn, endsOn: addDays(startsOn, length) };
  });
  return [first, ...later].filter((session) => session.startsOn <= day);
}
