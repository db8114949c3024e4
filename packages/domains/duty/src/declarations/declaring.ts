// A deputy enters what happened outside the system, puts it right, or takes it back.
import { setAttachments } from '@smart/files/service';
import type { Capacity } from '@smart/identity/capacity';
import { addDays, formatDate, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { declarationLimits } from './model.ts';
import type { amendDeclarationInput, declarationRef, declareInput } from './model-inputs.ts';
import type { DeclarationReceipt } from './model-views.ts';
import { actOnDeclaration, contentOf, type Content } from './store.ts';

/** What files of a declaration are attached to and for. */
export const picturePurpose = 'duty_declaration';

const wrong = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);
const waits = '已提交，办公室核实后计入档案。';

/**
 * @throws DomainError duty.mandate_not_active (代表法 61: a suspended mandate does no duty), common.invalid_input (a day ahead, long ago, or before the mandate)
 */
async function check(work: Work, capacity: Capacity, { occurredOn }: Pick<Content, 'occurredOn'>): Promise<void> {
  const [mandate] = await work.sql<{ status: string; startsOn: string }>(`SELECT status, to_char(starts_on, 'YYYY-MM-DD') AS "startsOn" FROM mandate WHERE id = $1 AND person_id = $2`, [capacity.id, capacity.personId]);
  if (mandate?.status !== 'active') throw new DomainError('duty.mandate_not_active');
  const day = today(work.clock);
  if (occurredOn > day) throw wrong('occurredOn', '日期不能晚于今天');
  if (occurredOn < addDays(day, -declarationLimits.latest)) throw wrong('occurredOn', '只能补充一年以内的履职');
  if (occurredOn < mandate.startsOn) throw wrong('occurredOn', `您的代表资格从${formatDate(mandate.startsOn)}开始，请核对日期`);
}

async function setPictures(work: Work, capacity: Capacity, id: string, fileIds: readonly string[]): Promise<void> {
  await setAttachments(work, fileIds, { matterId: id, congressId: capacity.congressId, subjectType: picturePurpose, subjectId: id }, picturePurpose, capacity.personId);
  const [other] = await work.sql(`SELECT 1 FROM stored_file WHERE matter_id = $1 AND media_type NOT IN ('image/jpeg', 'image/png', 'image/webp')`, [id]);
  if (other) throw wrong('fileIds', '只能添加照片（JPG、PNG、WebP）');
}

/**
 * Enters it once: the device's id again changes nothing.
 * @throws DomainError as `check`; common.not_found when the id is somebody else's
 */
export async function declare(work: Work, capacity: Capacity, { id, fileIds, ...content }: z.output<typeof declareInput>): Promise<DeclarationReceipt> {
  // Two phones, or one that did not hear the answer: the second waits and finds what the first one made.
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 8))', [id]);
  const [known] = await work.sql<{ version: number; personId: string }>('SELECT version, person_id AS "personId" FROM duty_declaration WHERE id = $1', [id]);
  if (known) {
    if (known.personId !== capacity.personId) throw new DomainError('common.not_found', { what: '补充的履职' });
    return { id, version: known.version, next: '这条履职已经提交。' };
  }
  await check(work, capacity, content);
  const now = work.clock.now();
  await work.sql(
    `INSERT INTO duty_declaration (id, congress_id, mandate_id, person_id, kind, occurred_on, place, title, result, facts, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6::date, $7, $8, $9, $10::jsonb, $11, $11)`,
    [id, capacity.congressId, capacity.id, capacity.personId, content.kind, content.occurredOn, content.place, content.title, content.result, JSON.stringify(content.facts), now],
  );
  await setPictures(work, capacity, id, fileIds);
  const { version } = await actOnDeclaration(work, capacity, { id, action: 'declare', content });
  return { id, version, next: waits };
}

/** Puts it right; what it said before is kept. @throws DomainError as `check`, common.not_found, workflow.* */
export async function amendDeclaration(work: Work, capacity: Capacity, { id, expectedVersion, fileIds, ...content }: z.output<typeof amendDeclarationInput>): Promise<DeclarationReceipt> {
  await own(work, capacity, id);
  await check(work, capacity, content);
  const before = await contentOf(work, id);
  await setPictures(work, capacity, id, fileIds);
  const { version } = await actOnDeclaration(work, capacity, {
    id, expectedVersion, action: 'amend', content,
    patch: { kind: content.kind, occurred_on: content.occurredOn, place: content.place, title: content.title, result: content.result, facts: JSON.stringify(content.facts), return_reason: null, decided_by: null, decided_at: null },
  });
  await work.sql(
    'INSERT INTO duty_declaration_revision (declaration_id, version, congress_id, content, replaced_by, replaced_at) VALUES ($1, $2, $3, $4::jsonb, $5, $6)',
    [id, version, capacity.congressId, JSON.stringify(before), capacity.personName, work.clock.now()],
  );
  return { id, version, next: waits };
}

/** @throws DomainError common.not_found, workflow.* (confirmed already) */
export async function withdrawDeclaration(work: Work, capacity: Capacity, ref: z.output<typeof declarationRef>): Promise<DeclarationReceipt> {
  await own(work, capacity, ref.id);
  const { id, version } = await actOnDeclaration(work, capacity, { ...ref, action: 'withdraw' });
  return { id, version, next: '已撤回，不计入档案。' };
}

/** Of somebody else there is nothing here. */
async function own(work: Work, capacity: Capacity, id: string): Promise<void> {
  const [row] = await work.sql('SELECT 1 FROM duty_declaration WHERE id = $1 AND person_id = $2', [id, capacity.personId]);
  if (!row) throw new DomainError('common.not_found', { what: '补充的履职' });
}
