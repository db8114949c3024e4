// 承诺台账 for everybody: promises of published replies only, read through the reader role.
import { hidePersonalData } from '@smart/kernel/personal-text';
import type { Work } from '@smart/workflow/work';
import { todayOf } from '../settle.ts';
import { parameters, type Placeholder } from '../visibility.ts';
import { ledgerLight, type LedgerLight, ledgerLightSql } from './light.ts';
import type { PublicBookInput, PublicBookRow, PublicBookView } from './model.ts';

/** One measure for all congresses, so that lights can be compared: what is overdue by more than a month. */
const redDays = 30;

const from = `FROM commitment m JOIN reply r ON r.id = m.reply_id JOIN suggestion s ON s.id = m.suggestion_id JOIN congress c ON c.id = s.congress_id`;
/** Said here as well as by the wall. */
const open = `r.state = 'signed' AND s.published_at IS NOT NULL AND s.state <> 'withdrawn'`;

function conditions(input: PublicBookInput, today: string, p: Placeholder, light?: LedgerLight): string {
  const found = [
    open,
    input.division ? `c.division_code LIKE ${p(`${input.division}%`)}` : null,
    input.organId ? `m.organ_id = ${p(input.organId)}` : null,
    input.year ? `m.due_on BETWEEN ${p(`${input.year}-01-01`)}::date AND ${p(`${input.year}-12-31`)}::date` : null,
    light ? `(${ledgerLightSql(light, { today, redDays }, p)})` : null,
  ];
  return found.filter((one) => one !== null).join(' AND ');
}

type Row = Omit<PublicBookRow, 'light'> & { state: 'open' | 'kept' };

/** A page of the public ledger, open promises by date first; counts are of all lights. Needs no sign-in. */
export async function publicBook(work: Work, input: PublicBookInput): Promise<PublicBookView> {
  const today = todayOf(work);
  const { values, p } = parameters();
  const rows = await work.sql<Row>(
    `SELECT m.id, s.id AS "suggestionId", s.title, s.number_label AS "numberLabel", c.name AS "congressName", r.organ_name AS "organName", m.text, m.due_on AS "dueOn",
       COALESCE(m.first_due_on, m.due_on) AS "firstDueOn", m.state, m.kept_on AS "keptOn", CASE WHEN m.state = 'kept' THEN m.evidence END AS evidence,
       EXISTS (SELECT 1 FROM commitment_step t WHERE t.commitment_id = m.id AND t.kind = 'reopened') AS reopened,
       (SELECT COALESCE(json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) ORDER BY f.id), '[]') FROM stored_file f
        WHERE f.matter_id = s.id AND f.subject_id = m.id AND f.purpose = 'commitment' AND m.state = 'kept') AS files
     ${from} WHERE ${conditions(input, today, p, input.light)} ORDER BY (m.state = 'open') DESC, m.due_on, m.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  const counts = await countsOf(work, input, today);
  return {
    rows: rows.map(({ state, title, text, evidence, ...row }) => ({ ...row, title: hidePersonalData(title), text: hidePersonalData(text), evidence: evidence === null ? null : hidePersonalData(evidence), light: ledgerLight(row.dueOn, today, { state, redDays }) })),
    counts,
    total: input.light ? counts[input.light] : counts.green + counts.amber + counts.red + counts.done,
    organs: await organsOf(work, input),
  };
}

async function countsOf(work: Work, input: PublicBookInput, today: string): Promise<PublicBookView['counts']> {
  const { values, p } = parameters();
  const of = (light: LedgerLight) => `count(*) FILTER (WHERE ${ledgerLightSql(light, { today, redDays }, p)})::int AS ${light}`;
  const [found] = await work.sql<PublicBookView['counts']>(`SELECT ${of('green')}, ${of('amber')}, ${of('red')}, ${of('done')} ${from} WHERE ${conditions(input, today, p)}`, values);
  return found ?? { green: 0, amber: 0, red: 0, done: 0 };
}

async function organsOf(work: Work, input: PublicBookInput): Promise<PublicBookView['organs']> {
  const { values, p } = parameters();
  return work.sql(`SELECT m.organ_id AS id, max(r.organ_name) AS name ${from} WHERE ${open}${input.division ? ` AND c.division_code LIKE ${p(`${input.division}%`)}` : ''} GROUP BY m.organ_id ORDER BY name LIMIT 300`, values);
}
