// A reception day (选民接待日) as data. Pure.
import type { DeskPost } from '@smart/identity/station-desk';
import { addDays } from '@smart/kernel/dates';
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import type { ReceptionState } from './model.ts';
import { type Actor, isAtStation } from './workflow.ts';

export type ReceptionSubject = Subject<ReceptionState> & {
  readonly stationId: string;
  readonly stationName: string;
  /** Who staffs the station. */
  readonly desk: readonly DeskPost[];
  readonly heldOn: string;
  readonly startsAt: string;
  /** How many days before it must be announced. */
  readonly announceDays: number;
  readonly deputies: readonly { readonly mandateId: string; readonly personId: string; readonly mandateCongressId: string; readonly name: string }[];
};

const early = (day: string, { announceDays }: ReceptionSubject, now: string): Verdict =>
  day >= addDays(now, announceDays) || { reason: `接待日应当至少提前 ${announceDays} 天公告`, remedy: `请把日期安排在${addDays(now, announceDays)}或者以后` };

const dayOf = (input: unknown): string | null => {
  const value: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'heldOn') : undefined;
  return typeof value === 'string' ? value : null;
};

/** The office, the station's staff, or a deputy who receives: whoever is there writes down how it was. */
const isThere = (actor: Actor, subject: ReceptionSubject): Verdict =>
  isAtStation(actor, subject) === true || (actor.kind === 'mandate' && subject.deputies.some(({ mandateId }) => mandateId === actor.id)) ? true : { reason: '只有本站工作人员和参加接待的代表可以记录' };

/** One of those who are announced, on their own phone. */
const receives = (actor: Actor, subject: ReceptionSubject): Verdict =>
  actor.kind === 'mandate' && subject.deputies.some(({ mandateId }) => mandateId === actor.id) ? true : { reason: '只有本次接待的代表可以签到' };

export const receptionWorkflow = defineWorkflow<ReceptionSubject, Actor>()({
  subject: 'reception_day',
  label: '选民接待日',
  initial: 'planned',
  states: {
    planned: { label: '待公告' },
    announced: { label: '已公告' },
    held: { label: '已接待', final: true },
    cancelled: { label: '已取消', final: true },
  },
  actions: {
    announce: {
      label: '公告', from: ['planned'], to: 'announced', who: isAtStation, event: 'reception.announced', source: '代表法 28：定期组织代表联系群众；公告期为地方通行做法，参数 stations.announce_days',
      guard: (subject, { today }) => early(subject.heldOn, subject, today),
    },
    postpone: {
      label: '改期', from: ['announced'], to: 'unchanged', who: isAtStation, event: 'reception.postponed', reasonLength: 2,
      guard: (subject, { today, input }) => {
        const day = dayOf(input);
        return day === null ? true : early(day, subject, today);
      },
    },
    cancel: { label: '取消', from: ['planned', 'announced'], to: 'cancelled', who: isAtStation, event: 'reception.cancelled', reasonLength: 2 },
    signIn: {
      label: '签到', from: ['announced'], to: 'unchanged', who: receives, event: 'reception.signed_in',
      guard: ({ heldOn }, { today }) => heldOn === today || { reason: `接待日是 ${heldOn}`, remedy: '请在接待当天到站扫码签到' },
    },
    record: {
      label: '记录接待情况', from: ['announced'], to: 'held', who: isThere, event: 'reception.held', source: '北京代表法办法 22：县乡代表每年至少参加两次选民接待',
      guard: ({ heldOn }, { today }) => heldOn <= today || { reason: '接待日还没有到', remedy: '请在接待当天或者以后记录' },
    },
    correct: { label: '补正记录', from: ['held'], to: 'unchanged', who: isAtStation, event: 'reception.corrected' },
  },
});

export type ReceptionAction = keyof typeof receptionWorkflow.actions;
