// Which organs every congress of a tier has by law, with their names. Pure.
import type { OrganKind } from './model.ts';
import type { Tier } from './scope.ts';

export type StandardOrgan = {
  /** Names the organ within this list, so that another can lie under it. */
  readonly key: string;
  readonly parentKey: string | null;
  readonly name: string;
  readonly shortName: string;
  readonly kind: OrganKind;
  readonly remit: string;
};

type Place = { readonly name: string; readonly tier: Tier };

/** 专门委员会 by tier (地方组织法 33); a township has none. */
const specialCommittees: Readonly<Record<Tier, readonly (readonly [name: string, remit: string])[]>> = {
  province: [
    ['法制委员会', '统一审议地方性法规草案 备案审查'],
    ['监察和司法委员会', '监察 公安 司法行政 法院 检察院 社会治安'],
    ['财政经济委员会', '计划 预算 财政 税务 国有资产 工业 商务 金融'],
    ['教育科学文化卫生委员会', '教育 科技 文化 旅游 卫生 体育 医疗保障'],
    ['环境与资源保护委员会', '生态环境 自然资源 水污染 大气 林业 城乡规划 建设'],
    ['农业与农村委员会', '农业 农村 水利 乡村振兴'],
    ['民族华侨外事委员会', '民族 宗教 华侨 外事'],
    ['社会建设委员会', '就业 社会保障 民政 养老 应急 群团'],
  ],
  city: [
    ['法制委员会', '统一审议地方性法规草案 备案审查'],
    ['监察和司法委员会', '监察 公安 司法行政 法院 检察院 社会治安'],
    ['财政经济委员会', '计划 预算 财政 税务 国有资产 工业 商务 金融'],
    ['教育科学文化卫生委员会', '教育 科技 文化 旅游 卫生 体育 医疗保障'],
    ['环境与资源保护委员会', '生态环境 自然资源 水污染 大气 林业 城乡规划 建设'],
    ['农业与农村委员会', '农业 农村 水利 乡村振兴'],
    ['社会建设委员会', '就业 社会保障 民政 养老 应急 群团'],
  ],
  county: [
    ['监察和司法委员会', '监察 公安 司法行政 法院 检察院 社会治安'],
    ['财政经济委员会', '计划 预算 财政 税务 国有资产 工业 商务 金融'],
    ['社会建设委员会', '就业 社会保障 民政 养老 应急 群团'],
  ],
  township: [],
};

/** The word by which a congress stands in a number: 省, 市, 州, 区, 县, 镇, 乡. */
export function shortNameOf(place: Pick<Place, 'name'>): string {
  return place.name.slice(-1);
}

/** "岳阳市人民代表大会". */
export function congressName(place: Pick<Place, 'name'>): string {
  return `${place.name}人民代表大会`;
}

const organ = (key: string, parentKey: string | null, kind: OrganKind, name: string, shortName: string, remit = ''): StandardOrgan => ({
  key, parentKey, kind, name, shortName, remit,
});

/**
 * The organs every congress has: at county level and above a standing committee with its council of chairpersons (地方组织法 46, 54),
 * the deputies' affairs committee (代表法 12), the credentials committee (地方组织法 56), working and special committees (33, 59) and
 * one street working committee for each street (59); in a township the presidium only (18, 19). And whom it supervises:
 * government, supervisory commission, court and procuratorate (监督法 6); a township's government only.
 * @param streets names of the streets in a county's area
 */
export function standardOrgans(place: Place, streets: readonly string[] = []): StandardOrgan[] {
  const { name, tier } = place;
  const short = shortNameOf(place);
  if (tier === 'township') {
    return [
      organ('presidium', null, 'presidium', `${name}人大主席团`, `${short}人大主席团`),
      organ('government', null, 'government', `${name}人民政府`, `${short}政府`),
    ];
  }
  const committee = `${name}人大常委会`;
  const under = (key: string, kind: OrganKind, title: string, remit = ''): StandardOrgan =>
    organ(key, 'standing_committee', kind, `${committee}${title}`, title.replace('工作委员会', '工委'), remit);
  return [
    organ('standing_committee', null, 'standing_committee', committee, `${short}人大常委会`),
    under('council_of_chairpersons', 'council_of_chairpersons', '主任会议'),
    under('deputies_affairs', 'deputies_affairs', '代表工作委员会', '代表建议 代表活动 代表联络'),
    under('credentials', 'working_committee', '代表资格审查委员会', '代表资格审查 暂停执行代表职务 代表资格终止'),
    under('legislative_affairs', 'working_committee', '法制工作委员会', '规范性文件备案审查'),
    under('budget', 'working_committee', '预算工作委员会', '预算 决算 审计 国有资产'),
    ...specialCommittees[tier].map(([title, remit], index) =>
      organ(`special_${index}`, null, 'special_committee', `${name}人大${title}`, title, remit)),
    ...streets.map((street, index) =>
      organ(`street_${index}`, 'standing_committee', 'street_committee', `${committee}${street}工作委员会`, `${street}人大工委`)),
    ...supervised(place),
  ];
}

/** 一府一委两院, and the government's office that hands suggestions on to the departments. */
function supervised({ name, tier }: Place): StandardOrgan[] {
  const short = shortNameOf({ name });
  const office = tier === 'county' || tier === 'city' ? '办公室' : '办公厅';
  const court = { province: '高级人民法院', city: '中级人民法院', county: '人民法院', township: '' }[tier];
  return [
    organ('government', null, 'government', `${name}人民政府`, `${short}政府`),
    organ('government_office', 'government', 'government_office', `${name}人民政府${office}`, `${short}政府办`, '综合协调 督查 政务公开'),
    organ('supervisory_commission', null, 'supervisory_commission', `${name}监察委员会`, `${short}监委`, '监察 廉政'),
    organ('court', null, 'court', `${name}${court}`, `${short}法院`, '审判 执行 诉讼'),
    organ('procuratorate', null, 'procuratorate', `${name}人民检察院`, `${short}检察院`, '检察 公益诉讼'),
  ];
}
