/**
 * A whole province, or one county of the same make, for measuring: congresses of all divisions, 100,000 deputies, 200,000
 * suggestions over three years. Written by COPY under the administration connection; the action log is chained as if every act had
 * been done. One transaction a prefecture: an interruption loses the one under way, and the command repeated goes on after it.
 */
import { insertMany, loadCongresses, loadDivisions, planCongresses, type Execute } from '@smart/divisions/bulk';
import { divisionsOf } from '@smart/divisions/data';
import type { Tier } from '@smart/divisions/scope';
import { createCalendar } from '@smart/kernel/calendar';
import { knownYears } from '@smart/kernel/calendars/known';
import { addDays, daysBetween, type DateString } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { StartupError } from '@smart/database/startup-error';
import type pg from 'pg';
import type { Log } from '../deployment.ts';
import { copyRows } from './copy.ts';
import { fateOf } from './fate.ts';
import { type SeededCongress, staff, type Staffed } from './people.ts';
import { addSuggestion, emptyTables, type Ground } from './rows.ts';
import { matters } from './texts.ts';

export type Scale = 'province' | 'county';
/** Deputies and suggestions of one congress, by its tier. */
export type Sizes = Readonly<Record<Tier, { readonly deputies: number; readonly suggestions: number }>>;

/** Over Hunan's 1,659 congresses they make about 100,000 deputies and 200,000 suggestions. */
const usualSizes: Sizes = {
  province: { deputies: 770, suggestions: 3000 },
  city: { deputies: 420, suggestions: 1500 },
  county: { deputies: 300, suggestions: 600 },
  township: { deputies: 38, suggestions: 67 },
};
const termNumbers: Readonly<Record<Tier, number>> = { province: 14, city: 9, county: 18, township: 20 };
/** The county of the small scale: 平江县. */
const countyCode = '430626';
const firstDay: DateString = '2024-01-08';
/** Rows are written when so many suggestions are ready: memory stays small. */
const flushAfter = 4000;

const calendar = createCalendar({ years: knownYears });

/**
 * Fills an empty deployment, or goes on where an interrupted run ended.
 * @param admin a connection of the administrator, outside a transaction
 * @throws StartupError when the deployment holds somebody's own data
 */
export async function seedScale(admin: pg.Client, scale: Scale, today: DateString, log: Log, sizes: Sizes = usualSizes): Promise<void> {
  const execute: Execute = (text, values) => admin.query(text, values);
  await found(admin, execute, scale, log);
  const congresses = await congressesOf(admin);
  const batches = [...Map.groupBy(congresses, ({ code }) => code.slice(0, 4))].filter(([, batch]) => batch.some(({ done }) => !done));
  const started = Date.now();
  for (const [index, [code, batch]] of batches.entries()) {
    await inTransaction(admin, async () => {
      for (const [at, congress] of batch.entries()) await fill(admin, congress, { size: sizes[congress.tier], today, first: Number(congress.code) + at * 1000 });
    });
    log(`${index + 1}/${batches.length} ${batch[0]?.divisionName ?? code}：${batch.length} 个人大，已用 ${Math.round((Date.now() - started) / 1000)} 秒`);
  }
  log('更新统计信息 analysing');
  await admin.query('ANALYZE');
}

async function found(admin: pg.Client, execute: Execute, scale: Scale, log: Log): Promise<void> {
  const { rows } = await admin.query<{ congresses: number; foreign: boolean }>(
    `SELECT (SELECT count(*)::int FROM congress) AS congresses, EXISTS (SELECT 1 FROM auth_user u WHERE u.username NOT LIKE 'bench.%') AS foreign`,
  );
  if (rows[0]?.foreign) throw new StartupError('这个部署已有正式数据或演示数据，不能装入测试规模的数据：请使用空的 DATA_DIR。 This deployment holds other data: use an empty DATA_DIR.');
  if ((rows[0]?.congresses ?? 0) > 0) return;
  log('建立区划和人大 founding divisions and congresses');
  await inTransaction(admin, async () => {
    const all = divisionsOf('43');
    await loadDivisions(execute, all);
    const wanted = scale === 'province' ? all : all.filter(({ code }) => countyCode.startsWith(code));
    await loadCongresses(execute, planCongresses(wanted));
  });
}

type Founded = SeededCongress & { readonly tier: Tier; readonly code: string; readonly done: boolean };

/** All congresses of the deployment, by division; `done` when their term was written, which happens with everything else of theirs. */
async function congressesOf(admin: pg.Client): Promise<Founded[]> {
  const { rows } = await admin.query<Founded>(
    `SELECT c.id, c.name, c.short_name AS "shortName", c.tier, d.name AS "divisionName", c.division_code AS code, EXISTS (SELECT 1 FROM term t WHERE t.congress_id = c.id) AS done,
       (SELECT o.id FROM organ o WHERE o.congress_id = c.id AND o.kind IN ('deputies_affairs', 'presidium') ORDER BY o.kind LIMIT 1) AS "officeId",
       (SELECT o.id FROM organ o WHERE o.congress_id = c.id AND o.kind = 'government' LIMIT 1) AS "governmentId"
     FROM congress c JOIN division d ON d.code = c.division_code ORDER BY c.division_code`,
  );
  return rows;
}

async function fill(admin: pg.Client, congress: Founded, { size, today, first }: { size: Sizes[Tier]; today: DateString; first: number }): Promise<void> {
  if (congress.done) return;
  const execute: Execute = (text, values) => admin.query(text, values);
  const term = termNumbers[congress.tier];
  const termId = newId();
  await insertMany(execute, 'term', ['id', 'congress_id', 'number', 'starts_on', 'current'], [{ id: termId, congress_id: congress.id, number: term, starts_on: '2022-01-10', current: true }]);
  const staffed = await staff(execute, congress, termId, size.deputies, first);
  const ground: Ground = { congressId: congress.id, shortName: congress.shortName, place: congress.divisionName, term, termId, officeId: congress.officeId, officer: staffed.officer, calendar, vectors: new Map() };
  const numbers = await writeSuggestions(admin, ground, staffed, size.suggestions, today);
  await insertMany(execute, 'suggestion_series', ['congress_id', 'series', 'last'], [{ congress_id: congress.id, series: `${termId}/recess/suggestion`, last: numbers }]);
}

/** @returns the last number given */
async function writeSuggestions(admin: pg.Client, ground: Ground, { deputies, departments }: Staffed, count: number, today: DateString): Promise<number> {
  const span = daysBetween(firstDay, today);
  let tables = emptyTables();
  let number = 0;
  for (let at = 0; at < count; at++) {
    const submittedOn = addDays(firstDay, Math.floor((span * at) / count));
    const chance = ((at * 7919) % 1000) / 1000;
    const fate = fateOf(submittedOn, today, chance);
    const matter = pick(matters, at * 5 + (at >> 3));
    const department = departments.find(({ name }) => name.endsWith(matter.department)) ?? pick(departments, at);
    if (fate !== 'submitted' && fate !== 'not_accepted' && fate !== 'withdrawn') number++;
    addSuggestion(tables, ground, { at, submittedOn, fate, number, matter, deputy: pick(deputies, at), department });
    if (tables.suggestion.length >= flushAfter || at === count - 1) {
      for (const [table, rows] of Object.entries(tables)) await copyRows(admin, table, rows);
      tables = emptyTables();
    }
  }
  return number;
}

function pick<T>(all: readonly T[], at: number): T {
  const one = all[at % all.length];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

async function inTransaction(admin: pg.Client, run: () => Promise<void>): Promise<void> {
  await admin.query('BEGIN');
  try {
    await run();
    await admin.query('COMMIT');
  } catch (error) {
    await admin.query('ROLLBACK');
    throw error;
  }
}
