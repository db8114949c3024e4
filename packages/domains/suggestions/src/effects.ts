// What a changed parameter would do to open cases, told before it is saved. Limits that run are never moved (domain rules §8); what is
// shown or asked from now on may change at once, and then says so.
import { effectOfParameter, termSchema } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { statesOfHandling } from './model.ts';
import type { SuggestionParameter } from './parameters.ts';
import { todayOf } from './settle.ts';

type Change = { readonly congressId: string; readonly key: string; readonly value: unknown };
type Effect = { open: number; words: string };

const handling = `s.state IN (${statesOfHandling.map((state) => `'${state}'`).join(', ')})`;

async function count(work: Work, congressId: string, where: string, values: readonly unknown[] = []): Promise<number> {
  const [row] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM suggestion s WHERE s.congress_id = $1 AND ${where}`, [congressId, ...values]);
  return row?.count ?? 0;
}

/** Lights change at once: how many would be amber, now and then. */
async function amberDays(work: Work, { congressId, value }: Change): Promise<Effect> {
  const near = (days: unknown) => count(work, congressId, 's.due_on BETWEEN $2::date AND $2::date + $3::int', [todayOf(work), z.int().parse(days)]);
  const open = await count(work, congressId, 's.due_on IS NOT NULL');
  const [now, then] = [await near(await work.parameter(congressId, 'suggestions.amber_days')), await near(value)];
  return { open, words: `保存后立即生效：正在计算期限的 ${open} 件中，显示黄灯的由 ${now} 件变为 ${then} 件，期限本身不变。` };
}

async function extendedMonths(work: Work, { congressId, value }: Change): Promise<Effect> {
  const open = await count(work, congressId, handling);
  return { open, words: `正在办理的 ${open} 件，保存后同意的延期最长到自交办之日起 ${z.int().parse(value)} 个月；已经同意的延期不变。` };
}

async function sessionMonths(work: Work, { congressId }: Change): Promise<Effect> {
  const open = await count(work, congressId, `s.state = 'registered' AND s.session_id IS NOT NULL`);
  return { open, words: `只适用于保存之后立案的大会期间建议；已经立案、等待交办的 ${open} 件保持原定日期不变。` };
}

async function gradeSet(work: Work, { congressId }: Change): Promise<Effect> {
  const open = await count(work, congressId, handling);
  return { open, words: `正在办理的 ${open} 件，保存后送审的答复使用新的分类标识；已经签发的答复不变。` };
}

async function publishing(work: Work, { congressId, value }: Change): Promise<Effect> {
  const open = await count(work, congressId, `(${handling} OR s.state = 'merged') AND s.reply_round = 0 AND s.published_at IS NULL AND s.publish_consent AND NOT s.confidential`);
  return {
    open,
    words: value === true ? `正在办理、代表同意公开的 ${open} 件，签发答复时将自动公开；已经答复的不会自动公开。` : `正在办理、代表同意公开的 ${open} 件，答复后须逐件公开；已经公开的不变。`,
  };
}

const special: Partial<Record<SuggestionParameter, (work: Work, change: Change) => Promise<Effect>>> = {
  'suggestions.amber_days': amberDays,
  'suggestions.extended_reply_months': extendedMonths,
  'suggestions.session_assignment_months': sessionMonths,
  'suggestions.grades': gradeSet,
  'suggestions.publish_automatically': publishing,
};

/** What setting `value` would do to the open suggestions of a congress; `value` has passed the schema and the law. */
export async function effectOnSuggestions(work: Work, change: Change): Promise<Effect | null> {
  const told = Object.entries(special).find(([key]) => key === change.key)?.[1];
  if (told) return told(work, change);
  const term = termSchema.safeParse(change.value);
  if (!term.success) return null;
  const { open, statement } = await effectOfParameter(work, change.key, [change.congressId], term.data);
  return { open, words: statement };
}
