// Which organ should handle it, from everything that speaks for one: the words of its remit (from the first day), what the congress has
// learned from its own assignments, and what the deputy proposes. A proposal with its reason; people decide. Pure.
import type { WordCounts } from '../finder/weighing.ts';
import { assistingOf, type Learned, type Learning, learningOf, type Neighbour } from './learned.ts';
import { remitHits } from './remits.ts';

export type Organ = { readonly id: string; readonly name: string; readonly shortName: string; readonly remit: string; readonly kind: string };
export type Subject = { readonly title: string; readonly text: string; readonly proposedOrganIds: readonly string[] };
/** One organ with what speaks for it. `cited`: handled suggestions that the reasons name. */
export type Ranked = { readonly organ: Organ; readonly points: number; readonly reasons: readonly Reason[]; readonly assists: Reason | null };
export type Reason = { readonly text: string; readonly citedId?: string };

/** A single word somewhere in the text is no ground to name an organ. */
const LEAST_POINTS = 1;
const PROPOSED = 2;
/** Below this an example is not like it and is not named. */
const LIKE = 0.2;
const LEAST_SHARE = 0.12;

/** The organs that something speaks for, the best first. */
export function rankOrgans(organs: readonly Organ[], subject: Subject, learned: Learned, neighbours: readonly Neighbour[], counts: WordCounts): Ranked[] {
  const remits = remitHits(organs, subject);
  const learning = learningOf(learned, neighbours, subject, counts);
  const assisting = assistingOf(neighbours);
  return organs
    .map((organ): Ranked => {
      const remit = remits.get(organ.id);
      const past = learning.get(organ.id);
      const proposed = subject.proposedOrganIds.includes(organ.id);
      const helper = assisting.get(organ.id);
      return {
        organ,
        points: (remit?.points ?? 0) + (past?.points ?? 0) + (proposed ? PROPOSED : 0),
        reasons: [...(past ? pastReasons(past) : []), ...(remit ? remitReasons(remit) : []), ...(proposed ? [{ text: '代表建议由其承办' }] : [])],
        assists: helper && helper.share >= LEAST_SHARE ? cited('协办过类似建议', helper.example) : null,
      };
    })
    .filter((one) => one.points >= LEAST_POINTS || one.assists !== null)
    .toSorted((a, b) => b.points - a.points);
}

const named = (words: readonly string[]): string => words.map((word) => `“${word}”`).join('');
const cited = (text: string, { id, title }: Neighbour): Reason => ({ text: `${text}《${title}》`, citedId: id });

/** The example first: it convinces more than words do. */
function pastReasons({ points, words, example }: Learning): Reason[] {
  if (points < LEAST_POINTS) return [];
  return [
    ...(example !== null && example.likeness >= LIKE ? [cited('办理过类似建议', example)] : []),
    ...(words.length > 1 ? [{ text: `以往承办的建议多涉及${named(words)}` }] : []),
  ];
}

const remitReasons = ({ words, inName }: { readonly words: readonly string[]; readonly inName: string | null }): Reason[] => [
  ...(words.length > 0 ? [{ text: `职责涉及${named(words.slice(0, 4))}` }] : []),
  ...(inName === null ? [] : [{ text: `单位名称含“${inName}”` }]),
];
