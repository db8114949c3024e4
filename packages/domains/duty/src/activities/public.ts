// 代表活动 for anybody, through the reader role: what the office laid open. Nobody who was invited or was there can be read here.
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { activityKinds, type ActivityKind, type ActivityState, activityStateLabels } from './model.ts';

export type PublicActivity = {
  readonly id: string;
  readonly congressName: string;
  readonly divisionCode: string;
  readonly kindLabel: string;
  readonly theme: string;
  readonly place: string;
  readonly organiser: string;
  readonly heldOn: string;
  readonly endsOn: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly state: ActivityState;
  readonly stateLabel: string;
  readonly words: string;
};

export type ActivityWhen = 'ahead' | 'behind';
type Row = Omit<PublicActivity, 'kindLabel' | 'stateLabel'> & { readonly kind: ActivityKind };

const columns = `a.id, c.name AS "congressName", c.division_code AS "divisionCode", a.kind, a.theme, a.place, a.organiser, to_char(a.held_on, 'YYYY-MM-DD') AS "heldOn", to_char(a.ends_on, 'YYYY-MM-DD') AS "endsOn", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.state, a.public_words AS words`;

/** What is over and waits for its record is not called published any more. */
function viewOf({ kind, ...row }: Row, day: string): PublicActivity {
  const stateLabel = row.state === 'published' ? (row.endsOn < day ? '已结束' : row.heldOn <= day ? '今天举行' : '将要举行') : activityStateLabels[row.state];
  return { ...row, kindLabel: activityKinds[kind].label, stateLabel };
}

/** Those laid open, of one congress when a division is named: what is ahead with the nearest first, then what is behind with the latest first. */
export async function publicActivities(work: Work, filter: { divisionCode?: string | undefined; q?: string | undefined; kind?: ActivityKind | undefined; when?: ActivityWhen | undefined }, page: { limit: number; offset: number }): Promise<{ rows: PublicActivity[]; total: number }> {
  const day = today(work.clock);
  const ahead = `(a.state = 'published' AND a.ends_on >= $1::date)`;
  const where = `a.shown AND a.state IN ('published', 'held', 'cancelled') AND ($2::text IS NULL OR c.division_code = $2) AND ($3::text IS NULL OR strpos(lower(a.theme || ' ' || a.place || ' ' || a.public_words), lower($3)) > 0) AND ($4::text IS NULL OR a.kind = $4) AND ($5::text IS NULL OR ${ahead} = ($5 = 'ahead'))`;
  const values = [day, filter.divisionCode ?? null, filter.q ?? null, filter.kind ?? null, filter.when ?? null];
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM duty_activity a JOIN congress c ON c.id = a.congress_id WHERE ${where}`, values);
  const rows = await work.sql<Row>(`SELECT ${columns} FROM duty_activity a JOIN congress c ON c.id = a.congress_id WHERE ${where} ORDER BY ${ahead} DESC, CASE WHEN ${ahead} THEN a.held_on - $1::date ELSE $1::date - a.held_on END, a.starts_at, a.id LIMIT $6 OFFSET $7`, [...values, page.limit, page.offset]);
  return { rows: rows.map((row) => viewOf(row, day)), total: count?.total ?? 0 };
}

/** @throws DomainError activities.not_public */
export async function publicActivity(work: Work, id: string): Promise<PublicActivity> {
  const [row] = await work.sql<Row>(`SELECT ${columns} FROM duty_activity a JOIN congress c ON c.id = a.congress_id WHERE a.id = $1 AND a.shown AND a.state IN ('published', 'held', 'cancelled')`, [id]);
  if (!row) throw new DomainError('activities.not_public');
  return viewOf(row, today(work.clock));
}

/** Congresses that laid an activity open or published a work plan, from the province down. */
export const placesOfActivities = (work: Work): Promise<{ divisionCode: string; name: string }[]> =>
  work.sql(`SELECT c.division_code AS "divisionCode", c.name FROM congress c WHERE c.id IN (SELECT a.congress_id FROM duty_activity a WHERE a.shown UNION SELECT p.congress_id FROM duty_work_plan p) ORDER BY length(c.division_code), c.division_code`);
