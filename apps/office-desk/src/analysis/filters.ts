// The filters of the analysis in the page's address; they have the names the library gives them, so that what is behind a figure keeps them.
import { systemClock } from '@smart/kernel/clock';
import { today, yearOf } from '@smart/kernel/dates';
import { topics } from '@smart/suggestions/model';
import type { AnalysisInput } from '@smart/suggestions/analysis/model';
import { recess } from '../library/filters.ts';
import type { PageQuery } from '../page-query.ts';

/** Value of the year for all of them; without one it is this year. */
export const allYears = 'all';
export const thisYear = (): number => yearOf(today(systemClock));

export const yearAsked = (query: Pick<PageQuery, 'get'>): number | undefined => {
  const asked = query.get('year');
  return asked === allYears ? undefined : /^20\d\d$/.test(asked) ? Number(asked) : thisYear();
};

/** The request the address asks for. */
export function analysisInputOf(query: Pick<PageQuery, 'get' | 'oneOf'>): AnalysisInput {
  const session = query.get('session');
  const year = yearAsked(query);
  const topic = query.oneOf('topic', topics);
  const delegation = query.get('delegation');
  return {
    ...(year === undefined ? {} : { year }),
    ...(topic ? { topic } : {}),
    ...(delegation ? { delegation } : {}),
    ...(session === recess ? { inRecess: true } : session.startsWith('term:') ? { termId: session.slice(5) } : session ? { sessionId: session } : {}),
  };
}

/** Address of the list behind a figure: the page's filters, and the figure's own over them. */
export function addressBehind(query: Pick<PageQuery, 'get'>, filter: Readonly<Record<string, string>>): string {
  const year = yearAsked(query);
  const kept = { session: query.get('session'), year: year === undefined ? '' : String(year), topic: query.get('topic'), delegation: query.get('delegation'), ...filter };
  return `/suggestions?${new URLSearchParams(Object.entries(kept).filter(([, value]) => value !== '')).toString()}`;
}
