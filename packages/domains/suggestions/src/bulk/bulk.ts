// 批量交办 as a guided operation: it goes on in portions when the page is closed or the server is killed; what failed stands by its reason and is
// tried again. Each portion acts for the officer who began it, as long as their post is in force.
import type { Capacity } from '@smart/identity/capacity';
import { advanceOperation, defineOperation, draftOperation, operationById, startOperation } from '@smart/identity/operations';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { actingOf } from '../act.ts';
import { assignItem } from '../assignment.ts';
import { roleLabels } from '../model.ts';
import { handOver, type HandOver } from '../model-inputs.ts';
import { bulkView, type BulkView, type retryBulkInput, type startBulkInput } from './model.ts';

const KIND = 'bulk_assignment';
/** So many in one transaction: each is locked only while its portion lasts. */
const PORTION = 5;

const officer = z.object({
  id: z.string(), personId: z.string(), personName: z.string(), userId: z.string(), label: z.string(), logLabel: z.string().nullable(), congressId: z.string(), congressName: z.string(), divisionCode: z.string(),
  tier: z.enum(['province', 'city', 'county', 'township']), organId: z.string().nullable(), organName: z.string().nullable(),
});
const planSchema = z.object({ officer });
type Plan = z.output<typeof planSchema>;
type Item = { position: number; suggestionId: string; expectedVersion: number; organs: unknown };

const officerOf = (capacity: Capacity): Plan['officer'] => ({
  id: capacity.id, personId: capacity.personId, personName: capacity.personName, userId: capacity.userId, label: capacity.label, logLabel: capacity.logLabel ?? null, congressId: capacity.congressId,
  congressName: capacity.congressName, divisionCode: capacity.divisionCode, tier: capacity.tier, organId: capacity.organId ?? null, organName: capacity.organName ?? null,
});
const capacityOf = ({ logLabel, organId, organName, ...who }: Plan['officer']): Capacity => ({
  ...who, kind: 'appointment', roles: ['congress_officer'], ...(logLabel === null ? {} : { logLabel }), ...(organId === null ? {} : { organId }), ...(organName === null ? {} : { organName }),
});

/** Whether the officer still holds the post in which they began, or stands in for a colleague who does. */
async function inForce(work: Work, { id, personId }: Plan['officer']): Promise<boolean> {
  const found = await work.sql(
    `SELECT 1 FROM appointment a WHERE a.id = $1 AND a.person_id = $2 AND 'congress_officer' = ANY (a.roles) AND a.starts_on <= $3::date AND (a.ends_on IS NULL OR a.ends_on > $3::date)
     UNION ALL SELECT 1 FROM stand_in i WHERE i.id = $1 AND i.person_id = $2 AND i.kind = 'substitute' AND 'congress_officer' = ANY (i.roles) AND i.starts_at <= $4 AND i.ends_at > $4 AND i.refused_at IS NULL`,
    [id, personId, today(work.clock), work.clock.now()],
  );
  return found.length > 0;
}

async function runPortion(work: Work, operationId: string, plan: Plan): Promise<number> {
  const items = await work.sql<Item>(
    `SELECT position, suggestion_id AS "suggestionId", expected_version AS "expectedVersion", organs FROM bulk_assignment_item WHERE operation_id = $1 AND state = 'waiting' ORDER BY position LIMIT ${PORTION}`,
    [operationId],
  );
  const serving = items.length > 0 && (await inForce(work, plan.officer));
  for (const item of items) {
    const line = serving ? await assignItem(work, capacityOf(plan.officer), { id: item.suggestionId, expectedVersion: item.expectedVersion, organs: handOver.parse(item.organs) }) : ended;
    await work.sql('UPDATE bulk_assignment_item SET state = $3, problem = $4, receipt = $5 WHERE operation_id = $1 AND position = $2', [operationId, item.position, line.ok ? 'done' : 'failed', line.problem, line.receipt]);
  }
  return items.length;
}

const ended = { ok: false, problem: '发起人已经不再担任该职务，请由在任的工作人员重新交办', receipt: null } as const;

/** Makes the kind known to the engine; may be called again. */
export function registerBulkAssignment(): void {
  defineOperation<Plan>({
    kind: KIND,
    label: '批量交办',
    plan: planSchema,
    check: async () => [],
    steps: () => [
      {
        key: 'assign', label: '逐件交办', irreversible: true,
        total: async (work, { id }) => (await work.sql<{ count: number }>('SELECT count(*)::int AS count FROM bulk_assignment_item WHERE operation_id = $1', [id]))[0]?.count ?? 0,
        run: async (work, { id, plan }) => {
          const done = await runPortion(work, id, plan);
          return { done, cursor: done < PORTION ? null : 'more' };
        },
      },
    ],
  });
}

type Known = { id: string; title: string; numberLabel: string | null; version: number };

/** Writes down what is to be done and begins. @throws DomainError common.not_found, common.conflict (another one runs), common.forbidden */
export async function startBulk(work: Work, capacity: Capacity, { items }: z.output<typeof startBulkInput>): Promise<BulkView> {
  if (capacity.standIn?.kind === 'emergency') throw new DomainError('common.forbidden', { reason: '应急授权期间请逐件交办' });
  const known = await work.sql<Known>(`SELECT id, title, number_label AS "numberLabel", version FROM suggestion WHERE id = ANY ($1::uuid[]) AND congress_id = $2 AND submitted_at IS NOT NULL`, [items.map((one) => one.id), capacity.congressId]);
  const organs = await organNames(work, items.map((one) => one.organs));
  const id = await draftOperation(work, actingOf(capacity), capacity.congressId, { kind: KIND, title: `批量交办 ${items.length} 件`, plan: { officer: officerOf(capacity) } });
  const rows = items.map((item, position) => {
    const suggestion = known.find((one) => one.id === item.id);
    if (!suggestion) throw new DomainError('common.not_found', { what: '建议' });
    return {
      operation_id: id, congress_id: capacity.congressId, position, suggestion_id: item.id, expected_version: item.expectedVersion ?? suggestion.version, title: suggestion.title, number_label: suggestion.numberLabel,
      organs: JSON.stringify(item.organs), organ_words: item.organs.map((one) => `${organs.get(one.organId) ?? '所选单位'}（${roleLabels[one.role]}）`).join('、'),
    };
  });
  await work.db.insertInto('bulk_assignment_item').values(rows).execute();
  const { version } = await operationById(work, capacity.congressId, id);
  await startOperation(work, actingOf(capacity), capacity.congressId, { id, version });
  return bulkById(work, capacity.congressId, id);
}

async function organNames(work: Work, each: readonly HandOver[]): Promise<ReadonlyMap<string, string>> {
  const rows = await work.sql<{ id: string; name: string }>('SELECT id, name FROM organ WHERE id = ANY ($1::uuid[])', [each.flat().map((one) => one.organId)]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Those that failed, once more, as they stand now. @throws DomainError common.not_found (none failed), common.conflict */
export async function retryBulk(work: Work, capacity: Capacity, { id, positions }: z.output<typeof retryBulkInput>): Promise<BulkView> {
  const failed = await work.sql<Item & { version: number }>(
    `SELECT i.position, i.suggestion_id AS "suggestionId", i.organs, s.version FROM bulk_assignment_item i JOIN suggestion s ON s.id = i.suggestion_id
     WHERE i.operation_id = $1 AND i.congress_id = $2 AND i.state = 'failed' AND ($3::int[] IS NULL OR i.position = ANY ($3)) ORDER BY i.position`,
    [id, capacity.congressId, positions ?? null],
  );
  if (failed.length === 0) throw new DomainError('common.not_found', { what: '未成功的交办' });
  return startBulk(work, capacity, { items: failed.map((one) => ({ id: one.suggestionId, expectedVersion: one.version, organs: handOver.parse(one.organs) })) });
}

/** @throws DomainError common.not_found */
export async function bulkById(work: Work, congressId: string, id: string): Promise<BulkView> {
  const operation = await operationById(work, congressId, id);
  if (operation.kind !== KIND) throw new DomainError('common.not_found', { what: '批量交办' });
  const items = await work.sql<BulkView['items'][number]>(
    `SELECT position, suggestion_id AS "suggestionId", title, number_label AS "numberLabel", organ_words AS "organWords", state, problem, receipt FROM bulk_assignment_item WHERE operation_id = $1 ORDER BY position`,
    [id],
  );
  const count = (state: string): number => items.filter((one) => one.state === state).length;
  const { title, startedBy, startedAt, finishedAt } = operation;
  return bulkView.parse({ id, title, state: operation.state === 'running' ? 'running' : 'done', total: items.length, done: count('done'), failed: count('failed'), startedBy, startedAt, finishedAt, items });
}

/** What is under way, else the newest of today with failures: what the page offers after it was left. */
export async function currentBulk(work: Work, { congressId }: Capacity): Promise<BulkView | null> {
  const [found] = await work.sql<{ id: string }>(
    `SELECT o.id FROM operation o WHERE o.congress_id = $1 AND o.kind = $2 AND (o.state = 'running' OR (o.state = 'done' AND o.finished_at > $3 AND o.id = (SELECT x.id FROM operation x WHERE x.congress_id = $1 AND x.kind = $2 ORDER BY x.id DESC LIMIT 1)
       AND EXISTS (SELECT 1 FROM bulk_assignment_item i WHERE i.operation_id = o.id AND i.state = 'failed'))) ORDER BY o.id DESC LIMIT 1`,
    [congressId, KIND, new Date(work.clock.now().getTime() - 24 * 3600 * 1000)],
  );
  return found ? bulkById(work, congressId, found.id) : null;
}

/** One portion of a running bulk hand-over; for those who do not wait for the jobs (tests, the demonstration). */
export const advanceBulk = (work: Work, congressId: string, id: string): Promise<boolean> => advanceOperation(work, congressId, id);
