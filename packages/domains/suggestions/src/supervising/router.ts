// 责任督办: parse, authorise by role, call the service. What may be done to which letter is decided by its workflow.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, publicProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { receipt } from '../model-views.ts';
import * as contracts from './contracts.ts';
import './field-labels.ts';
import * as key from './key.ts';
import * as letters from './letters.ts';
import * as looking from './looking.ts';
import * as oversight from './oversight.ts';

const watchers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];
const organs = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer'] as const satisfies readonly Role[];
const staff = ['congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head'] as const satisfies readonly Role[];
/** Who has the key list, on the page and as a document. */
export const keyReaders: readonly Role[] = staff;
const readers = ['deputy', 'deputy_assistant', ...staff] as const satisfies readonly Role[];

/** supervision.*: the ladder, letters, key suggestions, inquiries and votes. */
export const supervisionRouter = router({
  ladder: capacityProcedure.meta({ roles: [...watchers, 'government_officer'], description: '逐级督办：各件督办到哪一级' }).input(contracts.ladderInput).output(contracts.ladderView).query(({ ctx, input }) => looking.ladder(ctx.work, ctx.capacity, input)),
  ofSuggestion: capacityProcedure.meta({ roles: readers, description: '一件建议的督办情况' }).input(z.object({ id: idSchema })).output(contracts.ofSuggestionView).query(({ ctx, input }) => looking.ofSuggestion(ctx.work, ctx.capacity, input.id)),

  letters: capacityProcedure.meta({ roles: [...organs, 'congress_leader'], description: '督办单列表' }).input(contracts.lettersInput).output(contracts.lettersView).query(({ ctx, input }) => looking.letters(ctx.work, ctx.capacity, input)),
  issueLetter: capacityProcedure.meta({ roles: watchers, description: '发出督办单' }).input(contracts.issueLetterInput).output(contracts.letterReceipt).mutation(({ ctx, input }) => letters.issueLetter(ctx.work, ctx.capacity, input)),
  answerLetter: capacityProcedure.meta({ roles: organs, description: '回复督办单' }).input(contracts.answerLetterInput).output(contracts.letterReceipt).mutation(({ ctx, input }) => letters.answerLetter(ctx.work, ctx.capacity, input)),
  reviewLetter: capacityProcedure.meta({ roles: watchers, description: '审核督办单回复：办结或者退回重新回复' }).input(contracts.reviewLetterInput).output(contracts.letterReceipt).mutation(({ ctx, input }) => letters.reviewLetter(ctx.work, ctx.capacity, input)),
  withdrawLetter: capacityProcedure.meta({ roles: watchers, description: '撤回督办单' }).input(contracts.withdrawLetterInput).output(contracts.letterReceipt).mutation(({ ctx, input }) => letters.withdrawLetter(ctx.work, ctx.capacity, input)),

  keyList: capacityProcedure.meta({ roles: staff, description: '重点督办清单' }).input(contracts.keyListInput).output(contracts.keyListView).query(({ ctx, input }) => looking.keyList(ctx.work, ctx.capacity, input)),
  leaders: capacityProcedure.meta({ roles: watchers, description: '可以牵头重点督办的领导' }).input(z.object({})).output(z.array(contracts.leaderView)).query(({ ctx }) => key.leadersOf(ctx.work, ctx.capacity)),
  listKey: capacityProcedure.meta({ roles: watchers, description: '列为重点督办（主任会议或者主席团决定）' }).input(contracts.listKeyInput).output(z.array(receipt)).mutation(({ ctx, input }) => key.listKey(ctx.work, ctx.capacity, input)),
  unlistKey: capacityProcedure.meta({ roles: watchers, description: '取消重点督办' }).input(contracts.unlistKeyInput).output(receipt).mutation(({ ctx, input }) => key.unlistKey(ctx.work, ctx.capacity, input)),

  meetings: capacityProcedure.meta({ roles: watchers, description: '询问和满意度测评' }).input(contracts.meetingsInput).output(contracts.meetingsView).query(({ ctx, input }) => oversight.meetings(ctx.work, ctx.capacity, input)),
  recordMeeting: capacityProcedure.meta({ roles: watchers, description: '登记询问、专题询问或者满意度测评的结果' }).input(contracts.recordMeetingInput).output(contracts.meetingRow).mutation(({ ctx, input }) => oversight.recordMeeting(ctx.work, ctx.capacity, input)),
  orderCorrection: capacityProcedure.meta({ roles: watchers, description: '登记责令限期改正' }).input(contracts.orderInput).output(contracts.meetingRow).mutation(({ ctx, input }) => oversight.orderCorrection(ctx.work, ctx.capacity, input)),
  reportCorrection: capacityProcedure.meta({ roles: watchers, description: '登记整改情况' }).input(contracts.correctionInput).output(contracts.meetingRow).mutation(({ ctx, input }) => oversight.reportCorrection(ctx.work, ctx.capacity, input)),
  publishMeeting: capacityProcedure.meta({ roles: watchers, description: '公开询问或者测评结果' }).input(contracts.meetingRef).output(contracts.meetingRow).mutation(({ ctx, input }) => oversight.publishMeeting(ctx.work, ctx.capacity, input)),

  /** Anybody: what was made public, through the reader role. */
  public: router({
    meetings: publicProcedure.meta({ description: '已公开的询问和满意度测评' }).input(contracts.meetingsInput).output(contracts.publicMeetingsView).query(({ ctx, input }) => oversight.publicMeetings(ctx.work, input)),
  }),
});
