// 签到: the deputy reads the code on the screen at the place; without a network the phone keeps what it read and sends it later, once.
import type { Capacity } from '@smart/identity/capacity';
import { addDays, dateInShanghai, timeInShanghai, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { readShortCode } from '@smart/kernel/short-code';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { activityIdInput, signInInput } from './model-inputs.ts';
import type { signInCodeView, signInReceipt } from './model-views.ts';
import { lateUntil, ownActivity } from './planning.ts';
import { actOnInvitation, inForce } from './store.ts';
import { codeAt, wasShown } from './sign-in-code.ts';

/** Older than this, what the phone says of the time is recorded as signed in without a network. */
const ON_ITS_WAY_MS = 180_000;

/** What the office shows on its screen. @throws DomainError common.not_found, activities.no_sign_in_now */
export async function signInCode(work: Work, capacity: Capacity, { id }: z.output<typeof activityIdInput>): Promise<z.output<typeof signInCodeView>> {
  const { state, heldOn, endsOn, invited } = await ownActivity(work, capacity, id);
  const day = today(work.clock);
  if (state !== 'published' || day < heldOn || day > endsOn) throw new DomainError('activities.no_sign_in_now');
  const [row] = await work.sql<{ secret: string; attended: number }>(
    `SELECT a.sign_in_secret AS secret, (SELECT count(*)::int FROM duty_invitation i WHERE i.activity_id = a.id AND i.state = 'attended') AS attended FROM duty_activity a WHERE a.id = $1`, [id]);
  return { ...codeAt(row?.secret ?? '', id, work.clock.now()), attended: row?.attended ?? 0, invited };
}

type Candidate = { invitationId: string; id: string; secret: string; theme: string; place: string; endsOn: string; state: string; signedInAt: Date | null };

/**
 * Signs in by the code of the minute; a second time gives the first time again. What was read without a network counts by the time at which
 * it was read, for a week, and is shown to the office as such.
 * @throws DomainError activities.wrong_code, activities.too_late, workflow.*
 */
export async function signIn(work: Work, capacity: Capacity, { code: typed, at }: z.output<typeof signInInput>): Promise<z.output<typeof signInReceipt>> {
  const now = work.clock.now();
  const code = readShortCode(typed);
  const late = now.getTime() - Date.parse(at) > ON_ITS_WAY_MS;
  const read = late ? new Date(at) : now;
  if (code === null) throw new DomainError('activities.wrong_code');
  const day = dateInShanghai(read);
  const rows = await work.sql<Candidate>(
    `SELECT i.id AS "invitationId", a.id, a.sign_in_secret AS secret, a.theme, a.place, to_char(a.ends_on, 'YYYY-MM-DD') AS "endsOn", i.state, i.signed_in_at AS "signedInAt"
     FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id AND a.state IN ('published', 'held')
     WHERE i.mandate_id = $1 AND i.state <> 'withdrawn' AND ${inForce} AND $2::date BETWEEN a.held_on AND a.ends_on ORDER BY a.starts_at, a.id`,
    [capacity.id, day],
  );
  const found = rows.find(({ id, secret }) => wasShown(secret, id, code, read));
  if (found === undefined) throw new DomainError('activities.wrong_code');
  if (dateInShanghai(now) > lateUntil(found.endsOn)) throw new DomainError('activities.too_late');
  if (found.state !== 'attended') await actOnInvitation(work, capacity, { id: found.invitationId, action: 'signIn', patch: { signed_in_at: read, sign_in_way: late ? 'offline' : 'code', reason: null, decision: null, decided_by: null } });
  const since = found.signedInAt ?? read;
  const onDay = dateInShanghai(since);
  return { id: found.id, theme: found.theme, place: found.place, signedInAt: onDay === today(work.clock) ? timeInShanghai(since) : `${onDay === addDays(today(work.clock), -1) ? '昨天' : onDay} ${timeInShanghai(since)}`, next: '活动结束后自动记入履职档案。' };
}
