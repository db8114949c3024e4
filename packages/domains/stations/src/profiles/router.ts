// Parse, authorise by role, call the service; nothing else. The public reads through the public site and not through here.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { z } from 'zod';
import './field-labels.ts';
import * as model from './model.ts';
import * as profiles from './profiles.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];
const readers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];

/** 代表简介. */
export const profilesRouter = router({
  mine: capacityProcedure.meta({ roles: deputies, description: '我的照片和简历' }).input(z.strictObject({})).output(model.profileView).query(({ ctx }) => profiles.ownProfile(ctx.work, ctx.capacity)),
  propose: capacityProcedure.meta({ roles: deputies, description: '提交我的照片和简历' }).input(model.proposeProfileInput).output(model.profileReceipt).mutation(({ ctx, input }) => profiles.proposeProfile(ctx.work, ctx.capacity, input)),
  hide: capacityProcedure.meta({ roles: deputies, description: '设定不公开的内容' }).input(model.hideInput).output(model.profileReceipt).mutation(({ ctx, input }) => profiles.hideOfProfile(ctx.work, ctx.capacity, input)),
  list: capacityProcedure.meta({ roles: readers, description: '本级代表的照片和简历' }).input(model.listProfilesInput).output(model.profileListView).query(({ ctx, input }) => profiles.listProfiles(ctx.work, ctx.capacity, input)),
  enter: capacityProcedure.meta({ roles: officers, description: '录入代表的照片和简历' }).input(model.enterProfileInput).output(model.profileReceipt).mutation(({ ctx, input }) => profiles.enterProfile(ctx.work, ctx.capacity, input)),
  confirm: capacityProcedure.meta({ roles: officers, description: '核定代表的照片和简历' }).input(model.confirmProfileInput).output(model.profileReceipt).mutation(({ ctx, input }) => profiles.confirmProfile(ctx.work, ctx.capacity, input)),
  return: capacityProcedure.meta({ roles: officers, description: '退回代表的照片和简历' }).input(model.returnProfileInput).output(model.profileReceipt).mutation(({ ctx, input }) => profiles.returnProfile(ctx.work, ctx.capacity, input)),
});
