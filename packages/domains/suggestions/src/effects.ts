// What a changed parameter would do to open cases, told before it is saved. Limits that run are never moved (domain rules §8); what is
// shown or asked from now on may change at once, and then says so. Terms are told for all domains alike (`previewParameter`).
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { redDaysOf } from './feedback/book.ts';
import { ledgerLightSql } from './feedback/light.ts';
import { statesOfHandling } from './model.ts';
import type { SuggestionParameter } from './parameters.ts';
import { todayOf } from './settle.ts';
import { parameters } from './visibility.ts';

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

/** Lights of promises follow from the date alone: how many would be red, now and then. */
async function commitmentRedDays(work: Work, { congressId, value }: Change): Promise<Effect> {
  const promises = async (where: (p: (given: unknown) => string) => string): Promise<number> => {
    const { values, p } = parameters();
    const [row] = await work.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM commitment m JOIN reply r ON r.id = m.reply_id AND r.state = 'signed' WHERE m.congress_id = ${p(congressId)} AND ${where(p)}`,
      values,
    );
    return row?.count ?? 0;
  };
  const red = (redDays: number) => promises((p) => ledgerLightSql('red', { today: todayOf(work), redDays }, p));
  const open = await promises(() => `m.state = 'open'`);
  const [now, then] = [await red(await redDaysOf(work, congressId)), await red(z.int().parse(value))];
  return { open, words: `保存后立即生效：待落实的承诺 ${open} 项中，显示红灯的由 ${now} 项变为 ${then} 项，完成时限本身不变。` };
}

/** What was asked keeps the level it was asked at; whoever asks again is judged by the new number. */
async function returnEscalation(work: Work, { congressId, value }: Change): Promise<Effect> {
  const open = await count(work, congressId, `${handling} AND EXISTS (SELECT 1 FROM part_return q WHERE q.suggestion_id = s.id AND q.state <> 'requested')`);
  return { open, words: `已经提出的退办申请仍由原来的机关决定；有过退办申请、正在办理的 ${open} 件，再次申请退办的按第 ${z.int().parse(value)} 次起由上一级决定。` };
}

/** Whether a coordination comes first is asked at the hand-over: at once. */
async function returnCoordination(work: Work, { congressId, value }: Change): Promise<Effect> {
  const returned = `(SELECT count(DISTINCT q.organ_id) FROM part_return q WHERE q.suggestion_id = s.id AND q.state = 'approved'
    AND q.decided_at > COALESCE((SELECT max(o.coordinated_at) FROM organ_coordination o WHERE o.suggestion_id = s.id AND o.kind = 'returns'), '-infinity'))`;
  const atLeast = (organs: unknown) => count(work, congressId, `(s.state = 'registered' OR ${handling}) AND ${returned} >= $2::int`, [z.int().parse(organs)]);
  const open = await atLeast(1);
  const [now, then] = [await atLeast(await work.parameter(congressId, 'suggestions.return_coordination')), await atLeast(value)];
  return { open, words: `保存后立即生效：已被退办、尚未办结的 ${open} 件中，须先协调才能重新交办的由 ${now} 件变为 ${then} 件。` };
}

async function claimMinutes(work: Work, { congressId, value }: Change): Promise<Effect> {
  const open = await count(work, congressId, `EXISTS (SELECT 1 FROM examination_claim c WHERE c.suggestion_id = s.id AND c.until > $2)`, [work.clock.now()]);
  return { open, words: `正在审查占用的 ${open} 件到原定时间释放；保存后打开的按 ${z.int().parse(value)} 分钟。` };
}

async function afterCutoff(work: Work, { congressId }: Change): Promise<Effect> {
  const open = await count(work, congressId, `s.state IN ('draft', 'awaiting_cosigners')`);
  return { open, words: `已经提交的建议不变；尚未提交的 ${open} 件，在大会截止时间以后提交的按新的做法受理，并由代表选择。` };
}

const special: Partial<Record<SuggestionParameter, (work: Work, change: Change) => Promise<Effect>>> = {
  'suggestions.amber_days': amberDays,
  'suggestions.extended_reply_months': extendedMonths,
  'suggestions.session_assignment_months': sessionMonths,
  'suggestions.grades': gradeSet,
  'suggestions.publish_automatically': publishing,
  'suggestions.commitment_red_days': commitmentRedDays,
  'suggestions.return_escalation': returnEscalation,
  'suggestions.return_coordination': returnCoordination,
  'suggestions.examination_claim_minutes': claimMinutes,
  'suggestions.after_cutoff': afterCutoff,
};

/** What setting `value` would do to the open suggestions of a congress; `value` has passed the schema and the law. Null for terms, which move nothing that runs. */
export async function effectOnSuggestions(work: Work, change: Change): Promise<Effect | null> {
  const told = Object.entries(special).find(([key]) => key === change.key)?.[1];
  return told ? told(work, change) : null;
}
