// A booking for a reception day as data. Pure. A citizen has no account: what they do with their receipt is an act of the system.
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { type BookingState, bookingStateLabels } from './model.ts';
import type { Actor } from './workflow.ts';

export type BookingSubject = Subject<BookingState> & { readonly receptionId: string };

const nobody = (): Verdict => ({ reason: '由系统自动办理' });

export const bookingWorkflow = defineWorkflow<BookingSubject, Actor>()({
  subject: 'reception_booking',
  label: '接待日预约',
  initial: 'booked',
  states: {
    booked: { label: bookingStateLabels.booked },
    cancelled: { label: bookingStateLabels.cancelled, final: true },
    over: { label: bookingStateLabels.over, final: true },
  },
  actions: {
    book: { label: '预约', from: ['booked'], to: 'unchanged', who: nobody, system: true, event: 'booking.made', source: '代表法 28：组织代表听取、反映群众意见' },
    cancel: { label: '取消预约', from: ['booked'], to: 'cancelled', who: nobody, system: true, event: 'booking.cancelled' },
    finish: { label: '接待结束', from: ['booked'], to: 'over', who: nobody, system: true, event: 'booking.over', source: '个人信息保护法 19：保存期限为实现处理目的所必要的最短时间' },
  },
});

export type BookingAction = keyof typeof bookingWorkflow.actions;
