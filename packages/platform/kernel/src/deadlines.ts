/**
 * Legal time limits (期限). 民法典 201: the day of the act is not counted. 202: a term of months ends on the same
 * date of the last month, or on its last day. 203: a term that ends on a holiday ends on the next working day.
 * The 代表法 has no rule of its own; these are applied by analogy.
 */
import type { Calendar } from './calendar.ts';
import { addDays, addMonths, daysBetween, formatDate } from './dates.ts';
import type { DateString } from './dates.ts';

/** A length of time as rules state it. Months are calendar months; working days follow the calendar's tables. */
export type Term = { unit: 'working_day' | 'day' | 'month'; count: number };

export type Deadline = {
  /** The last day on which the act is in time. */
  dueOn: DateString;
  /** One Chinese sentence that shows how the date came about. */
  explanation: string;
  /** Sentences about years without a holiday table; empty when the date is certain. */
  warnings: string[];
};

/** "10 个工作日", "15 日", "3 个月". */
export function termLabel(term: Term): string {
  if (term.unit === 'working_day') return `${term.count} 个工作日`;
  return term.unit === 'day' ? `${term.count} 日` : `${term.count} 个月`;
}

/**
 * The last day of a term that begins with an act on `start`.
 * @throws RangeError when the count is not a whole number of at least 1
 */
export function computeDeadline(start: DateString, term: Term, calendar: Calendar): Deadline {
  if (!Number.isInteger(term.count) || term.count < 1)
    throw new RangeError(`deadline: a term of ${term.count} is no term`);
  const lastDay = endOf(start, term, calendar);
  const dueOn = calendar.nextWorkingDay(lastDay);
  const begun = `自${formatDate(start)}起 ${termLabel(term)}（当日不计）`;
  const explanation =
    dueOn === lastDay
      ? `${begun}，于${formatDate(dueOn)}届满`
      : `${begun}，末日${formatDate(lastDay)}为${calendar.reasonOff(lastDay) ?? '休息日'}，顺延至${formatDate(dueOn)}`;
  // Only working days are counted one by one; of other terms nothing but the last day meets the calendar.
  const counted = term.unit === 'working_day' ? addDays(start, 1) : lastDay;
  return { dueOn, explanation, warnings: calendar.warnings(counted, dueOn) };
}

function endOf(start: DateString, term: Term, calendar: Calendar): DateString {
  if (term.unit === 'working_day') return calendar.addWorkingDays(start, term.count);
  return term.unit === 'day' ? addDays(start, term.count) : addMonths(start, term.count);
}

/** Green: time enough; amber: near; red: overdue; done: nothing to do any more. */
export type TrafficLight = 'green' | 'amber' | 'red' | 'done';

export type LightOptions = {
  /** Whether the act the deadline asks for is still outstanding. */
  status: 'open' | 'done';
  /** A lawful extension; it counts when it is later than the original date. */
  extendedUntil?: DateString | null;
  /** Calendar days before the due date from which the light is amber; 15 unless the congress sets another. */
  amberDays?: number;
};

/** The light beside a deadline. The due date itself is still in time. */
export function trafficLight(dueOn: DateString, today: DateString, options: LightOptions): TrafficLight {
  if (options.status === 'done') return 'done';
  const left = daysBetween(today, effectiveDueOn(dueOn, options.extendedUntil));
  if (left < 0) return 'red';
  return left <= (options.amberDays ?? 15) ? 'amber' : 'green';
}

/** The date that counts: the extension when it is later, else the original date. */
export function effectiveDueOn(dueOn: DateString, extendedUntil?: DateString | null): DateString {
  return extendedUntil && extendedUntil > dueOn ? extendedUntil : dueOn;
}

/** "还有 5 天", "今天到期", "已超期 3 天" (calendar days). */
export function timeLeft(dueOn: DateString, today: DateString): string {
  const left = daysBetween(today, dueOn);
  if (left === 0) return '今天到期';
  return left > 0 ? `还有 ${left} 天` : `已超期 ${-left} 天`;
}
