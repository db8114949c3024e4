// 出席提醒: who missed sessions (次会议) without leave. The office and the deputy are told; what follows is decided by those whom the law names
// (代表法 62, 63: 代表资格审查委员会, announced by the standing committee), never here.
import { sessionOfTerm } from '@smart/kernel/numbers';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { warningsView } from './model-views.ts';
import { sessionSql, type SessionOf } from './store.ts';

const warned = defineEvent('activity.absence_warned', z.object({ mandateId: z.string(), personId: z.string(), name: z.string(), sessions: z.array(z.string()), words: z.string() }));

export type Absence = { readonly mandateId: string; readonly personId: string; readonly name: string; readonly delegation: string | null; readonly sessions: string[] };

/** What is said of sessions missed without leave; null while there is none. */
export function absenceWords(sessions: readonly string[]): string | null {
  if (sessions.length === 0) return null;
  const missed = `未经批准没有出席 ${sessions.length} 次本级人民代表大会会议（${sessions.join('、')}）`;
  return `${missed}。代表法第六十二条：未经批准两次不出席的，代表资格终止，由代表资格审查委员会审查、依法公告；这里只作提醒${sessions.length === 1 ? '，今后不能出席的请事先请假' : ''}。`;
}

/** A session counts as missed when the deputy was at none of its meetings and had leave for none. @param mandateId only this one */
export async function absencesOf(work: Work, congressId: string, mandateId: string | null = null): Promise<Absence[]> {
  const rows = await work.sql<Omit<Absence, 'sessions'> & { missed: SessionOf[] }>(
    `SELECT x.mandate_id AS "mandateId", m.person_id AS "personId", p.name, d.name AS delegation, json_agg(${sessionSql} ORDER BY s.starts_on, s.id) AS missed
     FROM (SELECT i.mandate_id, a.session_id FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id
       WHERE a.congress_id = $1 AND a.kind = 'session' AND a.state = 'held' AND a.session_id IS NOT NULL AND ($2::uuid IS NULL OR i.mandate_id = $2)
       GROUP BY i.mandate_id, a.session_id HAVING bool_or(i.state = 'absent') AND NOT bool_or(i.state IN ('attended', 'on_leave'))) x
     JOIN mandate m ON m.id = x.mandate_id AND m.status = 'active' JOIN person p ON p.id = m.person_id LEFT JOIN delegation d ON d.id = m.delegation_id JOIN session s ON s.id = x.session_id JOIN term t ON t.id = s.term_id
     GROUP BY x.mandate_id, m.person_id, p.name, d.name ORDER BY count(*) DESC, p.name, x.mandate_id`,
    [congressId, mandateId],
  );
  return rows.map(({ missed, ...row }) => ({ ...row, sessions: missed.map(sessionOfTerm) }));
}

/** The office's list. */
export async function warnings(work: Work, congressId: string): Promise<z.output<typeof warningsView>> {
  return { rows: (await absencesOf(work, congressId)).map(({ mandateId, name, delegation, sessions }) => ({ mandateId, name, delegation, sessions, words: absenceWords(sessions) ?? '' })) };
}

/** Tells once of each session missed, after it is recorded or put right. */
export async function warnOfAbsence(work: Work, congressId: string, activityId: string): Promise<void> {
  const here = new Set((await work.sql<{ id: string }>(`SELECT i.mandate_id AS id FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id WHERE a.id = $1 AND a.kind = 'session' AND i.state = 'absent'`, [activityId])).map(({ id }) => id));
  if (here.size === 0) return;
  for (const { mandateId, personId, name, sessions } of (await absencesOf(work, congressId)).filter((one) => here.has(one.mandateId))) {
    const [told] = await work.sql(`SELECT 1 FROM domain_event WHERE congress_id = $1 AND type = $2 AND subject_id = $3 AND payload->'sessions' = $4::jsonb`, [congressId, warned.name, mandateId, JSON.stringify(sessions)]);
    if (told) continue;
    await appendEvent(work, { congressId, matterId: null, type: warned.name, subjectType: 'mandate', subjectId: mandateId, personId: null, payload: { mandateId, personId, name, sessions, words: absenceWords(sessions) ?? '' } });
  }
}
