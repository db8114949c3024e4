import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseNumber, letterNumber, sessionLabel, suggestionNumberLabel } from './numbers.ts';

describe('chineseNumber', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [14, '十四'],
    [20, '二十'],
    [21, '二十一'],
    [100, '一百'],
    [101, '一百零一'],
    [110, '一百一十'],
    [115, '一百一十五'],
    [1001, '一千零一'],
    [1010, '一千零一十'],
    [2026, '二千零二十六'],
    [9999, '九千九百九十九'],
  ])('%i is %s', (value, words) => expect(chineseNumber(value)).toBe(words));

  it.each([0, -1, 1.5, 10_000, Number.NaN])('refuses %d', (value) =>
    expect(() => chineseNumber(value)).toThrow(RangeError),
  );

  it('reads back as the number it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
        expect(readBack(chineseNumber(value))).toBe(value);
      }),
    );
  });
});

function readBack(words: string): number {
  const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
  let total = 0;
  let digit = 0;
  for (const word of words) {
    const unit = units[word];
    if (unit === undefined) digit = word === '零' ? 0 : '零一二三四五六七八九'.indexOf(word);
    else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

describe('printed numbers', () => {
  it('quote a suggestion as documents do', () => {
    const item = { congressShort: '市', term: 9, session: 3, number: 12, kind: 'suggestion' as const };
    expect(suggestionNumberLabel(item)).toBe('市九届人大三次会议第12号建议');
    expect(suggestionNumberLabel({ ...item, session: null })).toBe('市九届人大闭会期间第12号建议');
    expect(suggestionNumberLabel({ ...item, congressShort: '省', term: 14, kind: 'motion' })).toBe(
      '省十四届人大三次会议第12号议案',
    );
    expect(sessionLabel({ congressShort: '镇', term: 20, session: 11 })).toBe('镇二十届人大十一次会议');
    expect(() => suggestionNumberLabel({ ...item, number: 0 })).toThrow(RangeError);
  });

  it('number letters with hexagonal brackets and no leading zeros', () => {
    expect(letterNumber('岳交函', 2026, 12)).toBe('岳交函〔2026〕12号');
    expect(() => letterNumber('岳交函', 2026, 0)).toThrow(RangeError);
  });
});
