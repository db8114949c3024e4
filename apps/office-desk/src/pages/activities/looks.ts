import type { ActivityState, InvitationState } from '@smart/duty/activities/model';
import type { ActivityRow } from '@smart/duty/activities/model-views';
import { formatDate } from '@smart/kernel/dates';
import type { Tone } from '@smart/ui/tone.ts';

export const activityTones: Readonly<Record<ActivityState, Tone>> = { planned: 'attention', published: 'progress', held: 'good', cancelled: 'neutral' };
export const invitationTones: Readonly<Record<InvitationState, Tone>> = { invited: 'neutral', joining: 'progress', leave_asked: 'attention', on_leave: 'neutral', leave_refused: 'neutral', attended: 'good', absent: 'bad', withdrawn: 'neutral' };

/** When it is, in one line. */
export const whenOf = ({ heldOn, endsOn, startsAt, endsAt }: Pick<ActivityRow, 'heldOn' | 'endsOn' | 'startsAt' | 'endsAt'>): string =>
  endsOn === heldOn ? `${formatDate(heldOn)} ${startsAt}–${endsAt}` : `${formatDate(heldOn)}至${formatDate(endsOn)}，每天 ${startsAt}–${endsAt}`;

/** How many came, or will come. */
export function turnout({ state, counts, invited }: Pick<ActivityRow, 'state' | 'counts' | 'invited'>): string {
  if (state === 'held') return `到场 ${counts.attended}，请假 ${counts.on_leave}，未到 ${counts.absent}`;
  if (state === 'planned') return `拟邀请 ${invited} 人`;
  return `邀请 ${invited}，参加 ${counts.joining + counts.attended}，请假 ${counts.on_leave + counts.leave_asked}，待回复 ${counts.invited}`;
}
