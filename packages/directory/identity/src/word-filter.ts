// Looks through what strangers write and says why a person should look first. It holds, it never deletes and never refuses.
/** Why something is kept back until staff have looked at it. */
export const filterLabels = {
  phone: '含有电话号码',
  id_card: '含有身份证号码',
  link: '含有网址',
  insult: '含有不文明用语',
  advertising: '疑似广告',
  accusation: '疑似检举、控告',
  repeated: '内容多次重复',
} as const;
export type FilterReason = keyof typeof filterLabels;

/** Signs between the letters do not hide a word, nor do full-width forms. */
const normal = (text: string): string => text.normalize('NFKC').toLowerCase();
const closed = (text: string): string => normal(text).replace(/[\s\p{P}\p{S}_]/gu, '');

const insults = ['混蛋', '王八蛋', '畜生', '狗官', '傻逼', '傻b', '他妈的', '去死', '滚蛋', '人渣', '败类', '不要脸', '废物', '脑残'];
const advertising = ['加微信', '加我微信', '优惠券', '代办证件', '办理贷款', '无抵押', '兼职日结', '刷单', '包过', '厂家直销', '免费领取', '低价出售', '博彩', '棋牌', '中奖'];
const accusations = ['贪污', '受贿', '行贿', '包养', '举报信', '实名举报', '控告', '黑社会', '保护伞', '欺压百姓'];

const has = (text: string, words: readonly string[]): boolean => words.some((word) => text.includes(word));

/** Eight or more of the same sign, or a piece of text five times in a row. */
const repeated = (text: string): boolean => /(.)\1{7,}/su.test(text) || /(.{2,20})\1{4,}/su.test(text);

/** Why staff should look at it before anybody else does; empty when it may be shown. */
export function reasonsToHold(parts: readonly string[]): FilterReason[] {
  const text = normal(parts.join('\n'));
  const words = closed(parts.join('\n'));
  const found: (FilterReason | false)[] = [
    // Digits with anything between them; longer runs are judged as identity-card numbers.
    /(?<!\d)1[3-9](?:[\s.-]?\d){9}(?!\d)/u.test(text) && 'phone',
    /(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)/u.test(text) && 'phone',
    /(?<!\d)[1-9]\d{16}[\dx](?!\d)/u.test(words) && 'id_card',
    /https?:|www\.|[a-z0-9-]+\.(?:com|cn|net|org|top|xyz|cc|vip)\b/u.test(text) && 'link',
    has(words, insults) && 'insult',
    has(words, advertising) && 'advertising',
    has(words, accusations) && 'accusation',
    repeated(text) && 'repeated',
  ];
  return [...new Set(found.filter((one) => one !== false))];
}
