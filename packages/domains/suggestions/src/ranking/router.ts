// 建议评价: ranking of organs, the congress's own scores, quality and recommendation of suggestions.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, publicProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { appraisalOf, judgeQuality, recommend, recommendedOf } from './appraisal.ts';
import './field-labels.ts';
import { fourOf } from './four.ts';
import * as model from './model.ts';
import { publicRanking, publishRanking, rankingOf, scoreOrgan, withdrawRanking } from './ranking.ts';

const officers = ['congress_officer'] as const satisfies readonly Role[];
const watchers = ['congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer'] as const satisfies readonly Role[];
const desk = ['congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head'] as const satisfies readonly Role[];
const readers = ['deputy', 'deputy_assistant', ...desk] as const satisfies readonly Role[];
const recommenders = ['deputy', 'congress_officer', 'congress_leader', 'handling_clerk', 'handling_head'] as const satisfies readonly Role[];

export const rankingRouter = router({
  four: capacityProcedure.meta({ roles: desk, description: '四项统计：办理、交办、办复、重点建议' }).input(z.object({})).output(model.fourView).query(({ ctx }) => fourOf(ctx.work, ctx.capacity)),
  of: capacityProcedure.meta({ roles: watchers, description: '承办单位排名和公式' }).input(model.yearInput).output(model.rankingView).query(({ ctx, input }) => rankingOf(ctx.work, ctx.capacity, input)),
  score: capacityProcedure.meta({ roles: officers, description: '人大对承办单位评分' }).input(model.scoreOrganInput).output(model.done).mutation(({ ctx, input }) => scoreOrgan(ctx.work, ctx.capacity, input)),
  publish: capacityProcedure.meta({ roles: officers, description: '公布承办单位排名' }).input(model.publishRankingInput).output(model.done).mutation(({ ctx, input }) => publishRanking(ctx.work, ctx.capacity, input)),
  withdraw: capacityProcedure.meta({ roles: officers, description: '撤下公布的排名' }).input(model.publishRankingInput).output(model.done).mutation(({ ctx, input }) => withdrawRanking(ctx.work, ctx.capacity, input)),
  appraisal: capacityProcedure.meta({ roles: readers, description: '一件建议的质量评定和优秀建议推荐' }).input(z.object({ id: idSchema })).output(model.appraisalView).query(({ ctx, input }) => appraisalOf(ctx.work, ctx.capacity, input.id)),
  judge: capacityProcedure.meta({ roles: officers, description: '评定建议质量' }).input(model.judgeInput).output(model.done).mutation(({ ctx, input }) => judgeQuality(ctx.work, ctx.capacity, input)),
  recommend: capacityProcedure.meta({ roles: recommenders, description: '推荐优秀建议' }).input(model.recommendInput).output(model.done).mutation(({ ctx, input }) => recommend(ctx.work, ctx.capacity, input)),
  recommended: capacityProcedure.meta({ roles: ['congress_officer', 'congress_leader', 'standing_committee_member'], description: '优秀建议推荐名单' }).input(model.recommendedInput).output(model.recommendedView).query(({ ctx, input }) => recommendedOf(ctx.work, ctx.capacity, input)),
  public: publicProcedure.meta({ description: '公布的承办单位排名' }).input(model.publicRankingInput).output(model.publicRankingView).query(({ ctx, input }) => publicRanking(ctx.work, input)),
});
