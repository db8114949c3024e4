// Lists and pages of motions. Who sees one: those who sign it, the congress's office and chairpersons once it is handed in, the committee and
// the organ that have it, and every deputy of the congress once the presidium has decided.
import type { Capacity } from '@smart/identity/capacity';
import { hasRole } from '@smart/identity/capacity';
import { timeLeft, trafficLight } from '@smart/kernel/deadlines';
import { DomainError } from '@smart/kernel/errors';
import { sessionLabel } from '@smart/kernel/numbers';
import { history } from '@smart/workflow/action-log';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import { type Lighting, lightingOf } from '../rows.ts';
import { parameters, type Placeholder } from '../visibility.ts';
import type { MotionDetail, MotionListInput, MotionRow, PublicMotion, PublicMotionRow } from './inputs.ts';
import { motionDeadlineLabels, type MotionScope, type MotionState, motionStateLabels, motionStatesBefore, motionStatesDecided, presidiumLabels, type PresidiumDecision, proposalLabels } from './model.ts';
import { isOpen, type Motion, motionColumns, motionSubject, neededIn, sittingSession } from './store.ts';
import { motionWorkflow } from './workflow.ts';

const quoted = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');

/** The ways by which motions become visible to a capacity, as SQL over `motion m`; built only when asked for. */
function sights(capacity: Capacity, p: Placeholder): Record<MotionScope, (() => string) | null> {
  const own = () => `m.congress_id = ${p(capacity.congressId)}`;
  const deputy = hasRole(capacity, 'deputy');
  const office = hasRole(capacity, 'congress_officer', 'congress_leader');
  const decided = () => `(${own()} AND m.state IN (${quoted(motionStatesDecided)}))`;
  const organ = capacity.organId !== undefined && hasRole(capacity, 'handling_clerk', 'handling_head', 'government_officer', 'congress_officer', 'congress_leader', 'standing_committee_member');
  return {
    mine: deputy ? () => `(${own()} AND m.lead_person_id = ${p(capacity.personId)})` : null,
    signed: deputy ? () => `(${own()} AND m.state <> 'draft' AND m.id = ANY (ARRAY(SELECT c.motion_id FROM motion_cosigner c WHERE c.person_id = ${p(capacity.personId)} AND c.state IN ('invited', 'confirmed'))))` : null,
    congress: office ? () => `(${own()} AND m.submitted_at IS NOT NULL AND m.state NOT IN (${quoted(motionStatesBefore)}))` : deputy || hasRole(capacity, 'standing_committee_member') ? decided : null,
    organ: organ ? () => `(m.submitted_at IS NOT NULL AND ${p(capacity.organId)}::uuid IN (m.committee_organ_id, m.handling_organ_id))` : null,
  };
}

function visible(capacity: Capacity, p: Placeholder, scope?: MotionScope): string {
  const all = sights(capacity, p);
  const wanted = scope ? [all[scope]] : Object.values(all);
  const found = wanted.flatMap((one) => (one === null ? [] : [one()]));
  return found.length === 0 ? 'false' : `(${found.join(' OR ')})`;
}

type Sight = { lighting: Lighting; needed: number; capacity: Capacity };

const due = (kind: Motion['dueKind'], dueOn: string | null, { today, amberDays }: Lighting) =>
  kind === null || dueOn === null ? null : { label: motionDeadlineLabels[kind], dueOn, light: trafficLight(dueOn, today, { status: 'open', amberDays }), timeLeft: timeLeft(dueOn, today) };

/** What is asked of the reader now, as a button says it. */
function taskOf(motion: Motion, capacity: Capacity): string | null {
  const mine = motion.cosigners.find((one) => one.personId === capacity.personId);
  if (motion.state === 'awaiting_cosigners' && capacity.kind === 'mandate' && mine?.state === 'invited') return '确认联名';
  if (capacity.kind === 'mandate') return null;
  const officer = hasRole(capacity, 'congress_officer') && motion.congressId === capacity.congressId;
  if (officer && motion.withdrawalReason !== null && ['submitted', 'on_agenda', 'in_committee'].includes(motion.state)) return '答复撤回要求';
  if (officer && motion.state === 'submitted') return '登记主席团决定';
  if (officer && (motion.state === 'on_agenda' || motion.state === 'committee_reported')) return '登记审议决定';
  if (officer && motion.state === 'handled') return '核实办结';
  if (motion.state === 'in_committee' && (capacity.organId === motion.committeeOrganId || officer)) return '提出审议结果报告';
  return motion.state === 'in_handling' && capacity.organId === motion.handlingOrganId ? '报告办理情况' : null;
}

function rowOf(motion: Motion, { lighting, needed, capacity }: Sight): MotionRow {
  const { id, version, state, title, topic, numberLabel, leadName, delegationName, signatories, ownerKind } = motion;
  return {
    id, version, state, stateLabel: motionStateLabels[state], title, topic, numberLabel, leadName, delegationName, signatories, needed, ownerKind, due: due(motion.dueKind, motion.dueOn, lighting),
    submittedAt: motion.submittedAt?.toISOString() ?? null, updatedAt: motion.updatedAt.toISOString(), published: motion.publishedAt !== null,
    withdrawalAsked: motion.withdrawalReason !== null && state !== 'withdrawn', task: taskOf(motion, capacity),
  };
}

const sightOf = async (work: Work, capacity: Capacity): Promise<Sight> => ({ lighting: await lightingOf(work, capacity.congressId), needed: await neededIn(work, capacity), capacity });

/** A page of the motions the capacity may see, newest act first. */
export async function listMotions(work: Work, capacity: Capacity, input: MotionListInput): Promise<{ rows: MotionRow[]; total: number }> {
  const { values, p } = parameters();
  const where = [
    visible(capacity, p, input.scope),
    `NOT (m.state = 'withdrawn' AND m.submitted_at IS NULL)`,
    ...(input.states && input.states.length > 0 ? [`m.state = ANY (${p(input.states)})`] : []),
    ...(input.q ? [wordsSql(input.q, p)] : []),
  ].join(' AND ');
  const matching = values.length;
  const rows = await work.sql<Motion>(`SELECT ${motionColumns} FROM motion m WHERE ${where} ORDER BY m.updated_at DESC, m.id DESC LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`, values);
  const [total] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM motion m WHERE ${where}`, values.slice(0, matching));
  const sight = await sightOf(work, capacity);
  return { rows: rows.map((row) => rowOf(row, sight)), total: total?.count ?? 0 };
}

/** A session brings some dozens of motions, not thousands: words are looked for as they stand. */
const wordsSql = (q: string, p: Placeholder): string => `(m.title ILIKE ${p(`%${q.replaceAll(/[%_\\]/g, '\\$&')}%`)} OR m.lead_name = ${p(q)} OR m.number_label ILIKE ${p(`%第${q.replaceAll(/\D/g, '')}号%`)} AND ${p(q)} ~ '[0-9]')`;

/** @throws DomainError common.not_found */
export async function motionDetail(work: Work, capacity: Capacity, id: string): Promise<MotionDetail> {
  const { values, p } = parameters();
  const [motion] = await work.sql<Motion>(`SELECT ${motionColumns} FROM motion m WHERE m.id = ${p(id)} AND ${visible(capacity, p)}`, values);
  if (!motion) throw new DomainError('common.not_found', { what: '议案' });
  const sight = await sightOf(work, capacity);
  const { lighting } = sight;
  const mine = motion.leadPersonId === capacity.personId && capacity.kind === 'mandate';
  const [converted] = motion.convertedSuggestionId === null ? [] : await work.sql<{ id: string; numberLabel: string | null }>('SELECT id, number_label AS "numberLabel" FROM suggestion WHERE id = $1', [motion.convertedSuggestionId]);
  return {
    ...rowOf(motion, sight),
    cause: motion.cause, grounds: motion.grounds, plan: motion.plan, publishConsent: motion.publishConsent, revision: motion.draftRevision, mine,
    cosigners: motion.cosigners
      .filter((one) => mine || one.state === 'confirmed' || one.personId === capacity.personId)
      .map(({ mandateId, name, state, personId }) => ({ mandateId, name, state, me: personId === capacity.personId })),
    presidiumDecision: motion.presidiumDecision, presidiumLabel: motion.presidiumDecision === null ? null : presidiumLabels[motion.presidiumDecision], decidedOn: motion.decidedOn, decisionReason: motion.decisionReason,
    committeeOrganName: motion.committeeOrganName, committeeReport: motion.committeeReport, committeeProposalLabel: motion.committeeProposal === null ? null : proposalLabels[motion.committeeProposal], reportedOn: motion.reportedOn,
    resolution: motion.resolution, resolvedOn: motion.resolvedOn, handlingOrganName: motion.handlingOrganName, handlingReport: motion.handlingReport, handledOn: motion.handledOn, withdrawalReason: motion.withdrawalReason,
    converted: converted ?? null,
    deadlines: motion.deadlines.flatMap((one) => {
      const view = due(one.kind, one.dueOn, lighting);
      return view ? [{ ...view, ...(one.status === 'open' ? {} : { light: 'done' as const, timeLeft: '已完成' }), status: one.status, explanation: one.explanation ?? '' }] : [];
    }),
    timeline: (await history(work, id)).map(({ id: entry, at, actionLabel, actorLabel, reason, toStateLabel, receipt }) => ({ id: entry, at, label: actionLabel, actorLabel, reason, toStateLabel, receipt })),
    actions: availableActions(motionWorkflow, await motionSubject(work, motion), capacity, { today: lighting.today }),
  };
}

/** Whether motions can be handed in now, and until when. */
export async function motionWindow(work: Work, capacity: Capacity) {
  const window = await sittingSession(work, capacity.congressId);
  const [congress] = await work.sql<{ short: string; term: number }>('SELECT c.short_name AS short, t.number AS term FROM congress c JOIN term t ON t.congress_id = c.id AND t.current WHERE c.id = $1', [capacity.congressId]);
  return {
    sessionId: window?.sessionId ?? null,
    sessionLabel: window && congress ? sessionLabel({ congressShort: congress.short, term: congress.term, session: window.number }) : null,
    cutoff: window?.cutoff?.toISOString() ?? null, open: isOpen(work, window), needed: await neededIn(work, capacity),
  };
}

type PublicRow = Omit<PublicMotionRow, 'stateLabel' | 'publishedAt'> & { state: MotionState; publishedAt: Date };
const publicColumns = `m.id, m.congress_id AS "congressId", c.name AS "congressName", m.title, m.number_label AS "numberLabel", m.lead_name AS "leadName", m.signatories, m.state, m.published_at AS "publishedAt"`;
const published = `m.published_at IS NOT NULL AND m.state NOT IN ('withdrawn', 'lapsed')`;
const publicRowOf = ({ state, publishedAt, ...row }: PublicRow): PublicMotionRow => ({ ...row, stateLabel: motionStateLabels[state], publishedAt: publishedAt.toISOString() });

/** Published motions, for the reader role. */
export async function publicMotions(work: Work, input: { q?: string | undefined; congressId?: string | undefined; limit: number; offset: number }): Promise<{ rows: PublicMotionRow[]; total: number }> {
  const { values, p } = parameters();
  const where = [published, ...(input.congressId ? [`m.congress_id = ${p(input.congressId)}`] : []), ...(input.q ? [wordsSql(input.q, p)] : [])].join(' AND ');
  const matching = values.length;
  const rows = await work.sql<PublicRow>(`SELECT ${publicColumns} FROM motion m JOIN congress c ON c.id = m.congress_id WHERE ${where} ORDER BY m.published_at DESC, m.id DESC LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`, values);
  const [total] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM motion m WHERE ${where}`, values.slice(0, matching));
  return { rows: rows.map(publicRowOf), total: total?.count ?? 0 };
}

type Whole = PublicRow & Omit<PublicMotion, keyof PublicMotionRow | 'presidiumLabel' | 'submittedAt'> & { presidiumDecision: PresidiumDecision | null; submittedAt: Date | null };

/** @throws DomainError suggestions.not_public */
export async function publicMotion(work: Work, id: string): Promise<PublicMotion> {
  const [found] = await work.sql<Whole>(
    `SELECT ${publicColumns}, m.cause, m.grounds, m.plan, m.delegation_name AS "delegationName", m.presidium_decision AS "presidiumDecision", m.decided_on AS "decidedOn", m.committee_organ_name AS "committeeOrganName",
       m.committee_report AS "committeeReport", m.reported_on AS "reportedOn", m.resolution, m.resolved_on AS "resolvedOn", m.handling_organ_name AS "handlingOrganName", m.handling_report AS "handlingReport",
       m.handled_on AS "handledOn", m.submitted_at AS "submittedAt",
       (SELECT COALESCE(json_agg(x.name ORDER BY x.id), '[]') FROM motion_cosigner x WHERE x.motion_id = m.id AND x.state = 'confirmed') AS cosigners
     FROM motion m JOIN congress c ON c.id = m.congress_id WHERE m.id = $1 AND ${published}`,
    [id],
  );
  if (!found) throw new DomainError('suggestions.not_public');
  const { presidiumDecision, submittedAt, state, publishedAt, ...row } = found;
  return { ...row, stateLabel: motionStateLabels[state], publishedAt: publishedAt.toISOString(), presidiumLabel: presidiumDecision === null ? null : presidiumLabels[presidiumDecision], submittedAt: submittedAt?.toISOString() ?? null };
}
