/**
 * Names of people who do not exist. The given names are words of 《岳阳楼记》 and of old poems on the Dongting lake: they read naturally,
 * and anybody in Yueyang sees that they are invented; none makes a known person's name. Pure and the same every time.
 */

const surnames = [...'王李张刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹易常武乔贺赖龚文'];

const givenNames = [
  '春和', '景明', '岸芷', '汀兰', '郁青', '长烟', '皓月', '浮光', '跃金', '静影', '沉璧', '渔歌', '心怡', '清风', '朝晖', '夕照', '衔山', '浩然', '先忧',
  '后乐', '政通', '人和', '俱兴', '重修', '巴陵', '远山', '大观', '览月', '日星', '隐曜', '望湖', '临江', '沙鸥', '翔集', '碧波', '晴川', '秋水', '长天', '落霞',
  '澄江', '云梦', '潇湘', '杜若', '芳洲', '兰舟', '白露', '采薇', '南浦', '北渚', '听涛', '观澜', '楚帆', '湘竹', '芷江', '怀远', '思贤', '若水', '问渠', '知秋',
  '星河', '明湖', '平野', '丹枫', '青岚', '雪梅', '君山', '银针', '橘颂', '九歌', '天问', '安澜', '润田', '惠风', '和畅', '嘉禾', '丰年',
] as const;

/** The nth name; the first some thousands are all different. */
export function inventedName(n: number): string {
  const surname = surnames[n % surnames.length] ?? '王';
  const given = givenNames[(n * 37 + Math.floor(n / surnames.length)) % givenNames.length] ?? '春和';
  return `${surname}${given}`;
}

/** A mobile number that nobody has: 154 is given to no operator. */
export const inventedPhone = (n: number): string => `154${String(n).padStart(8, '0')}`;

/** The same number from 0 to `below` for the same words, every time. */
export function pickNumber(words: string, below: number): number {
  let hash = 2166136261;
  for (const character of words) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 16777619) >>> 0;
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 2246822519) >>> 0;
  hash ^= hash >>> 13;
  return (hash >>> 0) % below;
}

/** The same element for the same words, every time. */
export function pick<T>(words: string, from: readonly T[]): T {
  const found = from[pickNumber(words, from.length)];
  if (found === undefined) throw new RangeError(`nothing to pick from for ${words}`);
  return found;
}
