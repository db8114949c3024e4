// 签到: a deputy scans the station's code on the spot, on a reception day they are announced for.
import type { Capacity } from '@smart/identity/capacity';
import { timeInShanghai, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { readShortCode } from '@smart/kernel/short-code';
import type { signInInput } from './model-inputs.ts';
import type { signInReceipt } from './model-views.ts';
import { actOnReception } from './reception-store.ts';

type Today = { id: string; stationName: string; startsAt: string; endsAt: string; signedInAt: Date | null; bookings: number };

/**
 * Signs in for today's reception at the station of the code; a second scan gives the first time again. Of two on one day it is the one that is
 * under way or comes next.
 * @throws DomainError stations.not_found, stations.no_reception_today, workflow.*
 */
export async function signIn(work: Work, capacity: Capacity, { code: typed }: z.output<typeof signInInput>): Promise<z.output<typeof signInReceipt>> {
  const code = readShortCode(typed);
  if (code === null) throw new DomainError('stations.not_found');
  const now = work.clock.now();
  // A merged station's poster still leads here.
  const [found] = await work.sql<Today>(
    `SELECT d.id, s.name AS "stationName", d.starts_at AS "startsAt", d.ends_at AS "endsAt", r.signed_in_at AS "signedInAt",
       (SELECT count(*)::int FROM reception_booking b WHERE b.reception_id = d.id AND b.state = 'booked') AS bookings
     FROM station k JOIN station s ON s.id = COALESCE(k.merged_into_id, k.id) JOIN reception_day d ON d.station_id IN (s.id, k.id) AND d.state = 'announced' AND d.held_on = $3::date
       JOIN reception_deputy r ON r.reception_id = d.id AND r.mandate_id = $2
     WHERE k.code = $1 ORDER BY d.ends_at < $4, d.starts_at, d.id LIMIT 1`,
    [code, capacity.id, today(work.clock), timeInShanghai(now)],
  );
  if (!found) throw new DomainError('stations.no_reception_today');
  const { id, signedInAt, ...shown } = found;
  if (signedInAt === null) {
    await actOnReception(work, capacity, { id, action: 'signIn' });
    await work.sql('UPDATE reception_deputy SET signed_in_at = $3 WHERE reception_id = $1 AND mandate_id = $2', [id, capacity.id, now]);
  }
  const next = shown.bookings === 0 ? '接待结束后，在“我的联络站”记录接待情况。' : `有 ${shown.bookings} 人预约，想反映的问题在“我的联络站”里。接待结束后请记录。`;
  return { ...shown, signedInAt: timeInShanghai(signedInAt ?? now), next };
}
