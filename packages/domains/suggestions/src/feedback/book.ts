// 承诺台账 of a congress across years: every promise of signed replies to its deputies, with date, organ, evidence and history.
import type { Capacity } from '@smart/identity/capacity';
import { timeLeft } from '@smart/kernel/deadlines';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { searchSql } from '../lists.ts';
import { todayOf } from '../settle.ts';
import { parameters, partySql, type Placeholder } from '../visibility.ts';
import type { BookInput, BookRow, BookView } from './model.ts';
import type { StepKind } from './commitments.ts';
import { ledgerLight, type LedgerLight, ledgerLightSql } from './light.ts';

export const stepLabels = { kept: '反馈落实', change_asked: '申请变更时限', change_granted: '同意变更时限', change_refused: '不同意变更时限', reopened: '代表反映未落实，恢复跟踪' } as const satisfies Record<StepKind, string>;

/** Days after its date on which a promise turns red, as the congress has set. */
export const redDaysOf = async (work: Work, congressId: string): Promise<number> => z.int().parse(await work.parameter(congressId, 'suggestions.commitment_red_days'));

type Today = { today: string; redDays: number };

function conditions(capacity: Capacity, input: BookInput, { today, redDays }: Today, p: Placeholder): string {
  const between = (from: number, to: number) => `m.due_on BETWEEN ${p(`${from}-01-01`)}::date AND ${p(`${to}-12-31`)}::date`;
  const found = [
    `r.state = 'signed'`,
    partySql(capacity, p),
    input.state ? `m.state = ${p(input.state)}` : null,
    input.light ? `(${ledgerLightSql(input.light, { today, redDays }, p)})` : null,
    input.organId ? `m.organ_id = ${p(input.organId)}` : null,
    input.year ? between(input.year, input.year) : null,
    input.reportYear ? between(input.reportYear - 1, input.reportYear) : null,
    input.asked ? 'm.asked_due_on IS NOT NULL' : null,
    input.q ? searchSql(input.q, p) : null,
  ];
  return found.filter((one) => one !== null).join(' AND ');
}

const from = 'FROM commitment m JOIN reply r ON r.id = m.reply_id JOIN suggestion s ON s.id = m.suggestion_id';

type Counted = BookView['counts'] & { total: number };
type Row = Omit<BookRow, 'light' | 'timeLeft' | 'steps'> & { steps: Omit<BookRow['steps'][number], 'label'>[] };

/** A page of the ledger, open promises by date first. The counts are of all that fit, whatever light and state were asked for. */
export async function bookOf(work: Work, capacity: Capacity, input: BookInput): Promise<BookView> {
  const at = { today: todayOf(work), redDays: await redDaysOf(work, capacity.congressId) };
  const { light: _light, state: _state, asked: _asked, ...wide } = input;
  const counting = parameters();
  const { p: c } = counting;
  const where = conditions(capacity, wide, at, c);
  const matching = [input.light ? `(${ledgerLightSql(input.light, at, c)})` : 'true', input.state ? `m.state = ${c(input.state)}` : 'true', input.asked ? 'm.asked_due_on IS NOT NULL' : 'true'].join(' AND ');
  const of = (light: LedgerLight) => `count(*) FILTER (WHERE ${ledgerLightSql(light, at, c)})::int`;
  const [counted] = await work.sql<Counted>(
    `SELECT ${of('green')} AS green, ${of('amber')} AS amber, ${of('red')} AS red, ${of('done')} AS kept, count(*) FILTER (WHERE m.state = 'kept' AND m.kept_on > m.due_on)::int AS "keptLate",
       count(*) FILTER (WHERE m.asked_due_on IS NOT NULL)::int AS asked, count(*) FILTER (WHERE ${matching})::int AS total ${from} WHERE ${where}`,
    counting.values,
  );
  const { total = 0, ...counts } = counted ?? { green: 0, amber: 0, red: 0, kept: 0, keptLate: 0, asked: 0, total: 0 };
  return { asOf: at.today, rows: await rowsOf(work, capacity, input, at), total, counts, organs: await organsOf(work, capacity) };
}

async function rowsOf(work: Work, capacity: Capacity, input: BookInput, at: Today): Promise<BookRow[]> {
  const { values, p } = parameters();
  const rows = await work.sql<Row>(
    `SELECT m.id, m.reply_id AS "replyId", m.organ_id AS "organId", r.organ_name AS "organName", m.text, m.due_on AS "dueOn", COALESCE(m.first_due_on, m.due_on) AS "firstDueOn",
       m.asked_due_on AS "askedDueOn", m.asked_reason AS "askedReason", m.state, m.kept_on AS "keptOn", m.evidence, s.id AS "suggestionId", s.title, s.number_label AS "numberLabel",
       s.lead_name AS "leadName", s.published_at IS NOT NULL AS published,
       (SELECT COALESCE(json_agg(json_build_object('kind', t.kind, 'text', t.text, 'fromDueOn', t.from_due_on, 'toDueOn', t.to_due_on, 'byLabel', t.by_label, 'at', t.at) ORDER BY t.at, t.id), '[]')
        FROM commitment_step t WHERE t.commitment_id = m.id) AS steps,
       (SELECT COALESCE(json_agg(json_build_object('id', f.id, 'name', f.name) ORDER BY f.id), '[]') FROM stored_file f WHERE f.matter_id = s.id AND f.subject_id = m.id AND f.purpose = 'commitment') AS files
     ${from} WHERE ${conditions(capacity, input, at, p)} ORDER BY (m.state = 'open') DESC, m.due_on, m.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  return rows.map((row) => ({
    ...row,
    steps: row.steps.map((step) => ({ ...step, label: stepLabels[step.kind] })),
    light: ledgerLight(row.dueOn, at.today, { state: row.state, redDays: at.redDays }),
    timeLeft: row.state === 'open' ? timeLeft(row.dueOn, at.today) : '',
  }));
}

/** Organs that promised anything, for the choice. */
async function organsOf(work: Work, capacity: Capacity): Promise<BookView['organs']> {
  const { values, p } = parameters();
  return work.sql(`SELECT m.organ_id AS id, max(r.organ_name) AS name ${from} WHERE r.state = 'signed' AND ${partySql(capacity, p)} GROUP BY m.organ_id ORDER BY name LIMIT 300`, values);
}
