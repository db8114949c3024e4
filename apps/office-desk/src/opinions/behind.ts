// The list behind a figure of the statistics: what its address says, as the input of the list. Pure.
import { isSatisfaction, type Satisfaction } from '@smart/opinions/model';

/** The filters that only figures set. */
export const behindNames = ['year', 'month', 'station', 'deputy', 'satisfaction'] as const;

type Behind = { readonly from?: string; readonly until?: string; readonly stationId?: string; readonly deputyId?: string; readonly satisfaction?: Satisfaction };

const lastDay = (month: string): string => `${month}-${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()}`;

/** What cannot be understood is left out. */
export function behindOf(get: (name: string) => string): Behind {
  const [year, month, satisfaction, station, deputy] = [get('year'), get('month'), get('satisfaction'), get('station'), get('deputy')];
  const days = /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(month) ? { from: `${month}-01`, until: lastDay(month) } : /^20\d{2}$/.test(year) ? { from: `${year}-01-01`, until: `${year}-12-31` } : {};
  return { ...days, ...(station === '' ? {} : { stationId: station }), ...(deputy === '' ? {} : { deputyId: deputy }), ...(isSatisfaction(satisfaction) ? { satisfaction } : {}) };
}
