// What another value of a parameter would do, in figures.
import type { EffectOf } from '@smart/divisions/parameters';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { planSchema, progressOf } from './model.ts';
import { countsOf } from './plans.ts';

/** Finished year books that a shorter time would end. */
async function booksBeyond(work: Work, congressId: string, days: number): Promise<{ open: number; words: string }> {
  const [row] = await work.sql<{ all: number; old: number }>(`SELECT count(*)::int AS all, count(*) FILTER (WHERE finished_at < $2)::int AS old FROM operation WHERE congress_id = $1 AND kind = 'duty_book' AND state = 'done'`, [congressId, new Date(work.clock.now().getTime() - days * 86_400_000).toISOString()]);
  const { all, old } = row ?? { all: 0, old: 0 };
  return { open: old, words: `现有 ${all} 册履职年册，${old === 0 ? '都在保留期内。' : `其中 ${old} 册超过 ${days} 日，将在当天夜间删除。`}` };
}

/** How many deputies would be concerned. */
export const effectOfDuty: EffectOf = async (work, { congressId, key, value }) => {
  const people = await work.sql<{ id: string }>(`SELECT m.id FROM mandate m JOIN term t ON t.id = m.term_id WHERE m.congress_id = $1 AND t.current AND m.status = 'active'`, [congressId]);
  if (key === 'duty.publish_figures') return { open: people.length, words: value === true ? `${people.length} 名代表的履职次数将在网站公示。` : `${people.length} 名代表的履职次数不再公示。` };
  if (key === 'duty.publish_reports') {
    const [row] = await work.sql<{ agreed: number }>(`SELECT count(*)::int AS agreed FROM duty_report r JOIN duty_declaration d ON d.id = r.declaration_id AND d.state = 'confirmed' JOIN mandate m ON m.id = r.mandate_id AND m.status = 'active' WHERE r.congress_id = $1 AND r.agreed_at IS NOT NULL`, [congressId]);
    const agreed = row?.agreed ?? 0;
    return { open: agreed, words: value === true ? `代表同意公开的述职报告 ${agreed} 份，将在网站显示。` : `网站上的述职报告 ${agreed} 份立即撤下。` };
  }
  if (key === 'duty.ranking') return { open: people.length, words: value === true ? `${people.length} 名代表将看到本人的计分名次。` : `${people.length} 名代表不再看到计分名次。` };
  if (key === 'duty.objection_days') return { open: people.length, words: `${people.length} 名代表在年度计分定版后 ${String(value)} 日内可以提出异议；已经定版的年度也按新的天数计算。` };
  if (key === 'duty.book_days') return booksBeyond(work, congressId, Number(value));
  const plan = key === 'duty.plan' ? planSchema.safeParse(value).data : undefined;
  if (plan === undefined) return { open: people.length, words: value === true ? `有未完成项目的代表每季收到一条提醒，本级共 ${people.length} 名代表。` : `${people.length} 名代表不再收到履职进度提醒。` };
  const counts = await countsOf(work, people.map(({ id }) => id), today(work.clock));
  const lacking = people.filter(({ id }) => progressOf(plan, counts.get(id) ?? []).some(({ missing }) => missing > 0)).length;
  return { open: lacking, words: `按这份清单，${people.length} 名代表中有 ${lacking} 名还有未完成的项目。` };
};
