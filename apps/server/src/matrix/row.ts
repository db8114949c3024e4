// What a row of the permission matrix is.
import type { Capacity } from '@smart/identity/capacity';
import type { Activities } from './activities.ts';
import type { Articles } from './articles.ts';
import type { Calls } from './calls.ts';
import type { Consultations } from './consultations.ts';
import type { Duty } from './duty.ts';
import type { Matters } from './matters.ts';
import type { WorkPlans } from './work-plans.ts';
import type { Stations } from './stations.ts';
import type { Opinions } from './opinions.ts';
import type { Motions } from './motions.ts';
import type { Caller, People } from './world.ts';

export type World = People & Matters & {
  readonly calls: Calls;
  readonly opinions: Opinions;
  readonly stations: Stations;
  readonly duty: Duty;
  readonly activities: Activities;
  readonly workPlans: WorkPlans;
  readonly articles: Articles;
  readonly consultations: Consultations;
  /** The mandate of a deputy of the home congress whose picture and résumé wait to be looked at. */
  readonly profileMandateId: string;
  /** Things of the home congress that are tried to be read or changed. */
  readonly home: {
    readonly personId: string;
    readonly mandateId: string;
    readonly suspendedMandateId: string;
    readonly appointmentId: string;
    readonly accountPersonId: string;
    readonly freePersonId: string;
    readonly sessionId: string;
    readonly noticeId: string;
    /** A link with which the lead may evaluate from an SMS. */
    readonly actLinkId: string;
    readonly meetingId: string;
    readonly idleOrganId: string;
    /** A batch of deputies that waits to be imported. */
    readonly importBatchId: string;
    /** A delegation without deputies, a constituency from which nobody was elected, a deputy group with the lead in it. */
    readonly delegationId: string;
    readonly constituencyId: string;
    readonly groupId: string;
    /** Stand-ins: in force, waiting for the office, waiting for a second person. */
    readonly substituteId: string;
    readonly namedAssistantId: string;
    readonly emergencyId: string;
    /** One of the three administrators, proposed and not confirmed. */
    readonly proposalId: string;
    readonly mergeId: string;
  };
  /** A bulk hand-over of the home congress with one that failed; a template and a key of the transport department. */
  readonly bulkId: string;
  readonly templateId: string;
  readonly exchangeKeyId: string;
  /** Motions, and suggestions that are split or treated as letters. */
  readonly motions: Motions;
  readonly capacity: (who: Caller) => Capacity | null;
};

/** One thing that is tried by everybody. */
export type Try = {
  /** What is tried, when a procedure has several. */
  readonly what?: string;
  readonly input: unknown;
  /** Who may, by the documents. Everybody else must be refused and nothing may be changed. */
  readonly allowed: readonly Caller[];
  /** Some procedures answer an attempt in vain without an error; whether the act was done. */
  readonly done?: (output: unknown) => boolean;
  /** The refusal for reasons other than permission that even those who may are given in this world. */
  readonly otherwise?: string;
  /** Refusals that fit this procedure besides the usual ones. */
  readonly refusals?: readonly string[];
  /** More that must be true of an answer. Throws (expect) when it is not. */
  readonly check?: (output: unknown, who: Caller) => void;
};

export type Rows = Readonly<Record<string, (world: World) => readonly Try[]>>;
