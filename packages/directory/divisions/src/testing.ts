// A small directory for tests: Hunan, Yueyang, two counties with a township each, a second city. Used by every floor above.
import type { TestDatabase } from '@smart/database/testing';
import type { UnitOfWork, UnitSettings } from '@smart/database/unit-of-work';
import { createCalendar } from '@smart/kernel/calendar';
import { knownYears } from '@smart/kernel/calendars/known';
import { systemClock, type Clock } from '@smart/kernel/clock';
import type { Work } from '@smart/workflow/work';
import { loadCongresses, loadDivisions, planCongresses } from './bulk.ts';
import { divisionsOf } from './data.ts';
import { createParameterReader } from './parameters.ts';

/** 湖南省、岳阳市、常德市、岳阳楼区、平江县、华容县、西塘镇、伍市镇, and a street and a zone that have no congress. */
export const testDivisions = ['43', '4306', '4307', '430602', '430626', '430623', '430602100', '430602001', '430671'] as const;

export type TestDirectory = {
  /** Id of the congress of a division. */
  readonly congress: (divisionCode: string) => string;
  /** Id of a standard organ (`standing_committee`, `deputies_affairs`, `government_office`, `presidium`, …) of a division's congress. */
  readonly organ: (divisionCode: string, key: string) => string;
  /** Runs in one unit of work for the congress of a division, as the application does. */
  readonly act: <T>(divisionCode: string, fn: (work: Work) => Promise<T>, settings?: Partial<UnitSettings>) => Promise<T>;
};

const calendar = createCalendar({ years: knownYears });

/** A unit of work with the world around it. */
export function testWork(unit: UnitOfWork, clock: Clock = systemClock): Work {
  return {
    get prisma() {
      return unit.prisma;
    },
    db: unit.db,
    sql: unit.sql,
    attempt: unit.attempt,
    settings: unit.settings,
    beforeCommit: unit.beforeCommit,
    afterCommit: unit.afterCommit,
    clock,
    calendar,
    parameter: createParameterReader(unit),
    requestId: 'test',
  };
}

/** Loads the divisions and founds their congresses. */
export async function createTestDirectory(database: TestDatabase, options: { clock?: Clock; divisions?: readonly string[] } = {}): Promise<TestDirectory> {
  const codes: readonly string[] = options.divisions ?? testDivisions;
  const divisions = divisionsOf().filter((row) => codes.includes(row.code));
  const planned = planCongresses(divisions);
  await loadDivisions(database.adminSql, divisions);
  await loadCongresses(database.adminSql, planned);
  const byCode = new Map(planned.map((each) => [each.congress.divisionCode, each]));
  const found = (code: string) => {
    const each = byCode.get(code);
    if (!each) throw new RangeError(`the test directory has no congress for ${code}`);
    return each;
  };
  return {
    congress: (code) => found(code).congress.id,
    organ: (code, key) => {
      const organ = found(code).organs.find((row) => row.key === key);
      if (!organ) throw new RangeError(`the congress of ${code} has no ${key}`);
      return organ.id;
    },
    act: (code, fn, settings = {}) =>
      database.units.unitOfWork({ role: 'smart_app', 'app.congress': found(code).congress.id, ...settings }, (unit) => fn(testWork(unit, options.clock))),
  };
}
