/** Numbers as official documents print them (domain rules §9: series per congress, term and session; numbers without leading zeros). */

const DIGITS = '〇一二三四五六七八九';

/**
 * A whole number in Chinese, as it stands before 届 and 次: 十, 十四, 二十, 一百零五.
 * @throws RangeError outside 1–9999
 */
export function chineseNumber(value: number): string {
  assertWhole(value, 9999);
  const digits = String(value).padStart(4, '0').split('').map(Number);
  const words = digits.reduce((text, digit, index) => {
    if (digit === 0) return text === '' || text.endsWith('零') ? text : `${text}零`;
    return `${text}${DIGITS.charAt(digit)}${['千', '百', '十', ''][index]}`;
  }, '');
  const plain = words.replace(/零$/, '');
  // 一十四 is said 十四 when nothing stands before it.
  return value < 20 ? plain.replace(/^一十/, '十') : plain;
}

export type SessionNumber = {
  /** How the congress is quoted: 省, 市, 县, 区, 乡, 镇. */
  congressShort: string;
  term: number;
  /** null between sessions (闭会期间). */
  session: number | null;
};

/** "市九届人大三次会议", or "市九届人大闭会期间". */
export function sessionLabel({ congressShort, term, session }: SessionNumber): string {
  const meeting = session === null ? '闭会期间' : `${chineseNumber(session)}次会议`;
  return `${congressShort}${chineseNumber(term)}届人大${meeting}`;
}

/** "第九届第三次会议": where the congress is known. */
export const sessionOfTerm = ({ term, session }: { term: number; session: number }): string => `第${chineseNumber(term)}届第${chineseNumber(session)}次会议`;

/** "市九届人大三次会议第12号建议"; motions (议案) have a series of their own. */
export function suggestionNumberLabel(item: SessionNumber & { number: number; kind: 'suggestion' | 'motion' }): string {
  assertWhole(item.number, Number.MAX_SAFE_INTEGER);
  return `${sessionLabel(item)}第${item.number}号${item.kind === 'suggestion' ? '建议' : '议案'}`;
}

/** The number of an official letter: "岳交函〔2026〕12号" — hexagonal brackets, no 第, no leading zeros (GB/T 9704). */
export function letterNumber(organCode: string, year: number, number: number): string {
  assertWhole(year, 9999);
  assertWhole(number, Number.MAX_SAFE_INTEGER);
  return `${organCode}〔${year}〕${number}号`;
}

function assertWhole(value: number, max: number): void {
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw new RangeError(`numbers: ${value} is not a whole number from 1 to ${max}`);
}
