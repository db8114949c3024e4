import type { InvitationState } from '@smart/duty/activities/model';
import type { MyActivity } from '@smart/duty/activities/model-views';
import { formatDate } from '@smart/kernel/dates';
import type { Tone } from '@smart/ui/tone.ts';

/** When it is, in one line. */
export const whenOf = ({ heldOn, endsOn, startsAt, endsAt }: Pick<MyActivity, 'heldOn' | 'endsOn' | 'startsAt' | 'endsAt'>): string =>
  endsOn === heldOn ? `${formatDate(heldOn)} ${startsAt}–${endsAt}` : `${formatDate(heldOn)}至${formatDate(endsOn)}，每天 ${startsAt}–${endsAt}`;

export const invitationTones: Readonly<Record<InvitationState, Tone>> = { invited: 'attention', joining: 'progress', leave_asked: 'progress', on_leave: 'neutral', leave_refused: 'attention', attended: 'good', absent: 'bad', withdrawn: 'neutral' };
