// Who is told of substitutes, assistants, emergencies: those concerned, and those whose office it is to watch.
import { standInEvents } from '@smart/identity/stand-in-events';
import { registerConsumer } from '@smart/jobs/registry';
import { formatDateTime, today } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';

type Payload = ReturnType<typeof standInEvents.granted.payloadOf>;
const names = { substitute: '代班', assistant: '代表助理', emergency: '应急授权' } as const;
const pages = { substitute: '/office/admin/stand-ins', assistant: '/deputy/assistants', emergency: '/office/admin/emergencies' } as const;

/** The title and the sentence for one event. */
function wordsOf(what: string, one: Payload): { title: string; body: string } {
  const until = one.endsAt === null ? '' : `，至${formatDateTime(one.endsAt)}`;
  const about = one.kind === 'substitute' ? `${one.personName}代${one.forName ?? ''}办理${one.post}` : one.kind === 'assistant' ? `${one.personName}协助${one.forName ?? ''}代表` : `${one.personName}使用${one.post}的应急授权`;
  const titles: Readonly<Record<string, string>> = { 'stand_in.requested': '等待确认', 'stand_in.granted': '已经生效', 'stand_in.refused': '没有同意', 'stand_in.ended': '已经结束' };
  const ended = what === 'stand_in.ended' || what === 'stand_in.refused';
  return { title: `${names[one.kind]}${titles[what] ?? ''}`, body: `${about}${ended ? '' : until}。理由：${one.reason}。办理人：${one.by}` };
}

/** Whose office it is: assistants are confirmed by the congress's office; an emergency is decided, used and ended under many eyes. */
function watchers(what: string, { kind }: Payload): string[] {
  if (kind === 'assistant') return what === 'stand_in.requested' ? ['congress_officer'] : [];
  if (kind === 'substitute') return [];
  return what === 'stand_in.requested' ? ['security_administrator', 'congress_leader'] : ['audit_administrator', 'security_administrator', 'congress_leader'];
}

type Recipient = { personId: string; capacityId: string; app: string };

/** People by their present capacity in the congress; the one who acts may have none but the stand-in itself. */
async function recipientsOf(work: Work, event: DomainEvent, one: Payload): Promise<Recipient[]> {
  return work.sql<Recipient>(
    `SELECT DISTINCT ON (x.person_id) x.person_id AS "personId", x.id AS "capacityId", x.app FROM (
       SELECT a.person_id, a.id, 'office' AS app, 1 AS rank FROM appointment a WHERE a.congress_id = $1 AND a.starts_on <= $2 AND (a.ends_on IS NULL OR a.ends_on > $2)
         AND (a.person_id = ANY ($3::uuid[]) OR a.roles && $4::text[])
       UNION ALL SELECT m.person_id, m.id, 'deputy', CASE WHEN $5 = 'assistant' THEN 0 ELSE 2 END FROM mandate m WHERE m.congress_id = $1 AND m.status = 'active' AND m.person_id = ANY ($3::uuid[])
       UNION ALL SELECT i.person_id, i.id, CASE i.kind WHEN 'assistant' THEN 'deputy' ELSE 'office' END, 3 FROM stand_in i WHERE i.id = $6
     ) x ORDER BY x.person_id, x.rank`,
    [event.congressId, today(work.clock), [one.personId, ...(one.forPersonId === null ? [] : [one.forPersonId])], watchers(event.type, one), one.kind, event.subjectId],
  );
}

/** Tells everybody concerned but the one who did it. Repeating it tells nobody twice. */
export async function noticeStandIn(work: Work, event: DomainEvent): Promise<void> {
  const one = standInEvents.granted.payloadOf(event);
  const recipients = (await recipientsOf(work, event, one)).filter(({ personId }) => personId !== event.personId);
  if (recipients.length === 0) return;
  const words = wordsOf(event.type, one);
  const rows = recipients.map(({ personId, capacityId, app }) => ({
    id: newId(), congress_id: event.congressId, person_id: personId, capacity_id: capacityId, event_id: event.id, kind: event.type, ...words,
    link: `${one.kind === 'assistant' && app === 'office' ? '/office/admin/stand-ins' : pages[one.kind]}?capacity=${capacityId}`, matter_id: null, created_at: work.clock.now().toISOString(),
  }));
  await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
  await notifyChange(work, { congressId: event.congressId, subjectType: 'notice', personIds: rows.map((row) => row.person_id) });
}

/** Has the events delivered here. */
export function registerStandInNotices(): void {
  registerConsumer('stand-in-notices', Object.values(standInEvents).map(({ name }) => name), noticeStandIn);
}
