/** One suggestion of the demonstration before it is played: what, where, by whom, since when and how far it gets. Pure. */
import type { Calendar } from '@smart/kernel/calendar';
import type { DateString } from '@smart/kernel/dates';
import type { Grade, Score } from '@smart/suggestions/model';
import type { DemoMatter } from './matters.ts';
import type { Slug } from './places.ts';
import type { Refusal } from './refusals.ts';

/** Where a story stops: the last act that has been done. */
export type Ending =
  | 'draft' | 'awaiting_cosigners' | 'submitted' | 'returned_for_amendment' | 'not_accepted' | 'registered'
  | 'handed_over' | 'to_accept' | 'return_requested' | 'in_handling'
  | 'contact_waiting' | 'contact_disputed' | 'contact_confirmed' | 'extension_requested'
  | 'reply_drafted' | 'reply_under_review' | 'replied' | 'closed_unevaluated' | 'evaluated'
  | 'withdrawal_asked' | 'withdrawn';

export type Story = {
  /** Never changes: the suggestion's id is made of it. */
  readonly key: string;
  readonly place: Slug;
  /** A user name, or the place in the list of deputies. */
  readonly lead: string | number;
  readonly cosigners: readonly (string | number)[];
  /** How many of the co-signers have answered when the story stops at awaiting_cosigners. */
  readonly answered: number;
  readonly matter: DemoMatter;
  readonly area: string;
  readonly other: string;
  readonly begins: DateString;
  readonly inSession: boolean;
  readonly ending: Ending;
  readonly grade: Grade;
  /** The results the deputy gives, one for each reply: not_satisfied leads to the second handling, twice to coordination. */
  readonly results: readonly Score[];
  /** B: the commitment has been kept and reported. */
  readonly kept: boolean;
  /** Coordination has been closed, not only convened. */
  readonly coordinated: boolean;
  /** With the assisting organ of the matter. */
  readonly assisted: boolean;
  /** The assisting organ is one of this other congress. */
  readonly assistedFrom: Slug | null;
  /** Both organs answer, each for its own part (分别办理). */
  readonly separate: boolean;
  /** Handed to the department by the congress itself. */
  readonly direct: boolean;
  /** Sent back for amendment once and handed in again. */
  readonly amended: boolean;
  /** First handed to the assisting organ, which gave it back. */
  readonly returned: boolean;
  readonly extended: boolean;
  /** The head sent the first draft of the reply back. */
  readonly sentBack: boolean;
  /** The deputy did not tap; the contact counted as confirmed after its limit. */
  readonly assumed: boolean;
  readonly confidential: boolean;
  readonly consent: boolean;
  readonly key_: boolean;
  readonly reminded: boolean;
  readonly supervised: boolean;
  readonly published: boolean;
  /** In the name of the delegation; in session only. */
  readonly delegated?: true;
  /** Handed in on paper and entered by the office. */
  readonly onPaper?: true;
  /** How it stands to an earlier answer on such a matter. */
  readonly looksBack?: 'contests' | 'adds';
  readonly refusal: Refusal | null;
  /** Another deputy's suggestion on the same matter, merged into this one. */
  readonly merges: Story | null;
};

/** Working days between the acts of a story. */
export const pace = {
  examine: 2, assign: 2, assignAfterSession: 14, distribute: 2, accept: 1, returning: 2, contact: 6, confirm: 1, assume: 6, opinion: 4,
  extension: 6, decide: 2, reply: 14, sign: 2, evaluate: 5, unevaluated: 22, secondContact: 4, secondReply: 8, convene: 3, coordinate: 8, keep: 30, publish: 1,
} as const;

/** Working days from the first word to the last act of a story that stops here; kept roughly for those that end after the reply. */
export function lengthOf({ ending, direct, assisted, extended }: Pick<Story, 'ending' | 'direct' | 'assisted' | 'extended'>): number {
  const handed = pace.examine + pace.assign;
  const atOrgan = handed + (direct ? 0 : pace.distribute);
  const accepted = atOrgan + pace.accept;
  const spoken = accepted + pace.contact + pace.confirm;
  const reply = spoken + (assisted ? pace.opinion : 0) + (extended ? pace.extension + pace.decide : 0) + pace.reply;
  switch (ending) {
    case 'draft':
    case 'awaiting_cosigners':
    case 'submitted':
      return 0;
    case 'returned_for_amendment':
    case 'not_accepted':
    case 'registered':
      return pace.examine;
    case 'handed_over':
      return handed;
    case 'to_accept':
      return atOrgan;
    case 'return_requested':
      return atOrgan + pace.returning;
    case 'in_handling':
    case 'withdrawal_asked':
    case 'withdrawn':
      return accepted;
    case 'contact_waiting':
    case 'contact_disputed':
      return accepted + pace.contact;
    case 'contact_confirmed':
      return spoken;
    case 'extension_requested':
      return spoken + pace.extension;
    case 'reply_drafted':
    case 'reply_under_review':
      return reply;
    case 'replied':
      return reply + pace.sign;
    case 'closed_unevaluated':
      return reply + pace.sign + pace.unevaluated;
    case 'evaluated':
      return reply + pace.sign + pace.evaluate;
  }
}

/** When a story begins that stops at its ending and has waited there for `idle` working days until today. */
export const beginOf = (story: Pick<Story, 'ending' | 'direct' | 'assisted' | 'extended'>, idle: number, day: DateString, calendar: Calendar): DateString =>
  calendar.addWorkingDays(day, -(lengthOf(story) + idle));
