// A small workflow with a table of its own, for the tests of this package and of those above it. No domain.
import type { TestDatabase } from '@smart/database/testing';
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { createCalendar } from '@smart/kernel/calendar';
import { knownYears } from '@smart/kernel/calendars/known';
import { fixedClock } from '@smart/kernel/clock';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { z } from 'zod';
import type { Acting } from '../action-log.ts';
import { defineWorkflow, type Subject } from '../define.ts';
import { defineEvent } from '../events.ts';
import { defineStore } from '../store.ts';
import { type Work, workOn } from '../work.ts';

type State = 'draft' | 'submitted' | 'handling' | 'answered' | 'closed' | 'withdrawn';
export type Errand = Subject<State> & { readonly title: string; readonly ownerId: string };
export type Role = { readonly role: 'asker' | 'clerk'; readonly personId: string };

const payload = z.object({ title: z.string().default('') });
export const errandEvents = {
  submitted: defineEvent('errand.submitted', payload),
  accepted: defineEvent('errand.accepted', payload),
  noted: defineEvent('errand.noted', payload),
  answered: defineEvent('errand.answered', payload),
  confirmed: defineEvent('errand.confirmed', payload),
  closed: defineEvent('errand.closed', payload),
  withdrawn: defineEvent('errand.withdrawn', payload),
};

const asker = ({ role }: Role) => role === 'asker' || { reason: '只有提出人可以办理' };
const clerk = ({ role }: Role) => role === 'clerk' || { reason: '只有承办人可以办理' };

export const errandWorkflow = defineWorkflow<Errand, Role>()({
  subject: 'errand',
  label: '事项',
  initial: 'draft',
  states: {
    draft: { label: '草稿' },
    submitted: { label: '待签收' },
    handling: { label: '办理中' },
    answered: { label: '待评价' },
    closed: { label: '办结', final: true },
    withdrawn: { label: '已撤回', final: true },
  },
  actions: {
    submit: {
      label: '提交', from: ['draft'], to: 'submitted', who: asker, event: 'errand.submitted',
      guard: ({ title }) => title !== '' || { reason: '标题还没有填写。', remedy: '请填写标题' },
      starts: [{ kind: 'accept', label: '签收', parameter: 'errands.accept_term', owner: 'clerk' }],
    },
    accept: {
      label: '签收', from: ['submitted'], to: 'handling', who: clerk, event: 'errand.accepted', meets: ['accept'],
      starts: [{ kind: 'answer', label: '答复', parameter: 'errands.answer_term', owner: 'clerk' }], source: '代表法第五十一条',
    },
    note: { label: '记录沟通', from: ['handling'], to: 'unchanged', who: clerk, event: 'errand.noted', reasonLength: 2 },
    answer: {
      label: '答复', from: ['handling'], to: ['answered', 'handling'], decide: (_, input) => (input === 'more' ? 'handling' : 'answered'),
      who: clerk, event: 'errand.answered', meets: ['answer'],
      starts: [{ kind: 'evaluate', label: '评价', parameter: 'errands.evaluate_term', owner: 'asker' }],
    },
    confirm: { label: '评价', from: ['answered'], to: 'closed', who: asker, event: 'errand.confirmed', meets: ['evaluate'] },
    lapse: { label: '逾期未评价', from: ['answered'], to: 'closed', who: () => true, event: 'errand.closed', system: true, cancels: ['evaluate'] },
    withdraw: { label: '撤回', from: ['submitted', 'handling'], to: 'withdrawn', who: asker, event: 'errand.withdrawn', reasonLength: 5, cancels: ['*'] },
  },
});

const columns = `id, matter_id AS "matterId", congress_id AS "congressId", state, version, title, owner_id AS "ownerId"`;

export const errandStore = defineStore({
  workflow: errandWorkflow,
  table: 'errand',
  lock: async (work: Work, id: string): Promise<Errand> => {
    const [row] = await work.sql<Errand>(`SELECT ${columns} FROM errand WHERE id = $1 FOR UPDATE`, [id]);
    if (!row) throw new DomainError('common.not_found', { what: '事项' });
    return row;
  },
  save: async (work, { id }, { state, version, patch }: { state: State; version: number; patch: Partial<{ title: string }> }) => {
    const [row] = await work.sql<Errand>(`UPDATE errand SET state = $2, version = $3, title = COALESCE($4, title) WHERE id = $1 RETURNING ${columns}`, [id, state, version, patch.title ?? null]);
    return row;
  },
  ownerOf: ({ ownerId }, owner) => (owner === 'clerk' ? { organId: ownerId } : { personId: ownerId }),
  describe: async (work, ids) => {
    const rows = await work.sql<{ id: string; title: string }>('SELECT id, title FROM errand WHERE id = ANY ($1::uuid[])', [ids]);
    return new Map(rows.map(({ id, title }) => [id, { title }]));
  },
});

/** Adds the table to a test database, with the same wall as the real ones. */
export async function createErrandTable(database: TestDatabase): Promise<void> {
  await database.adminSql(`CREATE TABLE errand (id uuid PRIMARY KEY, matter_id uuid NOT NULL, congress_id uuid NOT NULL, state text NOT NULL, version int NOT NULL, title text NOT NULL, owner_id uuid NOT NULL)`);
  await database.adminSql('ALTER TABLE errand OWNER TO smart_owner');
  await database.adminSql('GRANT SELECT, INSERT, UPDATE ON errand TO smart_app');
  await database.adminSql('ALTER TABLE errand ENABLE ROW LEVEL SECURITY');
  await database.adminSql(`CREATE POLICY wall ON errand FOR ALL TO smart_app USING (congress_id = NULLIF(current_setting('app.congress', true), '')::uuid)`);
}

const terms: Readonly<Record<string, unknown>> = {
  'errands.accept_term': { unit: 'working_day', count: 3 },
  'errands.answer_term': { unit: 'month', count: 3 },
  'errands.evaluate_term': { unit: 'working_day', count: 20 },
};

/** A congress in a test: its units of work at a fixed time, and its people. */
export function testCongress(database: TestDatabase, parameters: Readonly<Record<string, unknown>> = {}) {
  const congressId = newId();
  const clock = fixedClock('2026-03-02T09:00:00+08:00');
  const calendar = createCalendar({ years: knownYears });
  const values = { ...terms, ...parameters };
  const world = { clock, calendar, parameter: async (_: string, key: string) => values[key], requestId: 'test' };
  const workFor = (unit: UnitOfWork) => workOn(unit, world);
  const inUnit = <T>(run: (work: Work) => Promise<T>, realm?: 'system'): Promise<T> =>
    database.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId, 'app.realm': realm }, (unit) => run(workFor(unit)));
  const person = (role: Role['role'], name: string): { actor: Role; acting: Acting; name: string } => {
    const personId = newId();
    return { name, actor: { role, personId }, acting: { personId, capacityId: newId(), label: name } };
  };
  const create = async (title = '修路'): Promise<string> => {
    const id = newId();
    await inUnit((work) => work.sql(`INSERT INTO errand VALUES ($1, $1, $2, 'draft', 0, $3, $4)`, [id, congressId, title, newId()]));
    return id;
  };
  return { congressId, clock, values, workFor, inUnit, create, li: person('asker', '李明（代表）'), wang: person('clerk', '王芳（承办人）') };
}
