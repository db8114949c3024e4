/** What deputies of the demonstration write about: our own words on the kind of matter that deputies in such places really raise. Pure. */
import type { Topic } from '@smart/suggestions/model';
import type { DepartmentKey } from './departments.ts';

/**
 * One matter. `{A}` is an area of the congress, `{B}` another one, `{P}` the place itself; `{20-40}` becomes a number between the two.
 */
export type DemoMatter = {
  readonly key: string;
  readonly topic: Topic;
  readonly organ: DepartmentKey;
  /** Assists in handling, where one does. */
  readonly helper?: DepartmentKey;
  /** Where it can be at all: on the shore of the lake, or outside the streets of a town; anywhere when not said. */
  readonly where?: 'shore' | 'country';
  readonly title: string;
  /** The wish in a few words: what contacts, opinions and comments speak of. */
  readonly gist: string;
  readonly situation: string;
  readonly proposal: string;
  /** What the reply reports as done. */
  readonly done: string;
  /** What the reply promises, and what stands in the commitments ledger. */
  readonly plan: string;
};

type Words = Pick<DemoMatter, 'title' | 'gist' | 'situation' | 'proposal' | 'done' | 'plan'>;

/** One entry of the collections: key, topic, organ and, where one assists, the helper; then the words. */
export function matter(key: string, topic: Topic, organ: DepartmentKey | readonly [organ: DepartmentKey, helper: DepartmentKey], words: Words & Pick<DemoMatter, 'where'>): DemoMatter {
  const [lead, helper] = typeof organ === 'string' ? [organ, undefined] : organ;
  return { key, topic, organ: lead, ...(helper ? { helper } : {}), ...words };
}
