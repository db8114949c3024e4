// pnpm bench cases: how surely two opinions of one matter are found (并案), on pairs written by hand, told twice or only looking alike. Baselines in the same run: the same two
// letters in a row, and the same topic. The writer of the pairs wrote the rule, too: expect less on real opinions; a person confirms every case.
import { classify, groupMatters, sameMatter } from '@smart/classifier';
import { lookAlikePairs, samePairs } from '@smart/classifier/pairs';

type Pair = readonly [string, string];
const lettersOf = (text: string): Set<string> => {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '');
  return new Set(Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2)));
};
/** The share of letters in a row that two texts have in common; the limit at which the baseline does best on these pairs. */
const ALIKE = 0.2;
const byLetters = ([a, b]: Pair): boolean => {
  const [own, other] = [lettersOf(a), lettersOf(b)];
  const shared = [...own].filter((one) => other.has(one)).length;
  return shared / Math.max(1, own.size + other.size - shared) >= ALIKE;
};
const byTopic = ([a, b]: Pair): boolean => classify(a).label === classify(b).label;
const ours = ([a, b]: Pair): boolean => sameMatter({ text: a }, { text: b }).same;

function row(name: string, rule: (pair: Pair) => boolean): { precision: number; recall: number } {
  const [right, wrong] = [samePairs.filter(rule).length, lookAlikePairs.filter(rule).length];
  const [precision, recall] = [right / Math.max(1, right + wrong), right / samePairs.length];
  console.log(`  ${name.padEnd(44)} precision ${precision.toFixed(2)}   recall ${recall.toFixed(2)}`);
  return { precision, recall };
}

console.log(`${samePairs.length} pairs that tell of one matter, ${lookAlikePairs.length} that only look alike`);
row('baseline: the same topic', byTopic);
row(`baseline: ${ALIKE * 100} % of two letters in a row`, byLetters);
const { precision, recall } = row('the rule', ours);
const texts = [...samePairs, ...lookAlikePairs].flat().map((text) => ({ text }));
const began = performance.now();
const groups = groupMatters(texts);
console.log(`  ${texts.length} opinions at once: ${groups.length} groups in ${(performance.now() - began).toFixed(0)} ms`);
console.log(`  ${precision >= 0.84 && recall >= 0.88 ? 'met   ' : 'MISSED'} precision ${precision.toFixed(2)} (goal ≥ 0.84), recall ${recall.toFixed(2)} (goal ≥ 0.88)`);
