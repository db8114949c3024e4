// Parse, authorise by role, call the service; nothing else.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import * as confirming from './confirming.ts';
import * as declaring from './declaring.ts';
import '../field-labels.ts';
import * as looking from './looking.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];

/** 本人补充 and its confirmation. */
export const declarationsRouter = router({
  mine: capacityProcedure.meta({ roles: deputies, description: '我补充的履职' }).input(inputs.myDeclarationsInput).output(views.myDeclarationsView).query(({ ctx, input }) => looking.myDeclarations(ctx.work, ctx.capacity, input)),
  declare: capacityProcedure.meta({ roles: deputies, description: '补充履职' }).input(inputs.declareInput).output(views.declarationReceipt).mutation(({ ctx, input }) => declaring.declare(ctx.work, ctx.capacity, input)),
  amend: capacityProcedure.meta({ roles: deputies, description: '修改补充的履职' }).input(inputs.amendDeclarationInput).output(views.declarationReceipt).mutation(({ ctx, input }) => declaring.amendDeclaration(ctx.work, ctx.capacity, input)),
  withdraw: capacityProcedure.meta({ roles: deputies, description: '撤回补充的履职' }).input(inputs.declarationRef).output(views.declarationReceipt).mutation(({ ctx, input }) => declaring.withdrawDeclaration(ctx.work, ctx.capacity, input)),

  list: capacityProcedure.meta({ roles: officers, description: '代表补充的履职' }).input(inputs.listDeclarationsInput).output(views.listDeclarationsView).query(({ ctx, input }) => looking.listDeclarations(ctx.work, ctx.capacity, input)),
  confirm: capacityProcedure.meta({ roles: officers, description: '核实补充的履职' }).input(inputs.declarationRef).output(views.declarationReceipt).mutation(({ ctx, input }) => confirming.confirmDeclaration(ctx.work, ctx.capacity, input)),
  confirmMany: capacityProcedure.meta({ roles: officers, description: '批量核实' }).input(inputs.confirmManyInput).output(views.confirmManyView).mutation(({ ctx, input }) => confirming.confirmMany(ctx.work, ctx.capacity, input)),
  sendBack: capacityProcedure.meta({ roles: officers, description: '退回补充的履职' }).input(inputs.decideDeclarationInput).output(views.declarationReceipt).mutation(({ ctx, input }) => confirming.returnDeclaration(ctx.work, ctx.capacity, input)),
  revoke: capacityProcedure.meta({ roles: officers, description: '撤销核实' }).input(inputs.decideDeclarationInput).output(views.declarationReceipt).mutation(({ ctx, input }) => confirming.revokeDeclaration(ctx.work, ctx.capacity, input)),
});
