// How many deputies and committee members a congress may have, by tier and population. Pure.
import type { Tier } from './scope.ts';

export type QuotaFacts = { readonly tier: Tier; readonly population: number | null; readonly deputyQuota: number | null; readonly committeeSeats: number | null };
export type QuotaField = 'population' | 'deputyQuota' | 'committeeSeats';
/** `refused`: the law leaves no room. `warning`: it does, or the decision of the standing committee above may differ. */
export type QuotaCheck = { readonly field: QuotaField; readonly level: 'refused' | 'warning'; readonly message: string };

/** 选举法 12: base number, one more for every so many inhabitants, at most; fewer than the base only with so few inhabitants. */
const deputies = {
  province: { base: 350, per: 150_000, most: 1000, fewerBelow: 0, setBy: '全国人大常委会' },
  city: { base: 240, per: 25_000, most: 650, fewerBelow: 0, setBy: '省级人大常委会' },
  county: { base: 140, per: 5000, most: 450, fewerBelow: 50_000, setBy: '省级人大常委会' },
  township: { base: 45, per: 1500, most: 160, fewerBelow: 2000, setBy: '县级人大常委会' },
} as const satisfies Readonly<Record<Tier, unknown>>;

/** 地方组织法 47: members of the standing committee; more only above a population. A township has none (地方组织法 18). */
const committees = {
  province: { fewest: 45, most: 75, above: 80_000_000, mostAbove: 95 },
  city: { fewest: 29, most: 51, above: 8_000_000, mostAbove: 61 },
  county: { fewest: 15, most: 35, above: 1_000_000, mostAbove: 45 },
} as const satisfies Readonly<Record<Exclude<Tier, 'township'>, unknown>>;

/** The quota that 选举法 12 yields for a population, before what a province adds for minorities or special cases (选举法 12, 第二款). */
export function quotaByLaw(tier: Tier, population: number): number {
  const { base, per, most } = deputies[tier];
  return Math.min(most, base + Math.floor(population / per));
}

/** What the law says to the numbers; nothing when all fits or nothing is entered. */
export function checkQuota(facts: QuotaFacts): QuotaCheck[] {
  return [...checkDeputies(facts), ...checkCommittee(facts)];
}

function checkDeputies({ tier, population, deputyQuota }: QuotaFacts): QuotaCheck[] {
  if (deputyQuota === null) return [];
  const { base, most, fewerBelow, setBy } = deputies[tier];
  const say = (level: QuotaCheck['level'], message: string): QuotaCheck[] => [{ field: 'deputyQuota', level, message }];
  if (deputyQuota > most) return say('refused', `代表总名额不得超过 ${most} 名（选举法第十二条），请核对批准的名额`);
  if (deputyQuota < base && fewerBelow === 0) return say('refused', `代表名额基数为 ${base} 名（选举法第十二条），总名额不得少于基数，请核对批准的名额`);
  if (deputyQuota < base && population !== null && population >= fewerBelow) return say('refused', `人口不足 ${fewerBelow} 的，代表总名额才可以少于 ${base} 名（选举法第十二条），请核对人口数和名额`);
  if (population === null) return say('warning', '填写人口数后，可以按照选举法第十二条核对名额');
  const lawful = quotaByLaw(tier, population);
  if (deputyQuota === lawful || deputyQuota < base) return [];
  return say('warning', `按照现有人口计算为 ${lawful} 名（选举法第十二条）；名额由${setBy}确定（选举法第十三条），确定后一般不再变动（选举法第十四条），请以批准文件为准`);
}

function checkCommittee({ tier, population, committeeSeats }: QuotaFacts): QuotaCheck[] {
  if (committeeSeats === null) return [];
  const say = (level: QuotaCheck['level'], message: string): QuotaCheck[] => [{ field: 'committeeSeats', level, message }];
  if (tier === 'township') return say('refused', '乡、民族乡、镇的人民代表大会不设常务委员会，设主席、副主席和主席团（地方组织法第十八条、第十九条），请将常委会名额留空');
  const { fewest, most, above, mostAbove } = committees[tier];
  if (committeeSeats < fewest) return say('refused', `常务委员会组成人员名额不得少于 ${fewest} 名（地方组织法第四十七条）`);
  if (committeeSeats > mostAbove) return say('refused', `常务委员会组成人员名额不得超过 ${mostAbove} 名（地方组织法第四十七条）`);
  if (committeeSeats <= most) return [];
  if (population === null) return say('warning', `超过 ${most} 名的，人口应当超过 ${above / 10_000} 万（地方组织法第四十七条），请填写人口数`);
  return population > above ? [] : say('refused', `人口超过 ${above / 10_000} 万的，常务委员会组成人员名额才可以超过 ${most} 名（地方组织法第四十七条）`);
}
