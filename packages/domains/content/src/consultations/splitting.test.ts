import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beforeLabel, splitArticles, wholeLabel } from './splitting.ts';

const labels = (text: string): string[] => splitArticles(text).map(({ label }) => label);

it('takes the articles with the chapters they begin; a table of contents goes, a preamble stays', () => {
  const parts = splitArticles(`某市湖滨保护条例（草案）
目　录
第一章　总则
第二章　保护
第一节　岸线
第一章　总则
第一条　为了保护湖滨，制定本条例。
第二条 本市湖滨适用本条例。
依照本条例第一条的规定办理。
第二章　保护
第一节　岸线
第三条之一：岸线分为两类：
（一）生态岸线；
（二）生活岸线。`);
  expect(parts).toEqual([
    { label: beforeLabel, heading: '', text: '某市湖滨保护条例（草案）' },
    { label: '第一条', heading: '第一章　总则', text: '为了保护湖滨，制定本条例。' },
    { label: '第二条', heading: '', text: '本市湖滨适用本条例。\n依照本条例第一条的规定办理。' },
    { label: '第三条之一', heading: '第二章　保护 第一节　岸线', text: '岸线分为两类：\n（一）生态岸线；\n（二）生活岸线。' },
  ]);
});

it('finds articles that a PDF put on one line, and leaves what only names an article', () => {
  expect(labels('第一条　甲。第二条　乙，依照第一条办理。第三条　丙。')).toEqual(['第一条', '第二条', '第三条']);
  expect(labels('第十一条 甲\n第100条 乙')).toEqual(['第十一条', '第100条']);
});

it('takes the sections of a plan, else the whole', () => {
  expect(splitArticles('序言\n一、目标\n到明年完成。\n二、任务\n修路。')).toEqual([
    { label: beforeLabel, heading: '', text: '序言' }, { label: '一、', heading: '', text: '目标\n到明年完成。' }, { label: '二、', heading: '', text: '任务\n修路。' },
  ]);
  expect(splitArticles('只有一段话。')).toEqual([{ label: wholeLabel, heading: '', text: '只有一段话。' }]);
  expect(splitArticles(' \n　\n')).toEqual([]);
});

it('loses no word whatever is pasted', () => {
  const piece = fc.constantFrom('第一条　甲乙。', '第二章　丙', '一、丁', '戊己庚', '第三条之二 辛', '（一）壬；', '', '  癸  ', '依照第五条');
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (lines) => {
    const kept = splitArticles(lines.join('\n')).map(({ label, heading, text }) => (label === beforeLabel || label === wholeLabel ? text : `${heading}${label}${text}`)).join('');
    const bare = (text: string): string => text.replace(/\s/gu, '');
    for (const line of lines) if (!/^第.章/u.test(line)) expect(bare(kept)).toContain(bare(line));
  }));
});
