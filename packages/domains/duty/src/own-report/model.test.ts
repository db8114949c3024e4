import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generateReport, type ReportRecord } from './generate.ts';
import { differencesOf, type Generated, isByHand, mergeReport, newsOf, type Paragraph, readReport, reportLimits } from './model.ts';

const said = (key: string, text = key): Generated => ({ key, section: 'activities', text, ref: null });
const change = (draft: readonly Paragraph[], key: string, now: Partial<Paragraph>): Paragraph[] => draft.map((one) => (one.key === key ? { ...one, ...now } : one));
const own: Paragraph = { key: 'own:1', section: 'activities', text: '我加的一段', base: '', ref: null, mark: null, hidden: false };

it('what was written, added or taken out by hand stays; what was as generated follows; what is new comes marked in its place', () => {
  const first = mergeReport([], [said('a'), said('b'), said('c'), said('d')]);
  expect(first.every(({ mark }) => mark === null)).toBe(true);
  const [before, ...after] = change(change(first, 'b', { text: '我改的' }), 'c', { hidden: true });
  const written = [...(before ? [before] : []), own, ...after];
  const next = mergeReport(written, [said('a', '甲'), said('a2'), said('b', '乙'), said('c', '丙')]);
  expect(next.map(({ key, text, mark, hidden }) => [key, text, mark, hidden])).toEqual([
    ['a', '甲', 'updated', false], ['a2', 'a2', 'new', false], ['own:1', '我加的一段', null, false], ['b', '我改的', 'behind', false], ['c', 'c', 'behind', true],
  ]);
  expect(next.find(({ key }) => key === 'b')?.base).toBe('乙');
  expect(mergeReport(next, [said('a', '甲')]).map(({ key, mark }) => [key, mark])).toEqual([['a', 'updated'], ['own:1', null], ['b', 'gone'], ['c', 'gone']]);
});

it('two versions of a draft are laid beside each other where they differ, whole texts', () => {
  const first = mergeReport([], [said('a'), said('b'), said('c')]);
  const mine = change(change(first, 'a', { text: '我写的' }), 'b', { hidden: true });
  expect(differencesOf(mine, [...change(first, 'c', { text: '' }), own])).toEqual([
    { key: 'a', mine: '我写的', theirs: 'a' }, { key: 'b', mine: '（已删去）', theirs: 'b' }, { key: 'c', mine: 'c', theirs: '（空）' }, { key: 'own:1', mine: '（没有这一段）', theirs: '我加的一段' },
  ]);
  expect(differencesOf(mine, mine)).toEqual([]);
});

it('counts what the news would touch', () => {
  const draft = mergeReport([], [said('a'), said('b')]);
  expect(newsOf(draft, [said('a'), said('b')])).toBe(0);
  expect(newsOf(draft, [said('a', '甲'), said('c')])).toBe(3);
});

it('whatever is written and whatever the archive says: no word of a hand is lost, and merging again changes nothing', () => {
  const generated = fc.uniqueArray(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), text: fc.string({ maxLength: 4 }) }), { selector: ({ key }) => key }).map((all) => all.map(({ key, text }) => said(key, text)));
  fc.assert(fc.property(generated, generated, fc.array(fc.record({ at: fc.nat(5), how: fc.constantFrom('write' as const, 'hide' as const, 'add' as const) }), { maxLength: 4 }), (earlier, later, acts) => {
    let draft = mergeReport([], earlier);
    for (const [number, { at, how }] of acts.entries()) {
      const key = draft[at % Math.max(1, draft.length)]?.key;
      if (how === 'add') draft.splice(at, 0, { ...own, key: `own:${number}` });
      else if (key !== undefined && !key.startsWith('own:')) draft = change(draft, key, how === 'hide' ? { hidden: true } : { text: `手写${number}` });
    }
    const merged = mergeReport(draft, later);
    for (const one of draft.filter(isByHand)) expect(merged).toContainEqual(expect.objectContaining({ key: one.key, text: one.text, hidden: one.hidden }));
    expect(new Set(merged.map(({ key }) => key)).size).toBe(merged.length);
    for (const { key } of later) expect(merged.some((one) => one.key === key)).toBe(true);
    expect(mergeReport(merged, later)).toEqual(merged);
    expect(newsOf(merged, later)).toBe(0);
  }), { numRuns: 300 });
});

const record = (facts: Partial<ReportRecord>): ReportRecord => ({ id: 'r1', kind: 'research', title: '调研农村公路', occurredOn: '2026-03-02', subjectType: 'duty_declaration', subjectId: 's1', detail: {}, changes: [], ...facts });
const facts = { year: 2026, name: '王强', congress: '岳阳楼区人民代表大会', term: 9, delegation: '城陵矶代表团', direct: true, lacking: ['学习培训还差 1 次'] };

it('of a year longer than a report the last records stand in the sums only; sums and the end are there, and there is room for more', () => {
  const words = generateReport({ ...facts, records: Array.from({ length: 500 }, (_none, at) => record({ id: `r${at}`, title: `调研${at}` })) });
  expect([words.length, words.at(-1)?.key, words.find(({ key }) => key === 'sum:activities')?.text]).toEqual([reportLimits.generated, 'closing', '2026 年，本人专题调研 500 次。']);
  expect(reportLimits.generated).toBeLessThan(reportLimits.paragraphs);
});

it('makes words of records: sums, what came of each, nothing of whom was visited', () => {
  const words = generateReport({ ...facts, records: [
    record({ detail: { result: '提出意见三条。', whom: '养护工' } }), record({ id: 'r2', kind: 'suggestion_submitted', title: '关于修缮灌渠的建议', subjectType: 'suggestion', subjectId: 's2', changes: ['区水利局答复：A 类，已经解决或者基本解决'] }), record({ id: 'r3', kind: 'voters_visited', title: '走访张三' }),
  ] });
  expect(words.map(({ text }) => text)).toEqual([
    '本人王强，岳阳楼区人民代表大会第九届代表，编入城陵矶代表团。现将 2026 年履行代表职务的情况向各位选民报告如下。',
    '2026 年，本人提出代表建议 1 件。', '2026年3月2日，提出代表建议《关于修缮灌渠的建议》；区水利局答复：A 类，已经解决或者基本解决。',
    '2026 年，本人走访联系群众 1 次。',
    '2026 年，本人专题调研 1 次。', '2026年3月2日，专题调研：调研农村公路；成果：提出意见三条。',
    '对照履职清单，学习培训还差 1 次，下一步抓紧完成。', '以上报告，请各位选民评议。',
  ]);
  expect(words[2]?.ref).toEqual({ type: 'suggestion', id: 's2' });
  expect(readReport(mergeReport([], words)).map(({ heading }) => heading)).toEqual(['', '一、议案建议', '二、联系群众', '三、代表活动', '四、存在的不足和下一步打算', '']);
});
