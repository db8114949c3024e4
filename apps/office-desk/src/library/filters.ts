// The filters of the table of suggestions, in the page's address and as the request.
import { grades, lights, scores, stages, suggestionStates, topics } from '@smart/suggestions/model';
import { evaluations, promptnesses } from '@smart/suggestions/analysis/words';
import { listSorts, type ListInput } from '@smart/suggestions/model-inputs';
import { addDays, addMonths } from '@smart/kernel/dates';
import type { PageQuery } from '../page-query.ts';

export const filterNames = ['q', 'state', 'stage', 'topic', 'session', 'year', 'organ', 'light', 'grade', 'result', 'key', 'published', 'attitude', 'prompt', 'evaluation', 'delegation', 'answers', 'word', 'month'] as const;
export type FilterName = (typeof filterNames)[number];

export const pageSize = 20;

/** Value of the session filter for what was handed in while the congress did not sit. */
export const recess = 'recess';

type Filters = Omit<ListInput, 'limit' | 'offset' | 'withTotal'>;

/** The request the address asks for. A session is an id, `recess`, or `term:` with the id of a whole term. */
export function filtersOf(query: Pick<PageQuery, 'get' | 'oneOf'>): Filters {
  const session = query.get('session');
  const defined = {
    q: query.get('q') || undefined,
    states: query.oneOf('state', suggestionStates),
    stage: query.oneOf('stage', stages),
    topic: query.oneOf('topic', topics),
    organId: query.get('organ') || undefined,
    light: query.oneOf('light', lights),
    grade: query.oneOf('grade', grades),
    result: query.oneOf('result', scores),
    attitude: query.oneOf('attitude', scores),
    promptness: query.oneOf('prompt', promptnesses),
    evaluation: query.oneOf('evaluation', evaluations),
    delegation: query.get('delegation') || undefined,
    answeringOrganId: query.get('answers') || undefined,
    titleWord: query.get('word') || undefined,
    key: query.get('key') === '1' ? true : undefined,
    published: query.get('published') === '' ? undefined : query.get('published') === '1',
  };
  const year = /^20\d\d$/.test(query.get('year')) ? query.get('year') : undefined;
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(query.get('month')) ? query.get('month') : undefined;
  const { states, ...rest } = defined;
  return {
    sort: query.oneOf('sort', listSorts) ?? 'submitted',
    ...withoutEmpty(rest),
    ...(states ? { states: [states] } : {}),
    ...(month ? { submittedFrom: `${month}-01`, submittedTo: lastDayOf(month) } : year ? { submittedFrom: `${year}-01-01`, submittedTo: `${year}-12-31` } : {}),
    ...(session === recess ? { inRecess: true } : session.startsWith('term:') ? { termId: session.slice(5) } : session ? { sessionId: session } : {}),
  };
}

/** The last day of a month "2026-02". */
const lastDayOf = (month: string): string => addDays(addMonths(`${month}-01`, 1), -1);

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function withoutEmpty<T extends object>(values: T): Defined<T> {
  const kept: Defined<T> = {};
  for (const key in values) {
    const value = values[key];
    if (isDefined(value)) kept[key] = value;
  }
  return kept;
}

const isDefined = <Value>(value: Value): value is Exclude<Value, undefined> => value !== undefined;
