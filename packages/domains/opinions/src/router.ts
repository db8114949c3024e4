// Parse, authorise by role, call the service; nothing else. Citizens come through the public site and not through here.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import * as cases from './cases.ts';
import * as classing from './classing.ts';
import * as entering from './entering.ts';
import * as learned from './learned.ts';
import './field-labels.ts';
import * as looking from './looking.ts';
import { exchangeOf } from './exchange/journal.ts';
import { exchangeView } from './exchange/model.ts';
import { importOpinions, importTemplate, previewImport } from './importing.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';
import * as similar from './similar.ts';
import * as sorting from './sorting.ts';
import { waitingFor } from './waiting.ts';

const officers = ['congress_officer'] as const satisfies readonly Role[];
/** Who takes in; staff of a station there only, which the services keep. */
const desks = ['congress_officer', 'station_clerk'] as const satisfies readonly Role[];
const keepers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];
const handlers = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer'] as const satisfies readonly Role[];
const readers = ['deputy', 'congress_officer', 'congress_leader', 'handling_clerk', 'handling_head', 'government_officer', 'station_clerk'] as const satisfies readonly Role[];

const byId = z.strictObject({ id: idSchema });

/** 群众意见. */
export const opinionsRouter = router({
  list: capacityProcedure.meta({ roles: readers, description: '群众意见' }).input(inputs.listInput).output(views.opinionListView).query(({ ctx, input }) => looking.listOpinions(ctx.work, ctx.capacity, input)),
  waiting: capacityProcedure.meta({ roles: readers, description: '待我办理的群众意见' }).input(z.strictObject({})).output(views.waitingListView).query(({ ctx }) => waitingFor(ctx.work, ctx.capacity)),
  detail: capacityProcedure.meta({ roles: readers, description: '一条群众意见' }).input(byId).output(views.opinionView).query(({ ctx, input }) => looking.opinionOf(ctx.work, ctx.capacity, input.id)),
  counts: capacityProcedure.meta({ roles: keepers, description: '群众意见统计' }).input(z.strictObject({})).output(views.countsView).query(({ ctx }) => looking.countsOf(ctx.work, ctx.capacity)),
  organs: capacityProcedure.meta({ roles: desks, description: '可以交办群众意见的单位' }).input(inputs.organsInput).output(views.organListView).query(({ ctx, input }) => looking.organsOf(ctx.work, ctx.capacity, input)),

  importTemplate: capacityProcedure.meta({ roles: officers, description: '群众意见导入模板' }).input(z.strictObject({})).output(views.sheetView).query(() => importTemplate()),
  importPreview: capacityProcedure.meta({ roles: officers, description: '核对要导入的群众意见' }).input(inputs.importInput).output(views.importPreview).query(({ ctx, input }) => previewImport(ctx.work, ctx.capacity, input)),
  import: capacityProcedure.meta({ roles: officers, description: '批量登记群众意见' }).input(inputs.importInput).output(views.importReceipt).mutation(({ ctx, input }) => importOpinions(ctx.work, ctx.capacity, input)),
  exchange: capacityProcedure.meta({ roles: keepers, description: '群众意见热线交换' }).input(z.strictObject({})).output(exchangeView).query(({ ctx }) => exchangeOf(ctx.work, ctx.capacity)),

  // --- staff take in and sort
  subtopics: capacityProcedure.meta({ roles: desks, description: '群众意见的二级类别' }).input(z.strictObject({})).output(views.subtopicsView).query(() => classing.subtopics()),
  divisions: capacityProcedure.meta({ roles: desks, description: '群众意见可选的地点' }).input(inputs.divisionsInput).output(views.divisionsView).query(({ ctx, input }) => classing.divisions(ctx.work, ctx.capacity, input)),
  enter: capacityProcedure.meta({ roles: desks, description: '代群众登记意见' }).input(inputs.enterInput).output(views.enterReceipt).mutation(({ ctx, input }) => entering.enter(ctx.work, ctx.capacity, input)),
  accept: capacityProcedure.meta({ roles: desks, description: '受理群众意见' }).input(inputs.opinionRef).output(views.opinionReceipt).mutation(({ ctx, input }) => sorting.accept(ctx.work, ctx.capacity, input)),
  sort: capacityProcedure.meta({ roles: desks, description: '调整群众意见的分类' }).input(inputs.sortInput).output(views.opinionReceipt).mutation(({ ctx, input }) => classing.sort(ctx.work, ctx.capacity, input)),
  lessons: capacityProcedure.meta({ roles: officers, description: '分类经验' }).input(inputs.lessonsInput).output(views.lessonsView).query(({ ctx, input }) => learned.lessons(ctx.work, ctx.capacity, input)),
  undoLesson: capacityProcedure.meta({ roles: officers, description: '撤销一次分类更正的经验' }).input(inputs.undoLessonInput).output(views.lessonReceipt).mutation(({ ctx, input }) => learned.undoLesson(ctx.work, ctx.capacity, input)),
  redirect: capacityProcedure.meta({ roles: desks, description: '告知群众向何处提出' }).input(inputs.redirectInput).output(views.opinionReceipt).mutation(({ ctx, input }) => sorting.redirect(ctx.work, ctx.capacity, input)),
  answer: capacityProcedure.meta({ roles: desks, description: '现场答复群众' }).input(inputs.answerInput).output(views.opinionReceipt).mutation(({ ctx, input }) => sorting.answer(ctx.work, ctx.capacity, input)),
  handOver: capacityProcedure.meta({ roles: desks, description: '交办群众意见' }).input(inputs.handOverInput).output(views.opinionReceipt).mutation(({ ctx, input }) => sorting.handOver(ctx.work, ctx.capacity, input)),
  tell: capacityProcedure.meta({ roles: desks, description: '登记已告知群众' }).input(inputs.opinionRef).output(views.opinionReceipt).mutation(({ ctx, input }) => sorting.tell(ctx.work, ctx.capacity, input)),
  similar: capacityProcedure.meta({ roles: officers, description: '可能反映同一件事的群众意见' }).input(byId).output(views.similarListView).query(({ ctx, input }) => similar.similarTo(ctx.work, ctx.capacity, input.id)),
  likelyCases: capacityProcedure.meta({ roles: officers, description: '可以并案的群众意见' }).input(z.strictObject({})).output(views.likelyCasesView).query(({ ctx }) => similar.likelyCases(ctx.work, ctx.capacity)),
  merge: capacityProcedure.meta({ roles: officers, description: '群众意见并案' }).input(inputs.mergeInput).output(views.opinionReceipt).mutation(({ ctx, input }) => cases.merge(ctx.work, ctx.capacity, input)),
  unmerge: capacityProcedure.meta({ roles: officers, description: '群众意见退出并案' }).input(inputs.unmergeInput).output(views.opinionReceipt).mutation(({ ctx, input }) => cases.unmerge(ctx.work, ctx.capacity, input)),

  // --- the organ handles
  receive: capacityProcedure.meta({ roles: handlers, description: '签收群众意见' }).input(inputs.opinionRef).output(views.opinionReceipt).mutation(({ ctx, input }) => sorting.receive(ctx.work, ctx.capacity, input)),
  giveBack: capacityProcedure.meta({ roles: handlers, description: '退回非本单位职责的意见' }).input(inputs.giveBackInput).output(views.opinionReceipt).mutation(({ ctx, input }) => sorting.giveBack(ctx.work, ctx.capacity, input)),
  handOn: capacityProcedure.meta({ roles: officers, description: '转交所属部门办理' }).input(inputs.handOverInput).output(views.opinionReceipt).mutation(({ ctx, input }) => sorting.handOn(ctx.work, ctx.capacity, input)),
  returnUp: capacityProcedure.meta({ roles: handlers, description: '退回转交单位' }).input(inputs.giveBackInput).output(views.opinionReceipt).mutation(({ ctx, input }) => sorting.returnUp(ctx.work, ctx.capacity, input)),
  reply: capacityProcedure.meta({ roles: handlers, description: '反馈群众意见办理情况' }).input(inputs.answerInput).output(views.opinionReceipt).mutation(({ ctx, input }) => sorting.reply(ctx.work, ctx.capacity, input)),
});
