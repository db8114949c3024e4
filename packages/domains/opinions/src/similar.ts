// Which opinions may tell of one matter, with the reason. It proposes; a person merges.
import { compareTraits, groupTraits, traitsOf, type Traits } from '@smart/classifier';
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import { visibleOpinion } from './looking.ts';
import { type OpinionState, opinionStateLabels } from './model.ts';
import type { SimilarOpinion } from './model-views.ts';

/** So many open ones are looked through, the newest first. */
const OPEN = 300;
const SHOWN = 10;
const GROUPS = 30;
/** Of opinions that were read once; their words do not change. */
const KEPT = 4000;
const kept = new Map<string, Traits>();

type Row = { id: string; version: number; number: string; title: string; content: string; place: string; state: OpinionState; createdAt: Date; members: number };

function traits({ id, content, place }: Row): Traits {
  const known = kept.get(id);
  if (known) return known;
  const made = traitsOf({ text: `${content}\n${place}` });
  if (kept.size >= KEPT) kept.clear();
  kept.set(id, made);
  return made;
}

const openOnes = (work: Work, congressId: string, states: readonly OpinionState[]): Promise<Row[]> =>
  work.sql(
    `SELECT o.id, o.version, o.number, o.title, o.content, o.place, o.state, o.created_at AS "createdAt", (SELECT count(*) FROM opinion m WHERE m.merged_into = o.id AND m.state = 'merged')::int AS members
     FROM opinion o WHERE o.congress_id = $1 AND o.state = ANY ($2) ORDER BY o.created_at DESC, o.id DESC LIMIT ${OPEN}`,
    [congressId, states],
  );

const viewOf = ({ id, version, number, title, place, state, createdAt, members }: Row, reason: string, percent: number): SimilarOpinion => ({
  id, version, number, title, place, stateLabel: opinionStateLabels[state], createdAt: createdAt.toISOString(), members, reason, percent,
  mayJoin: (state === 'registered' || state === 'accepted') && members === 0,
});

/** Open opinions of the congress that may tell of the same, the likest first. @throws DomainError common.not_found */
export async function similarTo(work: Work, capacity: Capacity, id: string): Promise<{ rows: SimilarOpinion[] }> {
  await visibleOpinion(work, capacity, id);
  const rows = await openOnes(work, capacity.congressId, ['registered', 'accepted', 'assigned', 'handling', 'taken_up']);
  const own = rows.find((one) => one.id === id);
  if (!own) return { rows: [] };
  const found = rows.flatMap((row) => {
    const { same, likeness, reason } = compareTraits(traits(own), traits(row));
    return row.id !== id && same ? [viewOf(row, reason, Math.round(likeness * 100))] : [];
  });
  return { rows: found.toSorted((a, b) => b.percent - a.percent).slice(0, SHOWN) };
}

/** What nobody handles yet, in groups that may be one matter each; the first one said first. */
export async function likelyCases(work: Work, capacity: Capacity): Promise<{ groups: { rows: SimilarOpinion[] }[] }> {
  const rows = (await openOnes(work, capacity.congressId, ['registered', 'accepted'])).toReversed();
  const all = rows.map(traits);
  const groups = groupTraits(all).filter((group) => group.length > 1).slice(0, GROUPS);
  return {
    groups: groups.map((group) => ({
      rows: group.flatMap((at) => {
        const [row, own, first] = [rows[at], all[at], all[group[0] ?? -1]];
        if (!row || !own || !first) return [];
        const { likeness, reason } = compareTraits(first, own);
        return [at === group[0] ? viewOf(row, '最早反映', 100) : viewOf(row, reason, Math.round(likeness * 100))];
      }),
    })),
  };
}
