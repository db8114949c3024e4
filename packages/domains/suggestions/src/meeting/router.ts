// 交办会 and 交办清单: parse, name the roles, call the service. The papers themselves are under /api/assignment-list.*.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { z } from 'zod';
import './field-labels.ts';
import { assignmentList } from './list.ts';
import { meetingsOf, saveMeeting } from './meetings.ts';
import { assignmentListInput, assignmentListView, meetingsView, meetingView, saveMeetingInput } from './model.ts';

/** Who has something handed over to them, or hands over. */
export const listReaders = ['congress_officer', 'congress_leader', 'government_officer', 'handling_clerk', 'handling_head'] as const satisfies readonly Role[];
const page = z.object({ limit: z.int().min(1).max(100, '每页最多 100 次').default(20), offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0) });

export const meetingsRouter = router({
  list: capacityProcedure.meta({ roles: ['congress_officer', 'congress_leader'], description: '本级人大的交办会' }).input(page).output(meetingsView).query(({ ctx, input }) => meetingsOf(ctx.work, ctx.capacity, input)),
  save: capacityProcedure.meta({ roles: ['congress_officer'], description: '登记交办会' }).input(saveMeetingInput).output(meetingView).mutation(({ ctx, input }) => saveMeeting(ctx.work, ctx.capacity, input)),
  assignmentList: capacityProcedure.meta({ roles: listReaders, description: '交办清单：按承办单位列出交办的建议' }).input(assignmentListInput).output(assignmentListView).query(({ ctx, input }) => assignmentList(ctx.work, ctx.capacity, input)),
});
