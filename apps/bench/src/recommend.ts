// pnpm bench recommend: how often the recommended organ is the one that handled it in the end. Split by time: what is asked about came after
// everything that was learned. In the same run the baseline: the most frequent organ of the topic.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCalendar } from '@smart/kernel/calendar';
import { knownYears } from '@smart/kernel/calendars/known';
import { repositoryRoot } from '@smart/kernel/config';
import { departmentsOf } from '@smart/server/demo/departments';
import { demoPlaces } from '@smart/server/demo/places';
import { repertoire } from '@smart/server/demo/repertoire';
import { fill } from '@smart/server/demo/writing';
import { departments, inventedName, matters } from '@smart/server/scale/texts';
import { ranked } from '@smart/suggestions/finder/finder';
import { strengthsOf, type WordCounts } from '@smart/suggestions/finder/weighing';
import { learn, type Neighbour } from '@smart/suggestions/recommending/learned';
import { type Organ, rankOrgans } from '@smart/suggestions/recommending/ranking';
import { countsOf, vectorOf } from './lib/texts.ts';

type Case = { readonly id: string; readonly on: string; readonly title: string; readonly text: string; readonly topic: string; readonly organId: string; /** What it is about, to tell whether the like was seen before. */ readonly subject: string };
type Corpus = { readonly organs: readonly Organ[]; readonly cases: readonly Case[] };
type Figures = { asked: number; top1: number; top3: number; base1: number; base3: number };

const LEARNED_SHARE = 0.7;
const NEIGHBOURS = 12;
const none = (): Figures => ({ asked: 0, top1: 0, top3: 0, base1: 0, base3: 0 });

/** Organs of a topic by how often they handled it; those of all topics after them. */
function frequent(train: readonly Case[], topic: string): string[] {
  const order = (cases: readonly Case[]) => [...Map.groupBy(cases, (one) => one.organId)].toSorted((a, b) => b[1].length - a[1].length).map(([organId]) => organId);
  return [...new Set([...order(train.filter((one) => one.topic === topic)), ...order(train)])];
}

/** Learns from the earlier part and asks about the later; `unseen` counts only subjects that nothing learned was about. */
function measure({ organs, cases }: Corpus, unseen: boolean, into: Figures): void {
  const inTime = cases.toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const cut = Math.floor(inTime.length * LEARNED_SHARE);
  const [train, test] = [inTime.slice(0, cut), inTime.slice(cut)];
  const known = new Set(train.map((one) => one.subject));
  const counts: WordCounts = countsOf(train.map((one) => `${one.title}\n${one.text}`));
  const learned = learn(train.map((one) => ({ organId: one.organId, strengths: strengthsOf(one.title, one.text) })), counts);
  const candidates = train.map((one) => ({ id: one.id, congressId: '', title: one.title, words: vectorOf(one.title, one.text), at: new Date(0), replied: true, own: true }));
  const byId = new Map(train.map((one) => [one.id, one]));
  for (const one of test.filter(({ subject }) => !unseen || !known.has(subject))) {
    const neighbours = ranked(one, candidates, counts).slice(0, NEIGHBOURS).flatMap((found): Neighbour[] => {
      const lesson = byId.get(found.id);
      return lesson ? [{ id: found.id, title: found.title, likeness: found.score, organIds: [lesson.organId], assistingIds: [] }] : [];
    });
    const named = rankOrgans(organs, { title: one.title, text: one.text, proposedOrganIds: [] }, learned, neighbours, counts).map(({ organ }) => organ.id);
    const base = frequent(train, one.topic);
    into.asked += 1;
    into.top1 += named[0] === one.organId ? 1 : 0;
    into.top3 += named.slice(0, 3).includes(one.organId) ? 1 : 0;
    into.base1 += base[0] === one.organId ? 1 : 0;
    into.base3 += base.slice(0, 3).includes(one.organId) ? 1 : 0;
  }
}

/** The demonstration's stories as it plays them: our own texts, in the congresses of Yueyang. */
function demonstration(): Corpus[] {
  const day = new Date().toISOString().slice(0, 10);
  const stories = repertoire(day, createCalendar({ years: knownYears })).filter((one) => one.refusal === null);
  return demoPlaces.map((place) => ({
    organs: departmentsOf(place.tier).map(({ key, title, remit }): Organ => ({ id: key, name: `${place.name}${title}`, shortName: title, remit, kind: 'department' })),
    cases: stories.filter((one) => one.place === place.slug).map((one): Case => {
      const setting = { place, area: one.area, other: one.other, seed: one.key };
      return { id: one.key, on: one.begins, title: fill(one.matter.title, setting), text: `${fill(one.matter.situation, setting)}\n${fill(one.matter.proposal, setting)}`, topic: one.matter.topic, organId: one.matter.organ, subject: one.matter.key };
    }),
  }));
}

/** One congress of the generated province: few subjects, each told again and again. */
function generated(): Corpus {
  return {
    organs: departments.map(({ name, remit }): Organ => ({ id: name, name, shortName: name, remit, kind: 'department' })),
    cases: Array.from({ length: 300 }, (_, at): Case => {
      const matter = matters[(at * 5 + (at >> 3)) % matters.length];
      if (!matter) throw new Error('the generated province has no matters');
      const told = (text: string) => text.replaceAll('#', inventedName(at * 37));
      return { id: String(at), on: String(at).padStart(4, '0'), title: told(matter.title), text: told(`${matter.background}\n${matter.proposal}`), topic: matter.topic, organId: matter.department, subject: matter.title };
    }),
  };
}

type Sample = { tier: string; title: string; unit: string | null };

/** Titles of published suggestions with the unit that answered, where they lie beside the repository: never learned from, only asked about. */
function coldStart(): Corpus | null {
  const file = join(repositoryRoot, '../shared/data/suggestion-samples.json');
  if (!existsSync(file)) return null;
  const samples: Sample[] = JSON.parse(readFileSync(file, 'utf8'));
  const organs = departmentsOf('city').map(({ key, title, remit }): Organ => ({ id: key, name: `岳阳市${title}`, shortName: title, remit, kind: 'department' }));
  const cases = samples.flatMap(({ title, unit }, at): Case[] => {
    const organ = organs.find(({ shortName }) => unit?.includes(shortName.replace(/(局|委员会|厅)$/, '').slice(0, 4)));
    return organ ? [{ id: String(at), on: String(at), title, text: '', topic: 'other', organId: organ.id, subject: title }] : [];
  });
  return { organs, cases };
}

const share = (part: number, { asked }: Figures): string => (asked === 0 ? '   —' : `${((100 * part) / asked).toFixed(0).padStart(3)}%`);
function show(name: string, figures: Figures): void {
  console.log(`${name}\n  asked ${String(figures.asked).padStart(4)}   first ${share(figures.top1, figures)}   among the first three ${share(figures.top3, figures)}   baseline (most frequent organ of the topic): first ${share(figures.base1, figures)}, first three ${share(figures.base3, figures)}`);
}

const all = none();
const fresh = none();
for (const corpus of demonstration()) {
  measure(corpus, false, all);
  measure(corpus, true, fresh);
}
show(`the demonstration's suggestions (our own texts, ${demoPlaces.length} congresses), the last 30 % of each congress by time`, all);
show('the same, only subjects that nothing learned was about', fresh);
const many = none();
measure(generated(), false, many);
show('the generated province, one congress of 300 (generated: each subject returns with other names, so this flatters)', many);
const cold = coldStart();
if (cold) {
  const figures = none();
  for (const one of cold.cases) {
    const named = rankOrgans(cold.organs, { title: one.title, text: '', proposedOrganIds: [] }, { lessons: 0, byOrgan: new Map() }, [], countsOf([])).map(({ organ }) => organ.id);
    figures.asked += 1;
    figures.top1 += named[0] === one.organId ? 1 : 0;
    figures.top3 += named.slice(0, 3).includes(one.organId) ? 1 : 0;
  }
  console.log(`titles of published suggestions with the unit that answered (nothing learned: a congress's first day)\n  asked ${String(figures.asked).padStart(4)}   first ${share(figures.top1, figures)}   among the first three ${share(figures.top3, figures)}`);
} else console.log('no published samples beside the repository: the first day of a congress is not measured');
