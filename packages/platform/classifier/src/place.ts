// Where a matter is: divisions by name (their list is passed in, this floor knows none), and roads, estates, villages, schools by how such names are formed.
import type { Message } from './labels.ts';

/** A division as the recogniser needs it; parents need not come first. */
export type NamedDivision = { readonly code: string; readonly name: string };
export type DivisionFound = { readonly code: string; readonly name: string; readonly said: string };
export type PlacesFound = {
  /** The finest division the text names that fits the others it names, or the place of filing; null when it names none. */
  readonly division: DivisionFound | null;
  /** Further divisions of that name elsewhere: a person chooses. */
  readonly candidates: readonly DivisionFound[];
  /** Roads, estates, villages, institutions, in the order of the text, each once. */
  readonly spots: readonly string[];
  readonly reason: string;
};
export type PlaceFinder = (message: Message, near?: string) => PlacesFound;

/** A short name must still be one: 岳阳 for 岳阳市, never 南 for 南县. */
const SHORTEST = 2;
const SUFFIX = /(?:土家族苗族自治州|(?:各族|土家族|苗族|侗族|瑶族|回族维吾尔族)*(?:自治州|自治县|民族乡)|街道办事处|街道|管理区|省|市|区|县|镇|乡)$/u;
/** Short names that are common words: they need their suffix. */
const COMMON: ReadonlySet<string> = new Set(['新建', '开发', '和平', '团结', '胜利', '先锋', '中心', '城关', '东风', '建设', '公园', '平安', '幸福', '新区', '河西', '河东', '城东', '城西', '城南', '城北', '文化', '学校', '车站', '人民', '解放', '五一', '八一', '光明', '希望', '大桥', '广场', '工业', '湖南', '临时', '路口']);

const SPOT_END = '大道|大街|公路|国道|省道|县道|高速|路口|路|街|巷|小区|花园|家园|公寓|新村|新城|社区|村|组|大厦|广场|市场|公园|学校|小学|中学|幼儿园|医院|卫生院|大桥|桥|水库|码头|车站|工业园|产业园';
const SPOT = new RegExp(`(?<name>[\\p{Script=Han}\\dA-Za-z]{1,8}?(?:${SPOT_END}))(?![\\p{Script=Han}]?(?:面|上班))`, 'gu');
/** What stands before a name and does not belong to it. */
const BEFORE_NAME = /^.*(?:位于|地处|住在|家住|来自|经过|通往|关于|反映|请问|我们|我是|我家|他们|旁边|附近|以及|对面|门口|[在从到往由至和与及的是将把被于])/u;
const NOT_A_NAME = /^(?:[这那哪该本全各每某几多两]|一[条个所座]|整[个条]|我|你|他|老|新|旧|修|过|走|让|没有?|农|乡|城|进|出|铁|公|马|道|网|线|思|出路|小|住宅|大型|商业|菜|农贸|工业|集贸)?(?:SPOT)$/u;
const bare = new RegExp(NOT_A_NAME.source.replace('SPOT', SPOT_END), 'u');
const MOST_SPOTS = 5;

function shortOf(name: string): string | null {
  const short = name.replace(SUFFIX, '');
  return short.length >= SHORTEST && short !== name && !COMMON.has(short) ? short : null;
}

/** Prepares a list of divisions once; the finder is then quick. `near` of the finder: the code of the division where the opinion was filed, to choose among names. */
export function createPlaceFinder(divisions: readonly NamedDivision[]): PlaceFinder {
  const named = new Map<string, NamedDivision[]>();
  const put = (said: string, division: NamedDivision): void => void named.set(said, [...(named.get(said) ?? []), division]);
  for (const division of divisions) {
    put(division.name, division);
    const short = shortOf(division.name);
    if (short !== null) put(short, division);
  }
  const longest = Math.max(0, ...[...named.keys()].map(({ length }) => length));
  return (message, near) => {
    const text = `${message.title ?? ''} ${message.text}`.normalize('NFKC').slice(0, 6000);
    const found = divisionsIn(text, named, longest);
    const [division = null, ...candidates] = choose(found, near);
    const spots = spotsIn(text, found);
    const said = [...(division ? [`“${division.said}”（${division.name}）`] : []), ...spots.map((spot) => `“${spot}”`)];
    return { division, candidates, spots, reason: said.length === 0 ? '文中没有写明地点' : `文中提到${said.join('、')}` };
  };
}

function divisionsIn(text: string, named: ReadonlyMap<string, readonly NamedDivision[]>, longest: number): DivisionFound[] {
  const found: DivisionFound[] = [];
  for (let at = 0; at < text.length; ) {
    let size = 1;
    for (let length = Math.min(longest, text.length - at); length >= SHORTEST; length--) {
      const said = text.slice(at, at + length);
      const divisions = named.get(said);
      // 岳阳路 is a road, not the city.
      if (!divisions || (!SUFFIX.test(said) && new RegExp(`^(?:${SPOT_END})`, 'u').test(text.slice(at + length)))) continue;
      found.push(...divisions.map(({ code, name }) => ({ code, name, said })));
      size = length;
      break;
    }
    at += size;
  }
  return found;
}

/** Finest first: those that lie within another one that is named, then those near the place of filing. */
function choose(found: readonly DivisionFound[], near: string | undefined): DivisionFound[] {
  const codes = new Set(found.map(({ code }) => code));
  const backed = ({ code }: DivisionFound): number => [...codes].filter((other) => other !== code && code.startsWith(other)).length;
  const shared = ({ code }: DivisionFound): number => {
    if (near === undefined) return 0;
    let length = 0;
    while (length < Math.min(code.length, near.length) && code[length] === near[length]) length += 1;
    return length;
  };
  const unique = [...new Map(found.map((one) => [one.code, one])).values()];
  const ranked = unique.toSorted((a, b) => backed(b) - backed(a) || shared(b) - shared(a) || b.code.length - a.code.length || a.code.localeCompare(b.code));
  const [first] = ranked;
  return first ? [first, ...ranked.slice(1).filter(({ said }) => said === first.said)] : [];
}

function spotsIn(text: string, divisions: readonly DivisionFound[]): string[] {
  const spots = new Set<string>();
  for (const { groups } of text.matchAll(SPOT)) {
    let name = (groups?.name ?? '').replace(BEFORE_NAME, '');
    for (const { said } of divisions) if (name.startsWith(said) && name.length > said.length + 1) name = name.slice(said.length);
    if (name.length >= 3 && !bare.test(name)) spots.add(name);
  }
  return [...spots].slice(0, MOST_SPOTS);
}
