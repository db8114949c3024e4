/** The conditions in an address of the public site: read leniently, shown again as they were typed, refused in words. */
import { publicListInput } from '@smart/suggestions/model-inputs';
import type { ListFilters } from '@smart/public-site/views';
import type { OpenFilter } from './open-data.ts';

const names = ['q', 'division', 'session', 'topic', 'organ', 'deputy', 'grade', 'replied', 'year'] as const satisfies readonly (keyof ListFilters)[];

/** What was asked, as text. */
export function filtersOf(query: Readonly<Record<string, unknown>>): ListFilters {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name].trim().slice(0, 200) : '');
  return { q: text('q'), division: text('division'), session: text('session'), topic: text('topic'), organ: text('organ'), deputy: text('deputy'), grade: text('grade'), replied: text('replied'), year: text('year') };
}

/** The filters as the address of a page, a feed or a download carries them. */
export const addressOf = (filters: ListFilters): string => new URLSearchParams(names.flatMap((name) => (filters[name] === '' ? [] : [[name, filters[name]]]))).toString();

/** The conditions for the service; `problem` in words when one cannot be used. */
export function conditionsOf(filters: ListFilters): { filter: OpenFilter | null; problem: string | null } {
  const { q, division, session, topic, organ, deputy, grade, replied, year } = filters;
  const parsed = publicListInput.omit({ limit: true, offset: true }).safeParse({
    ...(q ? { q } : {}),
    ...(division ? { division } : {}),
    ...(session ? { sessionId: session } : {}),
    ...(topic ? { topic } : {}),
    ...(organ ? { organId: organ } : {}),
    ...(deputy ? { deputy } : {}),
    ...(grade ? { grade } : {}),
    ...(replied === 'true' || replied === 'false' ? { replied: replied === 'true' } : {}),
    ...(year ? { year: Number(year) } : {}),
  });
  return parsed.success ? { filter: parsed.data, problem: null } : { filter: null, problem: `查询条件有误：${parsed.error.issues[0]?.message ?? '请重新选择'}` };
}
