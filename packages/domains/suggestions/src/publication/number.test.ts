import { expect, it } from 'vitest';
import { chineseValue, readNumber } from './number.ts';

it.each([
  ['岳阳市九届人大三次会议第12号', { number: 12, term: 9, session: 3, recess: false }],
  ['市九届人大三次会议第12号建议', { number: 12, term: 9, session: 3, recess: false }],
  ['第9届3次会议12号', { number: 12, term: 9, session: 3, recess: false }],
  ['市九届人大闭会期间第五号', { number: 5, term: 9, session: null, recess: true }],
  ['１２', { number: 12, term: null, session: null, recess: false }],
  ['第 12 号', { number: 12, term: null, session: null, recess: false }],
  ['十二号', { number: 12, term: null, session: null, recess: false }],
  ['12号建议', { number: 12, term: null, session: null, recess: false }],
  ['建议 第一百零五号', { number: 105, term: null, session: null, recess: false }],
  ['No.7', { number: 7, term: null, session: null, recess: false }],
])('reads %s', (typed, asked) => expect(readNumber(typed)).toEqual(asked));

it.each(['', '公交', '九届三次会议', '第零号', '12和13', '999999'])('finds no number in "%s"', (typed) => expect(readNumber(typed)).toBeNull());

it('reads figures in Chinese', () => expect(['十', '二十', '一百零五', '两千三百', '二〇五', '号'].map(chineseValue)).toEqual([10, 20, 105, 2300, 205, null]));
