// 答复模板: of an organ, kept by its head; of the congress, kept by those who serve the deputies.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf } from '../act.ts';
import { type saveTemplateInput, type TemplateView, templateView, type templatesView, unknownPlaces } from './model.ts';

type Row = { id: string; organId: string | null; title: string; body: string; version: number; updatedBy: string; updatedAt: Date };

const mayShare = (capacity: Capacity): boolean => capacity.roles.includes('congress_officer');
const mayAdd = (capacity: Capacity): boolean => capacity.organId !== undefined && capacity.roles.includes('handling_head');
const mayEdit = (capacity: Capacity, organId: string | null): boolean => (organId === null ? mayShare(capacity) : organId === capacity.organId && mayAdd(capacity));

function viewOf(capacity: Capacity, { organId, updatedAt, ...row }: Row): TemplateView {
  return templateView.parse({ ...row, shared: organId === null, updatedAt: updatedAt.toISOString(), mayEdit: mayEdit(capacity, organId) });
}

const columns = `id, organ_id AS "organId", title, body, version, updated_by AS "updatedBy", updated_at AS "updatedAt"`;

/** Those of the own organ, then the congress's. */
export async function templatesOf(work: Work, capacity: Capacity): Promise<z.output<typeof templatesView>> {
  const rows = await work.sql<Row>(`SELECT ${columns} FROM reply_template WHERE congress_id = $1 AND (organ_id IS NULL OR organ_id = $2) ORDER BY (organ_id IS NULL), title, id LIMIT 200`, [capacity.congressId, capacity.organId ?? null]);
  return { rows: rows.map((row) => viewOf(capacity, row)), mayAdd: mayAdd(capacity), mayShare: mayShare(capacity) };
}

async function own(work: Work, capacity: Capacity, id: string): Promise<Row> {
  const [found] = await work.sql<Row>(`SELECT ${columns} FROM reply_template WHERE id = $1 AND congress_id = $2 AND (organ_id IS NULL OR organ_id = $3) FOR UPDATE`, [id, capacity.congressId, capacity.organId ?? null]);
  if (!found) throw new DomainError('common.not_found', { what: '答复模板' });
  if (!mayEdit(capacity, found.organId)) throw new DomainError('common.forbidden', { reason: found.organId === null ? '人大的模板由代表工作机构维护' : '本单位的模板由主要负责人维护' });
  return found;
}

/** @throws DomainError common.invalid_input (a place that does not exist), common.forbidden, common.not_found, common.conflict */
export async function saveTemplate(work: Work, capacity: Capacity, input: z.output<typeof saveTemplateInput>): Promise<TemplateView> {
  const [unknown] = unknownPlaces(input.body);
  if (unknown !== undefined) {
    const problem = `没有名为“{${unknown}}”的填写项，请从可用的填写项中选择`;
    throw new DomainError('common.invalid_input', { problem }, [{ path: 'body', message: problem }]);
  }
  const words = { title: input.title, body: input.body, updated_by: actingOf(capacity).label, updated_at: work.clock.now() };
  if (input.id === undefined) return viewOf(capacity, await add(work, capacity, input.shared, words));
  const found = await own(work, capacity, input.id);
  if (input.expectedVersion !== undefined && input.expectedVersion !== found.version) throw new DomainError('common.conflict', { reason: `模板已由${found.updatedBy}修改` });
  await work.db.updateTable('reply_template').set({ ...words, version: found.version + 1 }).where('id', '=', found.id).execute();
  return viewOf(capacity, await own(work, capacity, found.id));
}

async function add(work: Work, capacity: Capacity, shared: boolean, words: { title: string; body: string; updated_by: string; updated_at: Date }): Promise<Row> {
  const organId = shared ? null : (capacity.organId ?? null);
  if (!mayEdit(capacity, organId)) throw new DomainError('common.forbidden', { reason: shared ? '人大的模板由代表工作机构维护' : '本单位的模板由主要负责人维护' });
  const id = newId();
  await work.db.insertInto('reply_template').values({ id, congress_id: capacity.congressId, organ_id: organId, ...words }).execute();
  return own(work, capacity, id);
}

/** @throws DomainError common.forbidden, common.not_found */
export async function removeTemplate(work: Work, capacity: Capacity, id: string): Promise<void> {
  await own(work, capacity, id);
  await work.sql('DELETE FROM reply_template WHERE id = $1', [id]);
}
