// pnpm bench classify --data FILE [--folds N]: how well opinions are sorted into the seven topics, on messages the weights never saw. The shipped weights learned from all
// messages there are; therefore this trains anew on four fifths and judges the fifth, five times (like messages stand in the same fifth).
// Baselines in the same run: the commonest topic, keyword rules, a plain linear model on characters in a row. Goals: macro-F1 ≥ 0.92, 95 of 100 messages < 20 ms.
// The messages are not part of the project: --data, or CLASSIFY_DATA.
import { existsSync, readFileSync } from 'node:fs';
import { classify, subtopicNames, subtopicOf, topicLabels, type TopicLabel } from '@smart/classifier';
import { plainModel, train, type LabelledMessage } from '@smart/classifier/train';
import { parseTrainingData } from '@smart/classifier/training-data';
import { figuresOf, foldsOf, type Figures } from './lib/topics.ts';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const file = option('data') ?? process.env['CLASSIFY_DATA'];
if (!file || !existsSync(file)) {
  console.error(`${file ? `There is no file ${file}` : 'No messages given'}: pnpm bench classify --data FILE (or CLASSIFY_DATA=FILE), one JSON object a line with text, label and perhaps title. They are not part of the project.`);
  process.exit(1);
}

const FOLDS = 5;
const messages = parseTrainingData(readFileSync(file, 'utf8'));
const fold = foldsOf(messages.map(({ text }) => text), FOLDS);
const wanted = Math.min(FOLDS, Math.max(1, Number(option('folds') ?? FOLDS)));

const commonest = (of: readonly LabelledMessage[]): TopicLabel =>
  topicLabels.toSorted((a, b) => of.filter(({ label }) => label === b).length - of.filter(({ label }) => label === a).length)[0] ?? topicLabels[0];
/** The topic most of whose second-level words stand in the text. */
const byKeywords = (message: LabelledMessage, otherwise: TopicLabel): TopicLabel => {
  const hits = topicLabels.map((label) => ({ label, hits: subtopicOf(label, message)?.words.length ?? 0 })).toSorted((a, b) => b.hits - a.hits)[0];
  return hits && hits.hits > 0 ? hits.label : otherwise;
};

const answers = { ours: [] as TopicLabel[], plain: [] as TopicLabel[], keywords: [] as TopicLabel[], majority: [] as TopicLabel[] };
const truth: TopicLabel[] = [];
const times: number[] = [];
const sure: { confidence: number; right: boolean }[] = [];
console.log(`${messages.length} messages, ${wanted} of ${FOLDS} folds, ${topicLabels.length} topics with ${topicLabels.reduce((sum, label) => sum + subtopicNames(label).length, 0)} subtopics`);
for (let part = 0; part < wanted; part++) {
  const learned = messages.filter((_, at) => fold[at] !== part);
  const began = performance.now();
  const model = train(learned);
  const seconds = (performance.now() - began) / 1000;
  const plain = plainModel(learned);
  const most = commonest(learned);
  for (const [at, message] of messages.entries()) {
    if (fold[at] !== part) continue;
    const start = performance.now();
    const found = classify(message, { model });
    times.push(performance.now() - start);
    truth.push(message.label);
    answers.ours.push(found.label);
    sure.push({ confidence: found.confidence, right: found.label === message.label });
    answers.plain.push(plain(message));
    answers.keywords.push(byKeywords(message, most));
    answers.majority.push(most);
  }
  console.log(`  fold ${part + 1}: trained on ${learned.length} in ${seconds.toFixed(0)} s`);
}

const row = (name: string, { macroF1, accuracy }: Figures): string => `  ${name.padEnd(44)} macro-F1 ${macroF1.toFixed(4)}   right ${(accuracy * 100).toFixed(1)} %`;
const ours = figuresOf(truth, answers.ours);
console.log(row('baseline: the commonest topic', figuresOf(truth, answers.majority)));
console.log(row('baseline: keyword rules', figuresOf(truth, answers.keywords)));
console.log(row('baseline: linear model on 1–3 characters', figuresOf(truth, answers.plain)));
console.log(row('the classifier', ours));
console.log('  topic            precision  recall     F1   messages');
for (const { label, precision, recall, f1, count } of ours.topics) console.log(`  ${label.padEnd(9, '　')} ${precision.toFixed(3).padStart(7)} ${recall.toFixed(3).padStart(8)} ${f1.toFixed(3).padStart(7)} ${String(count).padStart(8)}`);
console.log('  confusion (rows: true; columns in the same order: told)');
for (const [at, counts] of ours.confusion.entries()) console.log(`  ${(topicLabels[at] ?? '').padEnd(9, '　')} ${counts.map((count) => String(count).padStart(5)).join('')}`);
for (const least of [0.5, 0.7, 0.9]) {
  const those = sure.filter(({ confidence }) => confidence >= least);
  console.log(`  confidence ≥ ${least}: ${((100 * those.length) / sure.length).toFixed(0)} % of messages, ${((100 * those.filter(({ right }) => right).length) / Math.max(1, those.length)).toFixed(1)} % of them right`);
}
const sorted = times.toSorted((a, b) => a - b);
const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
console.log(`  a message: p50 ${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
console.log(`  ${ours.macroF1 >= 0.92 ? 'met   ' : 'MISSED'} macro-F1 ${ours.macroF1.toFixed(4)} (goal ≥ 0.92)\n  ${p95 < 20 ? 'met   ' : 'MISSED'} p95 ${p95.toFixed(1)} ms (goal < 20)`);
