// 履职年册: whoever asked for one is told when it is there, and when it stands still.
import { registerConsumer } from '@smart/jobs/registry';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { officersOf } from './recipients.ts';

const payloadSchema = z.object({ kind: z.string(), title: z.string(), problem: z.string().default('') });

/** What an event says; null: of another kind of operation. */
export function bookTold(type: string, { kind, title, problem }: z.output<typeof payloadSchema>): { readonly title: string; readonly body: string } | null {
  if (kind !== 'duty_book') return null;
  return type === 'operation.finished' ? { title: '履职年册已经生成', body: `“${title}”可以下载了` } : { title: '履职年册没有生成', body: `“${title}”停下了：${problem.replace(/。$/u, '')}。排除以后点“排除后继续”，已经完成的部分保留` };
}

/** In the office they hold now; who has left it is told nothing. Repeating it tells nobody twice. */
export async function noticeBook(work: Work, event: DomainEvent): Promise<void> {
  const told = bookTold(event.type, payloadSchema.parse(event.payload));
  if (told === null) return;
  const [asked] = await work.sql<{ personId: string }>(`SELECT plan ->> 'personId' AS "personId" FROM operation WHERE id = $1`, [event.subjectId]);
  const officer = (await officersOf(work, event.congressId)).find(({ personId }) => personId === asked?.personId);
  if (!officer) return;
  const { personId, capacityId } = officer;
  const row = {
    id: newId(), congress_id: event.congressId, person_id: personId, capacity_id: capacityId, event_id: event.id, kind: event.type, ...told, link: `/office/duty/books?capacity=${capacityId}`, matter_id: event.subjectId, created_at: work.clock.now().toISOString(),
  };
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify([row])]);
  await notifyChange(work, { congressId: event.congressId, subjectType: 'notice', personIds: [personId] });
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerBookNotices(): void {
  registerConsumer('book-notices', ['operation.finished', 'operation.stopped'], noticeBook);
}
