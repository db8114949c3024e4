// An agreed appointment as a file for the calendar of a phone or an office program.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { parameters, partySql } from '../visibility.ts';
import { calendarFile } from './calendar.ts';

type Row = { id: string; at: Date; place: string; note: string | null; organName: string; title: string; numberLabel: string | null; leadName: string };

/**
 * The calendar file of an appointment that is agreed on, for those who have a part in the suggestion.
 * @throws DomainError common.not_found
 */
export async function meetingFile(work: Work, capacity: Capacity, meetingId: string): Promise<{ name: string; text: string }> {
  const { values, p } = parameters();
  const [row] = await work.sql<Row>(
    `SELECT g.id, g.at, g.place, g.note, g.organ_name AS "organName", s.title, s.number_label AS "numberLabel", s.lead_name AS "leadName"
     FROM suggestion_meeting g JOIN suggestion s ON s.id = g.suggestion_id WHERE g.id = ${p(meetingId)} AND g.state = 'agreed' AND g.at IS NOT NULL AND ${partySql(capacity, p)}`,
    values,
  );
  if (!row) throw new DomainError('common.not_found', { what: '面商安排' });
  const title = `面商：${row.title}`;
  const description = [`${row.numberLabel ?? ''}《${row.title}》`, `领衔代表：${row.leadName}；承办单位：${row.organName}`, row.note ?? ''].filter((line) => line !== '').join('\n');
  return { name: `面商 ${row.numberLabel ?? ''}.ics`, text: calendarFile({ id: row.id, at: row.at, title, place: row.place, description, stampAt: work.clock.now() }) };
}
