// What the words of an organ's remit (职责) say about a suggestion. A word that stands in the title tells more than one in the text, and
// one that few organs have in their remit tells more than one that many have. Pure.
import { keywords, tokens } from '@smart/search';
import { tellingWords } from '../telling-words.ts';

type Remit = { readonly id: string; readonly shortName: string; readonly remit: string };
type RemitHit = { readonly points: number; readonly words: readonly string[]; readonly inName: string | null };

const WEIGHT = { title: 2, text: 0.8, name: 1.5 } as const;
/** A text holds the matter in its first words; what follows are examples and figures. */
const TEXT_WORDS = 25;
/** Stand in the names of many organs, whatever they do. */
const inManyNames = new Set(['管理', '发展', '服务', '城乡', '城市', '社会', '公共', '综合', '保障', '资源', '环境', '规划', '监督', '改革', '建设', '委员会', '中心', '办公室', '人民政府', '工作']);

/** Say where rather than what: much less tells for the organ that has them in its remit. */
const places = new Set(['农村', '乡村', '城市', '城区', '城乡', '社区', '小区', '街道', '乡镇', '村庄']);
const PLACE = 0.3;

/** The terms of a remit as they were written: 高标准农田, 交通信号灯. Whole sentences are no terms. */
const termsOf = (remit: string): string[] => remit.split(/[\s、，,；;。]+/u).filter((term) => [...term].length >= 2 && [...term].length <= 8);

/** For each organ whose remit or name is touched: how much speaks for it, and the words that do, the most telling first. */
export function remitHits(organs: readonly Remit[], subject: { readonly title: string; readonly text: string }): Map<string, RemitHit> {
  const inTitle = new Set(tellingWords(subject.title));
  const asked = [...inTitle, ...keywords(subject.text, TEXT_WORDS).filter((word) => !inTitle.has(word))];
  const remits = organs.map((organ) => ({ organ, words: new Set(tokens(organ.remit)) }));
  const telling = (word: string): number => (places.has(word) ? PLACE : 1) / Math.sqrt(remits.filter(({ words }) => words.has(word)).length || 1);
  const found = new Map<string, RemitHit>();
  for (const { organ, words } of remits) {
    const weights = new Map(asked.filter((word) => words.has(word)).map((word) => [word, (inTitle.has(word) ? WEIGHT.title : WEIGHT.text) * telling(word)]));
    for (const term of termsOf(organ.remit)) addTerm(weights, term, subject);
    const named = new Set(tokens(organ.shortName));
    const inName = [...inTitle].find((word) => named.has(word) && !inManyNames.has(word) && !places.has(word)) ?? null;
    const points = [...weights.values()].reduce((sum, one) => sum + one, inName === null ? 0 : WEIGHT.name);
    if (points > 0) found.set(organ.id, { points, inName, words: [...weights].toSorted((a, b) => b[1] - a[1]).map(([word]) => word) });
  }
  return found;
}

/** A term that stands as a whole in the title or the text is more than its parts. */
function addTerm(weights: Map<string, number>, term: string, { title, text }: { title: string; text: string }): void {
  const weight = title.includes(term) ? WEIGHT.title : text.includes(term) ? WEIGHT.text : 0;
  if (weight > 0) weights.set(term, (weights.get(term) ?? 0) + weight);
}
