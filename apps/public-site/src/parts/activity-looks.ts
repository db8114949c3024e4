import type { PublicActivity } from '@smart/duty/activities/public';
import { formatDate } from '@smart/kernel/dates';
import type { Tone } from '@smart/ui/tone.ts';

/** When it is, in one line. */
export const whenOf = ({ heldOn, endsOn, startsAt, endsAt }: PublicActivity): string => (endsOn === heldOn ? `${formatDate(heldOn)} ${startsAt}–${endsAt}` : `${formatDate(heldOn)}至${formatDate(endsOn)}`);

export const activityTone = ({ state }: PublicActivity): Tone => (state === 'held' ? 'good' : state === 'published' ? 'progress' : 'neutral');
