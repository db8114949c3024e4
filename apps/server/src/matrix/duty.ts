// The duty archive of the matrix: what the lead of the home congress declared, waiting and confirmed.
import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { People } from './world.ts';

export type Duty = Readonly<Record<'pending' | 'confirmed' | 'objection' | 'note' | 'book', string>>;

/** What a deputy declared is for that deputy and the office of the congress. */
export const declaredWords = '只有本人和办公室看得到的补充';

export async function createDuty({ at: { home }, of }: People, { adminSql }: TestDatabase): Promise<Duty> {
  const declarations = { pending: newId(), confirmed: newId() };
  const duty = { ...declarations, objection: newId(), note: newId(), book: newId() };
  const lead = of('home.lead');
  for (const [id, state] of Object.entries(declarations).map(([name, one]) => [one, name] as const)) {
    await adminSql(
      `INSERT INTO duty_declaration (id, congress_id, mandate_id, person_id, state, kind, occurred_on, title, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, 'research', '2026-03-01', $6, '2026-03-02', '2026-03-02')`,
      [id, home.congressId, lead.id, lead.personId, state, declaredWords],
    );
  }
  await adminSql(
    `INSERT INTO duty_objection (id, congress_id, mandate_id, person_id, year, subsystem, text, created_at, updated_at) VALUES ($1, $2, $3, $4, 2026, 'contact', $5, '2026-03-02', '2026-03-02')`,
    [duty.objection, home.congressId, lead.id, lead.personId, declaredWords],
  );
  await adminSql(`INSERT INTO duty_circumstance (id, congress_id, mandate_id, kind, from_day, until_day, reason, by_label, at) VALUES ($1, $2, $3, 'leave', '2026-02-01', '2026-02-02', '会议期间准假', '张华', '2026-03-02')`, [duty.note, home.congressId, lead.id]);
  await adminSql(`INSERT INTO operation (id, congress_id, kind, state, title, plan, version, started_by, started_at) VALUES ($1, $2, 'duty_book', 'running', '履职年册', $3, 1, '张华', '2026-03-02')`, [
    duty.book, home.congressId, JSON.stringify({ year: 2026, congressName: '测试', scopeName: null, asOf: '2026-03-02', askedBy: '张华', personId: lead.personId }),
  ]);
  await adminSql(
    `INSERT INTO duty_report (id, congress_id, mandate_id, person_id, year, revision, content, created_at, updated_at) VALUES ($1, $2, $3, $4, 2026, 1, $5::jsonb, '2026-03-02', '2026-03-02')`,
    [newId(), home.congressId, lead.id, lead.personId, JSON.stringify([{ key: 'own:1', section: 'opening', text: declaredWords, base: '', ref: null, mark: null, hidden: false }])],
  );
  return duty;
}
