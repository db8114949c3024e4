// Colours of a motion's states. The words say everything; the colour only repeats it.
import type { MotionState } from '../motions/model.ts';
import type { Tone } from '@smart/ui/tone.ts';

export function motionTone(state: MotionState): Tone {
  if (state === 'closed' || state === 'converted') return 'good';
  if (state === 'not_adopted' || state === 'lapsed' || state === 'withdrawn') return 'neutral';
  return state === 'submitted' || state === 'committee_reported' || state === 'handled' ? 'attention' : 'progress';
}
