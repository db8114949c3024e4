import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { defineParameters } from '@smart/kernel/parameters';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createParameterReader, listParameters, parameterHistory, previewParameter, registerParameters, setParameter } from './parameters.ts';
import { termSchema } from '@smart/workflow/deadlines';
import { createTestDirectory, type TestDirectory } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
let database: TestDatabase;
let directory: TestDirectory;

registerParameters(
  defineParameters({
    'sample.reply_months': {
      label: '答复期限', schema: z.number().int().min(1), default: 3, unit: '个月', help: '从交办之日起算。',
      legal: { article: '代表法第五十一条', allow: (value) => value <= 3, describe: '不得长于 3 个月' },
    },
    'sample.review_term': { label: '审查期限', schema: termSchema, default: { unit: 'day', count: 7 }, unit: null, help: '自提交之日起。', legal: null },
    'sample.greeting': { label: '称谓', schema: z.string().max(10), default: '代表', unit: null, help: '信函中的称谓。', legal: null },
  }),
  async (_work, { key, value }) => (key === 'sample.reply_months' ? { open: 4, words: `4 件在办建议的期限不变，新交办的按 ${String(value)} 个月。` } : null),
);

const actor = (divisionCode: string) => ({
  id: crypto.randomUUID(), personId: crypto.randomUUID(), label: '王管理（系统管理员）', congressId: directory.congress(divisionCode), roles: ['system_administrator'],
});
const read = (divisionCode: string, key: string) => directory.act(divisionCode, (work) => work.parameter(directory.congress(divisionCode), key));

beforeAll(async () => {
  database = await createTestDatabase();
  directory = await createTestDirectory(database, { clock });
});
afterAll(() => database.close());

describe('parameters', () => {
  it('fall back to the default, and inherit down the tiers', async () => {
    expect(await read('430602', 'sample.reply_months')).toBe(3);
    await directory.act('43', (work) => setParameter(work, actor('43'), 'sample.reply_months', 2));
    expect(await read('430602100', 'sample.reply_months')).toBe(2);
    await directory.act('4306', (work) => setParameter(work, actor('4306'), 'sample.reply_months', 1));
    expect(await read('430602', 'sample.reply_months')).toBe(1);
    expect(await read('4307', 'sample.reply_months')).toBe(2);
  });

  it('return to what the tier above has when the own value is removed, and keep the history', async () => {
    const view = await directory.act('4306', (work) => setParameter(work, actor('4306'), 'sample.reply_months', null));
    expect(view).toMatchObject({ value: 2, own: false, inheritedFrom: '湖南省人民代表大会' });
    const history = await directory.act('4306', (work) => parameterHistory(work, directory.congress('4306'), 'sample.reply_months'));
    expect(history.map(({ value }) => value).sort()).toEqual([1, null].sort());
    expect(history[0]).toMatchObject({ setBy: '王管理（系统管理员）' });
  });

  it('refuse what is looser than the law, of the wrong form, or unknown, and save nothing', async () => {
    const set = (key: string, value: unknown) => directory.act('430626', (work) => setParameter(work, actor('430626'), key, value));
    await expect(set('sample.reply_months', 4)).rejects.toMatchObject({ code: 'parameters.below_legal_floor', message: expect.stringContaining('代表法第五十一条') });
    await expect(set('sample.reply_months', '2')).rejects.toMatchObject({ code: 'parameters.invalid_value' });
    await expect(set('sample.nothing', 1)).rejects.toMatchObject({ code: 'parameters.unknown' });
    expect(await database.adminSql('SELECT 1 FROM congress_parameter WHERE congress_id = $1', [directory.congress('430626')])).toEqual([]);
  });

  it('show the effect on open cases and on the tiers below before saving', async () => {
    await directory.act('430602', (work) => setParameter(work, actor('430602'), 'sample.reply_months', 1));
    const preview = await directory.act('4306', (work) => previewParameter(work, directory.congress('4306'), 'sample.reply_months', 2));
    // Pingjiang and Huarong follow; Yueyanglou has its own value, and the township below it follows Yueyanglou.
    expect(preview).toMatchObject({ value: 2, open: 4, inheriting: 2 });
    expect(preview.words).toEqual(['4 件在办建议的期限不变，新交办的按 2 个月。', '下级 2 个人大未自行设定，将沿用本级的值。']);
    const back = await directory.act('430602', (work) => previewParameter(work, directory.congress('430602'), 'sample.reply_months', null));
    expect(back.value).toBe(2);
    await expect(directory.act('4306', (work) => previewParameter(work, directory.congress('4306'), 'sample.reply_months', 9))).rejects.toMatchObject({ code: 'parameters.below_legal_floor' });
  });

  it('show for a term of any domain how many limits run by it, here and where the value is inherited', async () => {
    const running = (code: string) =>
      database.adminSql(
        `INSERT INTO deadline (id, congress_id, matter_id, subject_type, subject_id, kind, started_on, due_on, first_due_on, basis, status)
         VALUES (gen_random_uuid(), $1, gen_random_uuid(), 'sample', gen_random_uuid(), 'review', '2026-03-02', '2026-03-09', '2026-03-09', '{"parameter": "sample.review_term"}', 'open')`,
        [directory.congress(code)],
      );
    for (const code of ['4306', '430626', '430602', '4307']) await running(code);
    await directory.act('430602', (work) => setParameter(work, actor('430602'), 'sample.review_term', { unit: 'day', count: 3 }));
    const preview = await directory.act('4306', (work) => previewParameter(work, directory.congress('4306'), 'sample.review_term', { unit: 'day', count: 4 }));
    // Its own and Pingjiang's; Yueyanglou has its own value, and Changde is no business of Yueyang's.
    expect(preview).toMatchObject({ open: 2, words: [expect.stringContaining('2 项期限保持原定日期不变（如按新值计算，其中2 件会提前）'), expect.stringContaining('下级 2 个人大')] });
  });

  it('list value, source, floor and article', async () => {
    const list = await directory.act('430602100', (work) => listParameters(work, directory.congress('430602100')));
    expect(list.map(({ key }) => key)).toEqual(expect.arrayContaining(['sample.greeting', 'sample.reply_months']));
    expect(list.find(({ key }) => key === 'sample.reply_months')).toMatchObject({
      value: 1, own: false, inheritedFrom: '岳阳楼区人民代表大会', default: 3, article: '代表法第五十一条', floor: '不得长于 3 个月', setBy: '王管理（系统管理员）',
    });
  });

  it('are asked of the database once per congress and unit of work', async () => {
    await directory.act('430602', async (work) => {
      let statements = 0;
      const reader = createParameterReader({ sql: (text, values) => (statements++, work.sql(text, values)) });
      await Promise.all([reader(directory.congress('430602'), 'sample.greeting'), reader(directory.congress('430602'), 'sample.reply_months')]);
      expect(await reader(directory.congress('430602'), 'sample.greeting')).toBe('代表');
      expect(statements).toBe(1);
    });
  });

  it('cannot be set for another congress', async () => {
    await expect(directory.act('4306', (work) => setParameter(work, actor('4307'), 'sample.greeting', '同志'))).rejects.toThrow(/row-level security/);
  });
});
