// 许可 (代表法 39): a deputy of a county or above is not arrested, tried or otherwise restricted without the permission of the presidium or the standing committee. Pure.
import { date } from '@smart/divisions/model';
import { z } from 'zod';
import type { Tier } from './capacity.ts';

/** What another organ wants to do to a deputy, or has done. */
export const restrictions = { arrest: '逮捕', trial: '刑事审判', other: '法律规定的其他限制人身自由的措施', detained: '作为现行犯被拘留' } as const;
export const restrictionName = z.enum(['arrest', 'trial', 'other', 'detained'], { error: '请选择所涉措施' });
export type RestrictionName = z.infer<typeof restrictionName>;

export const restrictionOutcomes = { granted: '许可', refused: '不予许可', reported: '执行机关已报告' } as const;
export const restrictionOutcome = z.enum(['granted', 'refused', 'reported'], { error: '请选择办理结果' });
export type RestrictionOutcome = z.infer<typeof restrictionOutcome>;

/** In a township, and where somebody was caught in the act, the organ reports at once; in all other cases it must be permitted first. */
export const outcomesOf = (tier: Tier, restriction: RestrictionName): readonly RestrictionOutcome[] =>
  tier === 'township' || restriction === 'detained' ? ['reported'] : ['granted', 'refused'];

/** Who permits or is reported to: the presidium while the congress meets, the standing committee between its sessions. */
export function permittingBody(tier: Tier, inSession: boolean): string {
  if (tier === 'township') return '本级人民代表大会';
  return inSession ? '本级人民代表大会主席团' : '本级人大常委会';
}

export const restrictionInput = z.object({
  id: z.uuid(),
  on: date,
  restriction: restrictionName,
  requestedBy: z.string().trim().min(2, '请填写提请许可或者报告的机关').max(60, '提请或者报告的机关不超过 60 个字'),
  outcome: restrictionOutcome,
  /** That the matter is no retaliation for what the deputy said, voted or proposed was examined before the decision. */
  examined: z.boolean().default(false),
  note: z.string().trim().max(300, '决定情况不超过 300 个字').nullable().default(null),
});
export type RestrictionInput = z.output<typeof restrictionInput>;

/** What is missing or against 代表法 39; empty when it can be entered. */
export function restrictionProblems({ restriction, outcome, examined }: Pick<RestrictionInput, 'restriction' | 'outcome' | 'examined'>, tier: Tier): { path: string; message: string }[] {
  if (!outcomesOf(tier, restriction).includes(outcome)) {
    const right = outcome === 'reported' ? '县级以上人大代表的这项措施须经许可，请选择许可或者不予许可' : '由执行机关立即报告，不作许可，请选择“执行机关已报告”';
    return [{ path: 'outcome', message: `${right}（代表法第三十九条）` }];
  }
  if (outcome !== 'reported' && !examined) return [{ path: 'examined', message: '作决定前须审查是否因代表的发言、表决受追究，或者因履职受打击报复（代表法第三十九条）' }];
  return [];
}
