// What is announced of stand-ins: the people concerned and those who watch hear of each.
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';
import { standInKinds } from './capacity.ts';

const payload = z.object({
  kind: z.enum(standInKinds),
  /** Who acts. */
  personId: z.string(),
  personName: z.string(),
  /** The absent colleague or the deputy. */
  forPersonId: z.string().nullable(),
  forName: z.string().nullable(),
  /** "岳阳市交通运输局 经办人"; the deputy's congress; in an emergency organ and role. */
  post: z.string(),
  roles: z.array(z.string()),
  reason: z.string(),
  startsAt: z.string(),
  endsAt: z.string().nullable(),
  /** Who did it, as the log names them. */
  by: z.string(),
});
export type StandInPayload = z.infer<typeof payload>;

export const standInRequested = defineEvent('stand_in.requested', payload);
export const standInGranted = defineEvent('stand_in.granted', payload);
export const standInRefused = defineEvent('stand_in.refused', payload);
export const standInEnded = defineEvent('stand_in.ended', payload);
export const standInEvents = { requested: standInRequested, granted: standInGranted, refused: standInRefused, ended: standInEnded } as const;
