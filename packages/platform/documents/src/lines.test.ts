import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancedLines, breakLines, oneLine } from './lines.ts';

/** Han characters and their marks are square, the rest half as wide. */
const measure = (text: string) => [...text].reduce((sum, character) => sum + (/[\u0020-\u007e]/.test(character) ? 0.5 : 1), 0);
const broken = (text: string, width: number, indent = 0) => breakLines(text, { width, measure, indent }).map((line) => line.text);

describe('breaking Chinese lines', () => {
  it('never begins a line with a closing mark', () => {
    // Ten characters fit; the comma is the eleventh and is squeezed in only when there is room for that.
    expect(broken('一二三四五六七八九十，一二', 10)).toEqual(['一二三四五六七八九', '十，一二']);
    expect(broken('一'.repeat(28) + '，二', 28)).toEqual(['一'.repeat(28) + '，', '二']);
  });

  it('never ends a line with an opening mark', () => {
    expect(broken('一二三四五六七八九《代表法》', 10)).toEqual(['一二三四五六七八九', '《代表法》']);
  });

  it('keeps numbers, words, dashes and ellipses whole', () => {
    expect(broken('一二三四五六七八九2026年', 10)).toEqual(['一二三四五六七八九', '2026年']);
    expect(broken('一二三四五六七八28,600.5元', 10)).toEqual(['一二三四五六七八', '28,600.5元']);
    expect(broken('一二三四五六七八九——后', 10)).toEqual(['一二三四五六七八', '九——后']);
  });

  it('breaks what is longer than a line', () => {
    expect(broken('x'.repeat(50), 10)).toEqual(['x'.repeat(20), 'x'.repeat(20), 'x'.repeat(10)]);
    expect(broken('（'.repeat(25), 10).join('')).toBe('（'.repeat(25));
  });

  it('indents the first line, and gives one line for no text', () => {
    expect(breakLines('一二三四五', { width: 4, measure, indent: 2 })).toEqual([
      { text: '一二', indent: 2, full: true },
      { text: '三四五', indent: 0, full: false },
    ]);
    expect(broken('', 10)).toEqual(['']);
  });

  it('loses no character and stays within the width (property)', () => {
    const part = fc.constantFrom('代', '表', '龘', '，', '。', '《', '》', '（', '）', '“', '”', '——', '……', '2026', 'G107', '3.5', '12%', '、');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 120 }), fc.integer({ min: 8, max: 28 }), (parts, width) => {
        const text = parts.join('');
        const lines = breakLines(text, { width, measure, indent: 2 });
        expect(lines.map((line) => line.text).join('')).toBe(text);
        for (const line of lines) {
          expect(measure(line.text) + line.indent).toBeLessThanOrEqual(width * 1.045 + 0.01);
          if (measure(line.text) + line.indent > width) expect(line.full).toBe(true);
        }
      }),
    );
  });
});

describe('the lines of a title', () => {
  it('are even and broken between words', () => {
    const lines = balancedLines('关于加快推进岳阳楼区老旧小区加装电梯和雨污分流改造的建议', 20, measure);
    expect(lines).toHaveLength(2);
    expect(Math.abs(measure(lines[0] ?? '') - measure(lines[1] ?? ''))).toBeLessThanOrEqual(6);
    expect(lines.join('')).toBe('关于加快推进岳阳楼区老旧小区加装电梯和雨污分流改造的建议');
    expect(lines[1]).not.toMatch(/^[的和]/);
  });

  it('leaves a short title alone and breaks an endless word', () => {
    expect(balancedLines('关于第12号建议的答复', 20, measure)).toEqual(['关于第12号建议的答复']);
    expect(balancedLines('甲'.repeat(90), 20, measure).every((line) => measure(line) <= 20.9)).toBe(true);
  });
});

it('what does not fit on one line is cut, and says so', () => {
  const measure = (text: string) => [...text].length;
  expect([oneLine('履职年册', { width: 4, measure }), oneLine('代表履职年册', { width: 4, measure }), oneLine('年册', { width: 0, measure })]).toEqual(['履职年册', '代表履…', '…']);
});
