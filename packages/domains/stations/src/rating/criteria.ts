// 评定标准: the lines that every congress has, and those that a congress adds under a heading for its own stations and those of the tiers below. A line holds
// from a day on and may end on one; a rating that was handed in keeps the lines by which it was.
import type { Capacity } from '@smart/identity/capacity';
import { type DateString, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { type Criterion, criteria, isHeading, isMeasure, measured, type Heading } from './model.ts';
import type { addCriterionInput, criteriaView, criterionReceipt, endCriterionInput } from './model-io.ts';

type Row = { id: string; congressId: string; congressName: string; heading: string; label: string; measure: string | null; least: number | null; startsOn: string; endsOn: string | null; setBy: string };

/** Of the congress with this division code and the tiers above it, those ended before the day left out. */
const rowsFor = (work: Work, divisionCode: string, day: DateString): Promise<Row[]> =>
  work.sql<Row>(
    `SELECT k.id, k.congress_id AS "congressId", g.name AS "congressName", k.heading, k.label, k.measure, k.least, to_char(k.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(k.ends_on, 'YYYY-MM-DD') AS "endsOn", k.set_by AS "setBy"
     FROM station_criterion k JOIN congress g ON g.id = k.congress_id WHERE $1 LIKE g.division_code || '%' AND (k.ends_on IS NULL OR k.ends_on > $2::date) ORDER BY length(g.division_code), k.starts_on, k.id`,
    [divisionCode, day],
  );

const headingOf = (value: string): Heading => (isHeading(value) ? value : 'standard');

/** The checklist of a congress's stations today. */
export async function criteriaFor(work: Work, congressId: string): Promise<readonly Criterion[]> {
  const [congress] = await work.sql<{ divisionCode: string }>('SELECT division_code AS "divisionCode" FROM congress WHERE id = $1', [congressId]);
  if (!congress) throw new DomainError('common.not_found', { what: '人大' });
  const day = today(work.clock);
  const own = (await rowsFor(work, congress.divisionCode, day)).filter(({ startsOn }) => startsOn <= day);
  return [
    ...criteria,
    ...own.map(({ id, heading, label, measure, least }): Criterion => (measure !== null && isMeasure(measure) ? measured(id, headingOf(heading), label, measure, least ?? 1) : { key: id, heading: headingOf(heading), label, kind: 'claim' })),
  ];
}

/** The lines of every congress, those of the tiers above, and the own. */
export async function listCriteria(work: Work, capacity: Capacity): Promise<z.output<typeof criteriaView>> {
  const rows = await rowsFor(work, capacity.divisionCode, today(work.clock));
  return {
    common: criteria.map(({ key, heading, label, kind }) => ({ key, heading, label, kind })),
    added: rows.map(({ id, congressId, congressName, heading, label, measure, least, startsOn, endsOn, setBy }) => {
      const own = congressId === capacity.congressId;
      return { id, heading: headingOf(heading), label, kind: measure === null ? 'claim' : 'fact', measure: measure !== null && isMeasure(measure) ? measure : null, least, congressName, own, startsOn, endsOn, setBy: own ? setBy : null, mayEnd: own && endsOn === null && capacity.roles.includes('congress_officer') };
    }),
  };
}

/** How many lines a congress may add: more than anybody checks helps nobody. */
const MOST = 30;

/**
 * Adds a line for the congress's own stations and those below.
 * @throws DomainError common.invalid_input (a day that has passed), common.conflict (too many, said already)
 */
export async function addCriterion(work: Work, capacity: Capacity, { heading, label, measure, least, startsOn }: z.output<typeof addCriterionInput>): Promise<z.output<typeof criterionReceipt>> {
  const day = today(work.clock);
  if (startsOn < day) throw new DomainError('common.invalid_input', { problem: '开始日期不能早于今天' }, [{ path: 'startsOn', message: '开始日期不能早于今天，已经报送的评定按原标准' }]);
  const rows = await rowsFor(work, capacity.divisionCode, day);
  if (rows.some((one) => one.heading === heading && one.label === label) || criteria.some((one) => one.heading === heading && one.label === label)) throw new DomainError('common.conflict', { reason: '这个方面已经有同样的项目' });
  if (rows.filter(({ congressId }) => congressId === capacity.congressId).length >= MOST) throw new DomainError('common.conflict', { reason: `本级增加的项目不超过 ${MOST} 项，请先停用不再需要的` });
  const id = newId();
  await work.sql(
    'INSERT INTO station_criterion (id, congress_id, heading, label, measure, least, starts_on, set_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7::date, $8, $9)',
    [id, capacity.congressId, heading, label, measure, measure === null ? null : least, startsOn, capacity.personName, work.clock.now()],
  );
  return { id, next: `已增加，${startsOn === day ? '即日' : '到开始日期'}起本级和下级的自评都有这一项；已经报送和公布的评定不变。` };
}

/** Ends a line of the own congress today; one that has not begun never does. @throws DomainError common.not_found (not its own, ended already) */
export async function endCriterion(work: Work, capacity: Capacity, { id }: z.output<typeof endCriterionInput>): Promise<z.output<typeof criterionReceipt>> {
  const done = await work.sql('UPDATE station_criterion SET ends_on = $3::date, ended_by = $4 WHERE id = $1 AND congress_id = $2 AND ends_on IS NULL RETURNING id', [id, capacity.congressId, today(work.clock), capacity.personName]);
  if (done.length === 0) throw new DomainError('common.not_found', { what: '本级增加的评定项目' });
  return { id, next: '已停用，今后的自评不再有这一项；已经报送和公布的评定不变。' };
}
