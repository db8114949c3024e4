// A row of a list as it is shown: labels, light, time left.
import { registerParameterSet } from '@smart/divisions/hooks';
import { timeLeft, trafficLight } from '@smart/kernel/deadlines';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { deadlineLabels, type DeadlineKind, type Light, stateLabels } from './model.ts';
import type { SuggestionRow } from './matter.ts';
import type { ListRow } from './model-views.ts';
import { todayOf } from './settle.ts';

/** By what lights are judged: today, and how many days before a limit it turns amber. */
export type Lighting = { readonly today: string; readonly amberDays: number };

const REMEMBERED_MS = 30_000;
const remembered = new Map<string, { days: number; until: number }>();

// Tiers below inherit, so everything is forgotten. Other processes notice within the half minute.
registerParameterSet('lighting', (_congressId, key) => {
  if (key === 'suggestions.amber_days') remembered.clear();
});

/** The lighting of a congress. The number of days is remembered for half a minute: every list needs it and it hardly ever changes. */
export async function lightingOf(work: Work, congressId: string): Promise<Lighting> {
  const now = performance.now();
  const known = remembered.get(congressId);
  if (known && known.until > now) return { today: todayOf(work), amberDays: known.days };
  const days = z.int().parse(await work.parameter(congressId, 'suggestions.amber_days'));
  remembered.set(congressId, { days, until: now + REMEMBERED_MS });
  return { today: todayOf(work), amberDays: days };
}

export function dueViewOf(kind: DeadlineKind, dueOn: string, lighting: Lighting, status: 'open' | 'done' = 'open') {
  const light: Light = trafficLight(dueOn, lighting.today, { status, amberDays: lighting.amberDays });
  return { kind, label: deadlineLabels[kind], dueOn, light, timeLeft: status === 'done' ? '已完成' : timeLeft(dueOn, lighting.today) };
}

export type RowColumns = Pick<
  SuggestionRow,
  | 'id' | 'version' | 'kind' | 'state' | 'title' | 'topic' | 'number' | 'numberLabel' | 'sessionId' | 'leadName' | 'delegationName' | 'byDelegation' | 'cosignerCount' | 'leadOrganName' | 'ownerKind'
  | 'keySupervision' | 'extended' | 'confidential' | 'grade' | 'attitude' | 'result' | 'submittedAt' | 'updatedAt' | 'replyDueOn' | 'dueOn' | 'dueKind' | 'publishedAt'
>;

export const rowColumns = `s.id, s.version, s.kind, s.state, s.title, s.topic, s.number, s.number_label AS "numberLabel", s.session_id AS "sessionId", s.lead_name AS "leadName",
  s.delegation_name AS "delegationName", s.by_delegation AS "byDelegation", s.cosigner_count AS "cosignerCount", s.lead_organ_name AS "leadOrganName", s.owner_kind AS "ownerKind", s.key_supervision AS "keySupervision", s.extended,
  s.confidential, s.grade, s.attitude, s.result, s.submitted_at AS "submittedAt", s.updated_at AS "updatedAt", s.reply_due_on AS "replyDueOn", s.due_on AS "dueOn", s.due_kind AS "dueKind",
  s.published_at AS "publishedAt"`;

/**
 * The limit that a list shows: the nearest one; when that has passed while the answer is lawfully extended, the extended one (代表法 51). The same
 * in SQL, for filters and counts: `shownDueSql`.
 */
function shownDue({ dueOn, dueKind, extended, replyDueOn }: RowColumns, { today }: Lighting): { kind: DeadlineKind; dueOn: string } | null {
  if (dueOn === null || dueKind === null) return null;
  return extended && replyDueOn !== null && dueOn < today && replyDueOn >= today ? { kind: 'reply_total', dueOn: replyDueOn } : { kind: dueKind, dueOn };
}

/** @param today a date as SQL */
export const shownDueSql = (today: string): string => `(CASE WHEN s.extended AND s.due_on < ${today} AND s.reply_due_on >= ${today} THEN s.reply_due_on ELSE s.due_on END)`;

export function listRowOf(row: RowColumns, lighting: Lighting): ListRow {
  const due = shownDue(row, lighting);
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    state: row.state,
    stateLabel: stateLabels[row.state],
    title: row.title,
    topic: row.topic,
    number: row.number,
    numberLabel: row.numberLabel,
    inSession: row.sessionId !== null,
    leadName: row.leadName,
    delegationName: row.delegationName,
    byDelegation: row.byDelegation,
    cosignerCount: row.cosignerCount,
    leadOrganName: row.leadOrganName,
    ownerKind: row.ownerKind,
    keySupervision: row.keySupervision,
    confidential: row.confidential,
    grade: row.grade,
    attitude: row.attitude,
    result: row.result,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
    replyDueOn: row.replyDueOn,
    due: due === null ? null : dueViewOf(due.kind, due.dueOn, lighting),
    published: row.publishedAt !== null,
  };
}
