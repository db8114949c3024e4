// From one event to what it says about the archive: pure, one reducer for each source. A statement is about one thing of one mandate (its key);
// of several about the same thing the latest event's holds, whatever the order in which they come. Domains do not import each other: what is
// read of an event is declared here, tolerant of everything else in it.
import { dateInShanghai } from '@smart/kernel/dates';
import type { DomainEvent } from '@smart/workflow/events';
import { z } from 'zod';
import { type ActivityKind, activityKinds, isActivityKind } from './activities/model.ts';
import { type Detail, type DutyKind, isDutyKind, type Standing } from './model.ts';

/** What an event says about one thing a deputy did. */
export type Statement = {
  readonly mandateId: string;
  /** Which thing; the same in every event about it. */
  readonly key: string;
  readonly standing: Standing;
  readonly kind: DutyKind;
  readonly title: string;
  /** YYYY-MM-DD, Asia/Shanghai. */
  readonly occurredOn: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail: Detail;
};
/** Keys that begin so keep the day of the earliest event: what became of a suggestion later does not move the day it was handed in. */
export const firstDayKey = 'handed_in:';

export type Reducer = (event: DomainEvent) => Statement[];

const scores: Readonly<Record<string, string>> = { satisfied: '满意', mostly_satisfied: '基本满意', not_satisfied: '不满意' };
const compact = (detail: Partial<Record<keyof Detail, string | null | undefined>>): Detail =>
  Object.fromEntries(Object.entries(detail).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== ''));
const on = (event: DomainEvent): string => dateInShanghai(event.at);

const suggestionFacts = z.object({
  title: z.string(),
  numberLabel: z.string().nullish(),
  kind: z.string().optional(),
  leadPersonId: z.string(),
  leadMandateId: z.string(),
  cosigners: z.array(z.object({ mandateId: z.string(), state: z.string() })).default([]),
  facts: z.object({ attitude: z.string().optional(), result: z.string().optional(), round: z.number().optional(), mandateIds: z.array(z.string()).optional() }).default({}),
});
type SuggestionFacts = z.output<typeof suggestionFacts>;

const aboutSuggestion = (run: (facts: SuggestionFacts, event: DomainEvent) => Statement[]): Reducer => (event) => {
  const { data } = suggestionFacts.safeParse(event.payload);
  return data === undefined || event.matterId === null ? [] : run(data, event);
};
type Thing = { readonly key: string; readonly kind: DutyKind; readonly standing?: Standing; readonly detail?: Detail };
const statement = (event: DomainEvent, { title }: { title: string }, mandateId: string, { key, kind, standing = 'counted', detail = {} }: Thing): Statement => ({
  mandateId, key, kind, standing, title, detail, occurredOn: on(event), subjectType: event.subjectType.startsWith('motion') ? 'motion' : 'suggestion', subjectId: event.matterId ?? event.subjectId,
});

/**
 * Handing in, for the lead and everybody who signed (联名代表 has the same standing as the lead). It counts once: an amendment is no second one,
 * and each matter of a suggestion that was split is one (一事一议). Source: 代表法 58 (the office records), 重庆 26, 青岛 5.
 */
const handedIn = (standing: Standing, note = ''): Reducer =>
  aboutSuggestion((facts, event) => {
    const motion = facts.kind === 'motion';
    const thing = { key: `${firstDayKey}${event.matterId}`, standing, detail: compact({ number: facts.numberLabel, note }) };
    return [
      statement(event, facts, facts.leadMandateId, { ...thing, kind: motion ? 'motion_submitted' : 'suggestion_submitted' }),
      ...facts.cosigners.filter(({ state }) => state === 'confirmed').map(({ mandateId }) => statement(event, facts, mandateId, { ...thing, kind: motion ? 'motion_cosigned' : 'suggestion_cosigned' })),
    ];
  });

/** Who takes their name back from a motion has not signed it. Source: 上海 13. */
const retracted = aboutSuggestion((facts, event) =>
  (facts.facts.mandateIds ?? []).map((mandateId) => statement(event, facts, mandateId, { key: `${firstDayKey}${event.matterId}`, kind: 'motion_cosigned', standing: 'void' })));

const leadDid = (kind: DutyKind, key: (facts: SuggestionFacts, event: DomainEvent) => string, detail: (facts: SuggestionFacts) => Detail = () => ({})): Reducer =>
  aboutSuggestion((facts, event) => [statement(event, facts, facts.leadMandateId, { key: key(facts, event), kind, detail: detail(facts) })]);

/** A contact that the system confirmed after silence is no act of the deputy (代表法 51). */
const contactConfirmed = aboutSuggestion((facts, event) =>
  event.personId === facts.leadPersonId ? [statement(event, facts, facts.leadMandateId, { key: `contact:${event.id}`, kind: 'contact_confirmed' })] : []);

const receptionFacts = z.object({
  title: z.string(), heldOn: z.string(), stationName: z.string().default(''), visitors: z.number().nullish(), form: z.string().nullish(),
  deputies: z.array(z.object({ mandateId: z.string(), mandateCongressId: z.string() })),
});

/** Deputies of the congress whose archive it is; those of other tiers are announced in their own. Source: 北京代表法办法 22. */
const received: Reducer = (event) => {
  const { data } = receptionFacts.safeParse(event.payload);
  if (data === undefined) return [];
  const { title, heldOn, stationName, visitors, form, deputies } = data;
  return deputies.filter(({ mandateCongressId }) => mandateCongressId === event.congressId).map(({ mandateId }) => ({
    mandateId, key: `reception:${event.subjectId}`, kind: 'voters_received', standing: 'counted', title, occurredOn: heldOn, subjectType: 'reception_day', subjectId: event.subjectId,
    detail: compact({ whom: visitors == null ? '来站选民' : `来站选民 ${visitors} 人`, form: form ?? '进站接待', place: stationName }),
  }));
};

/** Nothing of whom and what about: `household` and `asked` are yes or no. */
const visitFacts = z.object({ title: z.string(), visitedOn: z.string(), mandateId: z.string(), way: z.string().default(''), household: z.boolean().default(false), asked: z.boolean().default(false) });

/** Source: 代表法 28 (deputies keep close contact with the people). */
const visited = (standing: Standing): Reducer => (event) => {
  const { data } = visitFacts.safeParse(event.payload);
  if (data === undefined) return [];
  const { title, visitedOn, mandateId, way, household, asked } = data;
  return [{
    mandateId, key: `visit:${event.subjectId}`, kind: 'voters_visited', standing, title, occurredOn: visitedOn, subjectType: 'deputy_visit', subjectId: event.subjectId,
    detail: compact({ form: way, whom: household ? '固定联系户' : '选区群众', questions: asked ? '1 件，已交人大办理' : '' }),
  }];
};

const householdFacts = z.object({ mandateId: z.string() });
/** That there is one more; not who. Source: the customer's terms (固定联系群众). */
const household = (standing: Standing): Reducer => (event) => {
  const { data } = householdFacts.safeParse(event.payload);
  if (data === undefined) return [];
  return [{ mandateId: data.mandateId, key: `household:${event.subjectId}`, kind: 'household_linked', standing, title: '固定联系群众一户', occurredOn: on(event), subjectType: 'household', subjectId: event.subjectId, detail: {} }];
};

const opinionFacts = z.object({ title: z.string(), number: z.string().default(''), mandateId: z.string().nullish() });
/** Of a citizen's opinion the archive knows title and number, as everybody who handles it does. Source: 代表法 28, 31. */
const opinion = (kind: DutyKind, standing: Standing = 'counted'): Reducer => (event) => {
  const { data } = opinionFacts.safeParse(event.payload);
  if (data?.mandateId == null) return [];
  return [{ mandateId: data.mandateId, key: `${kind}:${event.subjectId}`, kind, standing, title: data.title, occurredOn: on(event), subjectType: 'opinion', subjectId: event.subjectId, detail: compact({ number: data.number }) }];
};

const topicFacts = z.object({ callId: z.string(), callTitle: z.string(), topic: z.object({ title: z.string(), mandateId: z.string().nullable() }) });
const topic = (standing: Standing): Reducer => (event) => {
  const { data } = topicFacts.safeParse(event.payload);
  if (data?.topic.mandateId == null) return [];
  return [{
    mandateId: data.topic.mandateId, key: `topic:${event.subjectId}`, kind: 'topic_taken_up', standing, title: data.topic.title, occurredOn: on(event), subjectType: 'topic_call', subjectId: data.callId,
    detail: compact({ form: data.callTitle }),
  }];
};

const declarationFacts = z.object({
  mandateId: z.string(), kind: z.custom<DutyKind>(isDutyKind), title: z.string(), occurredOn: z.string(), place: z.string(), result: z.string(),
  facts: z.object({ whom: z.string().optional(), form: z.string().optional(), questions: z.string().optional(), organiser: z.string().optional(), hours: z.string().optional() }).default({}),
});
/** What happened outside the system counts once the office has confirmed it (代表法 58: the office records). */
const declared = (standing: Standing): Reducer => (event) => {
  const { data } = declarationFacts.safeParse(event.payload);
  if (data === undefined) return [];
  const { mandateId, kind, title, occurredOn, place, result, facts } = data;
  return [{ mandateId, key: `declared:${event.subjectId}`, kind, standing, title, occurredOn, subjectType: 'duty_declaration', subjectId: event.subjectId, detail: compact({ ...facts, place, result }) }];
};

const activityFacts = z.object({ title: z.string(), kind: z.custom<ActivityKind>(isActivityKind), heldOn: z.string(), place: z.string(), organiser: z.string(), results: z.string().default(''), sessionLabel: z.string().nullish() });
/** Leave granted is neutral: shown, and it counts neither way (代表法 13). */
const presence = { attended: { standing: 'counted', note: '' }, onLeave: { standing: 'noted', note: '请假，已批准' }, absent: { standing: 'noted', note: '没有参加' }, gone: { standing: 'void', note: '' } } as const;
type Presence = keyof typeof presence;
const atActivity = ({ title, kind, heldOn, place, organiser, results, sessionLabel }: z.output<typeof activityFacts>, activityId: string, was: Presence, mandateIds: readonly string[]): Statement[] =>
  mandateIds.map((mandateId) => ({
    mandateId, key: `activity:${activityId}`, kind: activityKinds[kind].duty, standing: presence[was].standing, title, occurredOn: heldOn, subjectType: 'duty_activity', subjectId: activityId,
    detail: compact({ organiser, place, form: sessionLabel, result: was === 'attended' ? results : '', note: presence[was].note }),
  }));

const attendance = activityFacts.extend({ attended: z.array(z.string()).default([]), onLeave: z.array(z.string()).default([]), absent: z.array(z.string()).default([]), gone: z.array(z.string()).default([]) });
/** An activity that was recorded: who was there, who had leave, who was missing. Source: 代表法 58. */
const activityHeld: Reducer = (event) => {
  const { data } = attendance.safeParse(event.payload);
  return data === undefined ? [] : (['attended', 'onLeave', 'absent', 'gone'] as const).flatMap((was) => atActivity(data, event.subjectId, was, data[was]));
};
const invitationFacts = activityFacts.extend({ activityId: z.string(), mandateId: z.string(), held: z.boolean() });
/** What is put right after the record; before it, answers and signing in say nothing yet. */
const presenceCorrected = (was: Presence): Reducer => (event) => {
  const { data } = invitationFacts.safeParse(event.payload);
  return data?.held ? atActivity(data, data.activityId, was, [data.mandateId]) : [];
};

/** Every event the archive is made of. Another domain's new event is one line here, and `archiveRules` one higher. */
export const reducers: Readonly<Record<string, Reducer>> = {
  'suggestion.submitted': handedIn('counted'),
  'suggestion.resubmitted': handedIn('counted'),
  'suggestion.split_off': handedIn('counted'),
  'suggestion.withdrawn': handedIn('noted', '已撤回'),
  'suggestion.not_accepted': handedIn('noted', '未作建议处理'),
  'motion.submitted': handedIn('counted'),
  'motion.withdrawn': handedIn('noted', '已撤回'),
  'motion.lapsed': handedIn('noted', '联名人数不足，已终止'),
  'motion.cosign_retracted': retracted,
  'assignment.contact_confirmed': contactConfirmed,
  'assignment.contact_disputed': leadDid('contact_disputed', (_, { id }) => `contact:${id}`),
  'suggestion.evaluated': leadDid('reply_evaluated', ({ facts: { round = 1 } }, { matterId }) => `evaluated:${matterId}:${round}`, ({ facts }) => compact({ attitude: scores[facts.attitude ?? ''], outcome: scores[facts.result ?? ''] })),
  'suggestion.coordination_closed': leadDid('coordination_attended', (_, { id }) => `coordination:${id}`),
  'call.topic_taken_up': topic('counted'),
  'call.topic_given_back': topic('void'),
  'reception.held': received,
  'reception.corrected': received,
  'reception.attended': received,
  'visit.logged': visited('counted'),
  'visit.corrected': visited('counted'),
  'visit.withdrawn': visited('void'),
  'household.linked': household('counted'),
  'household.unlinked': household('void'),
  'opinion.registered': opinion('opinion_collected'),
  'opinion.taken_up': opinion('opinion_taken_up'),
  'opinion.released': opinion('opinion_taken_up', 'void'),
  'opinion.replied': opinion('opinion_answered'),
  'opinion.reopened': opinion('opinion_answered', 'void'),
  'duty.declaration_confirmed': declared('counted'),
  'duty.declaration_revoked': declared('void'),
  'activity.held': activityHeld,
  'activity.corrected': activityHeld,
  'activity.attended_elsewhere': activityHeld,
  'activity.signed_in': presenceCorrected('attended'),
  'activity.attended': presenceCorrected('attended'),
  'activity.absent': presenceCorrected('absent'),
  'activity.leave_revoked': presenceCorrected('absent'),
  'activity.leave_granted': presenceCorrected('onLeave'),
};

/** What an event says; nothing for an event of no concern or of another shape. */
export const statementsOf = (event: DomainEvent): Statement[] => reducers[event.type]?.(event) ?? [];
