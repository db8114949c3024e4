// A notice in the inbox of each recipient, with a link that opens the very thing.
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { Recipient } from './recipients.ts';
import type { Anchor } from './rules.ts';

export type Words = { readonly title: string; readonly body: string; readonly anchor?: Anchor | undefined; readonly section?: Section };

/** The pages on which subjects are looked at. */
export type Section = 'suggestions' | 'motions' | 'opinions';

/** Deputies open their portal, staff the desk; the capacity in the link saves them the switch. */
export function linkOf({ app, capacityId }: Recipient, matterId: string, anchor: Anchor | undefined, section: Section = 'suggestions'): string {
  return `/${app}/${section}/${matterId}?capacity=${capacityId}${anchor ? `#${anchor}` : ''}`;
}

/** Writes the notices of one event: once for each person, also in another congress that shares the matter. */
export async function deliver(work: Work, event: DomainEvent, matterId: string, recipients: readonly Recipient[], { title, body, anchor, section }: Words): Promise<void> {
  if (recipients.length === 0) return;
  const rows = recipients.map((recipient) => ({
    id: newId(), congress_id: recipient.congressId, person_id: recipient.personId, capacity_id: recipient.capacityId, event_id: event.id, kind: event.type,
    title, body: body.trim(), link: linkOf(recipient, matterId, anchor, section), matter_id: matterId, created_at: work.clock.now().toISOString(),
  }));
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
  for (const congressId of new Set(rows.map((row) => row.congress_id))) {
    const personIds = rows.filter((row) => row.congress_id === congressId).map((row) => row.person_id);
    await notifyChange(work, { congressId, subjectType: 'notice', matterId, personIds });
  }
}
