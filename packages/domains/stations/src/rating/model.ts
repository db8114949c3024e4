// 五到位、五星级: the checklists as data, and how they are counted. Pure: the same lines stand on the desk and on the public page.

/** 五到位, as the customer defines them. */
export const provisionLabels = { registered: '代表注册到位', staffed: '人员配备到位', served: '服务保障到位', recorded: '台账管理到位', funded: '经费支持到位' } as const;
/** 五星级: one star each. */
export const starLabels = { standard: '配置标准化', supported: '保障健全化', regular: '运行制度化', varied: '活动多样化', effective: '结果实效化' } as const;
/** 五公开, as the customer defines them. */
export const disclosureLabels = { people: '公开代表信息', rules: '公开工作制度', plans: '公开年度计划', contacts: '公开联系名单', results: '公开履职成果' } as const;
export type Disclosure = keyof typeof disclosureLabels;
export type Provision = keyof typeof provisionLabels;
export type Star = keyof typeof starLabels;
export type Heading = Provision | Star | Disclosure;
export const headingLabels: Readonly<Record<Heading, string>> = { ...disclosureLabels, ...provisionLabels, ...starLabels };
export const headings = ['people', 'rules', 'plans', 'contacts', 'results', 'registered', 'staffed', 'served', 'recorded', 'funded', 'standard', 'supported', 'regular', 'varied', 'effective'] as const satisfies readonly Heading[];
export const isHeading = (value: string): value is Heading => value in headingLabels;
/** Which of the three checklists a heading belongs to. */
export const listOf = (heading: Heading): '五公开' | '五到位' | '五星级' => (heading in disclosureLabels ? '五公开' : heading in provisionLabels ? '五到位' : '五星级');
export const isStar = (heading: Heading): heading is Star => heading in starLabels;

export const ratingStateLabels = { draft: '自评中', submitted: '待审核', published: '已公布' } as const;
export type RatingState = keyof typeof ratingStateLabels;
export const ratingStates = ['draft', 'submitted', 'published'] as const satisfies readonly RatingState[];

export const ratingLimits = { evidence: 300, note: 200, opinion: 500, reason: 300, label: 60, pictures: 4, least: 9999 } as const;
/** Fewest characters of evidence for what somebody claims. */
export const EVIDENCE_LEAST = 4;

/** What the system knows of a station in a year. */
export type Facts = {
  readonly members: number; readonly coded: number; readonly heads: number; readonly liaisons: number;
  readonly address: boolean; readonly hours: boolean; readonly phone: boolean; readonly placed: boolean; readonly rules: boolean; readonly plan: boolean;
  /** Reception days held, those of them with a theme of their own, those that passed without a record, and people received. */
  readonly held: number; readonly themes: number; readonly unrecorded: number; readonly visitors: number;
  /** Opinions that came in at the station this year, and those answered. */
  readonly opinions: number; readonly answered: number;
  /** Reception days wanted in a year. */
  readonly wanted: number;
};

type Judged = { readonly met: boolean; /** What was counted, in words. */ readonly words: string };
export type Criterion = { readonly key: string; readonly heading: Heading; readonly label: string } & (
  | { readonly kind: 'fact'; readonly judge: (facts: Facts) => Judged }
  /** Judged by the station's congress, with evidence. */
  | { readonly kind: 'claim' }
);

/** Figures that a congress may ask for in a line of its own. */
export const measureLabels = { members: '进站代表（名）', liaisons: '联络员（名）', held: '已举行的接待日（次）', themes: '有主题的接待日（次）', visitors: '接待群众（人次）', opinions: '收到的群众意见（条）', answered: '已答复的群众意见（条）' } as const satisfies Partial<Record<keyof Facts, string>>;
export type Measure = keyof typeof measureLabels;
export const measures = ['members', 'liaisons', 'held', 'themes', 'visitors', 'opinions', 'answered'] as const satisfies readonly Measure[];
export const isMeasure = (value: string): value is Measure => value in measureLabels;

const has = (there: boolean): string => (there ? '有' : '缺');
const fact = (key: string, heading: Heading, label: string, judge: (facts: Facts) => Judged): Criterion => ({ key, heading, label, kind: 'fact', judge });
const claim = (key: string, heading: Heading, label: string): Criterion => ({ key, heading, label, kind: 'claim' });
/** A line that asks for at least so many of what the system counts. */
export const measured = (key: string, heading: Heading, label: string, measure: Measure, least: number): Criterion =>
  fact(key, heading, label, (facts) => ({ met: facts[measure] >= least, words: `${measureLabels[measure]}：${facts[measure]}，不少于 ${least}` }));

/** Of ten opinions eight are answered. */
const ANSWERED_OF_TEN = 8;

/** Scored from facts where the system knows them; keys are kept in ratings and never change. */
export const criteria: readonly Criterion[] = [
  fact('public_people', 'people', '进站代表的信息已公开', ({ members }) => ({ met: members > 0, words: `公开进站代表 ${members} 名` })),
  fact('public_rules', 'rules', '工作制度已公开', ({ rules }) => ({ met: rules, words: rules ? '已公开' : '没有公开' })),
  fact('public_plan', 'plans', '本年度计划已公开', ({ plan }) => ({ met: plan, words: plan ? '已公开' : '没有公开' })),
  fact('public_contacts', 'contacts', '联系方式和代表码已公开', ({ address, phone, members, coded }) => ({ met: address && phone && members > 0 && coded === members, words: `地址${has(address)}，值班电话${has(phone)}，有代表码 ${coded} 名` })),
  fact('public_results', 'results', '接待和意见办理成果已公开', ({ held, answered }) => ({ met: held + answered > 0, words: `公开接待 ${held} 次，已答复意见 ${answered} 条` })),
  fact('members', 'registered', '有代表进站，进站代表都有代表码', ({ members, coded }) => ({ met: members > 0 && coded === members, words: `进站代表 ${members} 名，有代表码 ${coded} 名` })),
  fact('staff', 'staffed', '站长、联络员都已配备', ({ heads, liaisons }) => ({ met: heads > 0 && liaisons > 0, words: `站长 ${heads} 名，联络员 ${liaisons} 名` })),
  fact('contact', 'served', '地址、开放时间、值班电话都已公布', ({ address, hours, phone }) => ({ met: address && hours && phone, words: `地址${has(address)}，开放时间${has(hours)}，值班电话${has(phone)}` })),
  claim('room', 'served', '有固定的接待场所和便民设施'),
  fact('records', 'recorded', '接待日都有记录', ({ held, unrecorded }) => ({ met: held > 0 && unrecorded === 0, words: `已记录 ${held} 次，没有记录 ${unrecorded} 次` })),
  claim('funds', 'funded', '工作经费已落实'),
  fact('map', 'standard', '地图位置已标注', ({ placed }) => ({ met: placed, words: placed ? '已标注' : '没有标注' })),
  claim('sign', 'standard', '站牌、公示栏按统一标准设置'),
  claim('support', 'supported', '场所、设备、人员和经费有长期保障'),
  fact('rules', 'regular', '工作制度已公布', ({ rules }) => ({ met: rules, words: rules ? '已公布' : '没有公布' })),
  fact('plan', 'regular', '本年度计划已公布', ({ plan }) => ({ met: plan, words: plan ? '已公布' : '没有公布' })),
  fact('receptions', 'varied', '接待日达到全年次数', ({ held, wanted }) => ({ met: held >= wanted, words: `已举行 ${held} 次，全年不少于 ${wanted} 次` })),
  fact('themes', 'varied', '围绕不同主题听取意见', ({ themes }) => ({ met: themes >= 2, words: `有主题的接待日 ${themes} 次，不少于 2 次` })),
  fact('heard', 'effective', '有群众来站反映', ({ visitors, opinions }) => ({ met: visitors + opinions > 0, words: `接待 ${visitors} 人次，收到意见 ${opinions} 条` })),
  fact('answers', 'effective', '收到的意见八成以上已答复', ({ opinions, answered }) => ({ met: opinions > 0 && answered * 10 >= opinions * ANSWERED_OF_TEN, words: `收到 ${opinions} 条，已答复 ${answered} 条` })),
];

export type Evidence = { id: string; alt: string };
export type Claim = { readonly key: string; readonly met: boolean; readonly evidence: string; /** Pictures of the station that show it. */ readonly pictures: readonly string[] };
/** Whether a claim says by what it is proven. */
export const isProven = ({ evidence, pictures }: Pick<Claim, 'evidence' | 'pictures'>): boolean => [...evidence].length >= EVIDENCE_LEAST || pictures.length > 0;
/** One line of the checklist as it is handed in, audited and published. */
export type Item = { readonly key: string; readonly heading: Heading; readonly label: string; readonly kind: 'fact' | 'claim'; readonly met: boolean; readonly words: string; /** What the audit found; null before it. */ readonly found: boolean | null; readonly note: string; /** Pictures of the station given as evidence. */ readonly pictures: Evidence[] };

/** The checklist of a moment: facts as they are, claims as they were made, with the station's pictures that were chosen for them. */
export const itemsOf = (lines: readonly Criterion[], facts: Facts, claims: readonly Claim[], pictures: readonly Evidence[]): Item[] =>
  lines.map((one): Item => {
    const said = claims.find(({ key }) => key === one.key);
    const judged = one.kind === 'fact' ? one.judge(facts) : { met: said?.met ?? false, words: said?.evidence ?? '' };
    const shown = one.kind === 'fact' ? [] : pictures.filter(({ id }) => said?.pictures.includes(id) === true);
    return { key: one.key, heading: one.heading, label: one.label, kind: one.kind, ...judged, found: null, note: '', pictures: shown.map(({ id, alt }) => ({ id, alt })) };
  });

const holds = ({ met, found }: Pick<Item, 'met' | 'found'>): boolean => found ?? met;

/** The headings of which every line holds: how many of the five provisions, and how many stars. The published formula. */
export function countOf(items: readonly Pick<Item, 'heading' | 'met' | 'found'>[]): { provisions: number; stars: number } {
  const whole = wholeOf(items);
  return { provisions: whole.filter((heading) => listOf(heading) === '五到位').length, stars: whole.filter(isStar).length };
}

const wholeOf = (items: readonly Pick<Item, 'heading' | 'met' | 'found'>[]): Heading[] => headings.filter((heading) => items.some((one) => one.heading === heading) && items.every((one) => one.heading !== heading || holds(one)));

/** How many of the five disclosures hold; null for a rating from before they were asked. */
export function disclosuresOf(items: readonly Pick<Item, 'heading' | 'met' | 'found'>[]): number | null {
  if (!items.some(({ heading }) => listOf(heading) === '五公开')) return null;
  return wholeOf(items).filter((heading) => listOf(heading) === '五公开').length;
}
