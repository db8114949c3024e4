// What motions announce: one shape, with the words and people that those who listen need.
import type { MotionTable } from '@smart/database/generated/kysely/types';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { motionStates } from './model.ts';
import type { Motion } from './store.ts';
import { motionWorkflow } from './workflow.ts';

export const motionEventPayload = z.object({
  title: z.string(),
  numberLabel: z.string().nullable(),
  kind: z.literal('motion'),
  /** Before the act. */
  state: z.enum(motionStates),
  leadName: z.string(),
  leadPersonId: z.string(),
  leadMandateId: z.string(),
  cosigners: z.array(z.object({ personId: z.string(), mandateId: z.string(), name: z.string(), state: z.string() })),
  committee: z.object({ organId: z.string(), organName: z.string() }).nullable(),
  handling: z.object({ organId: z.string(), organName: z.string() }).nullable(),
  actorLabel: z.string(),
  reason: z.string().nullable(),
  facts: z.object({
    personIds: z.array(z.string()).optional(), mandateIds: z.array(z.string()).optional(), personName: z.string().optional(), text: z.string().optional(), organName: z.string().optional(), outcome: z.string().optional(),
    suggestionId: z.string().optional(), suggestionNumberLabel: z.string().optional(),
  }),
});
export type MotionEventPayload = z.output<typeof motionEventPayload>;
export type MotionFacts = MotionEventPayload['facts'];

/** Every event of motions, by name. */
export const motionEvents = new Map([...new Set(entries(motionWorkflow.actions).map(([, action]) => action.event))].map((name) => [name, defineEvent(name, motionEventPayload)]));

type About = { actorLabel: string; reason?: string | undefined; facts?: MotionFacts | undefined; numberLabel?: string | undefined; patch?: Updateable<MotionTable> | undefined };

/** The payload of an act; organs that the act itself names are those of `patch`. */
export function motionPayloadOf(motion: Motion, { actorLabel, reason, facts, numberLabel, patch }: About): MotionEventPayload {
  const organ = (organId: string | null | undefined, organName: string | null | undefined) => (organId ? { organId, organName: organName ?? '' } : null);
  return {
    title: motion.title, numberLabel: numberLabel ?? motion.numberLabel, kind: 'motion', state: motion.state, leadName: motion.leadName, leadPersonId: motion.leadPersonId, leadMandateId: motion.leadMandateId,
    cosigners: motion.cosigners.map(({ personId, mandateId, name, state }) => ({ personId, mandateId, name, state })),
    committee: organ(patch?.committee_organ_id ?? motion.committeeOrganId, patch?.committee_organ_name ?? motion.committeeOrganName),
    handling: organ(patch?.handling_organ_id ?? motion.handlingOrganId, patch?.handling_organ_name ?? motion.handlingOrganName),
    actorLabel, reason: reason ?? null, facts: facts ?? {},
  };
}
