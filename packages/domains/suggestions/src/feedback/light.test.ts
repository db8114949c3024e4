import { expect, it } from 'vitest';
import { calendarFile } from './calendar.ts';
import { ledgerLight } from './light.ts';
import { checkSeal } from './seals.ts';

it('a promise is green on its day, amber from the next, red when the days are over, and done when kept', () => {
  const at = (today: string) => ledgerLight('2026-06-30', today, { state: 'open', redDays: 30 });
  expect(['2026-06-30', '2026-07-01', '2026-07-30', '2026-07-31'].map(at)).toEqual(['green', 'amber', 'amber', 'red']);
  expect(ledgerLight('2026-06-30', '2027-01-01', { state: 'kept', redDays: 30 })).toBe('done');
});

it('the calendar file is folded, escaped and in world time', () => {
  const file = calendarFile({ id: 'x', at: new Date('2026-03-05T01:30:00Z'), title: '面商：关于完善城陵矶片区公交线路、候车亭和夜间班次安排的建议', place: '三楼；会议室,东侧', description: '第一行\n第二行', stampAt: new Date('2026-03-01T00:00:00Z') });
  expect(file).toContain('DTSTART:20260305T013000Z\r\nDTEND:20260305T023000Z');
  expect(file).toContain('LOCATION:三楼；会议室\\,东侧');
  expect(file).toContain('DESCRIPTION:第一行\\n第二行');
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file.replaceAll('\r\n ', '')).toContain('SUMMARY:面商：关于完善城陵矶片区公交线路、候车亭和夜间班次安排的建议');
});

/** Head and end of a PNG; its pixels are not looked at here. */
function png(width: number, height: number, colour: number): Buffer {
  const head = Buffer.alloc(33);
  head.write('89504e470d0a1a0a0000000d', 'hex');
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  head.writeUInt8(8, 24);
  head.writeUInt8(colour, 25);
  return Buffer.concat([head, Buffer.from('0000000049454e44ae426082', 'hex')]);
}

it.each([
  ['another file', Buffer.from('no picture at all, only words that are long enough'), 'PNG'],
  ['too small', png(100, 100, 6), '边长'],
  ['not square', png(600, 300, 6), '正方形'],
  ['without transparency', png(500, 500, 2), '透明'],
])('the picture of a seal that is %s is refused with what to do', (_what, picture, words) => {
  expect(() => checkSeal(picture)).toThrow(words);
});

it('a square PNG with transparency is taken', () => {
  expect(() => checkSeal(png(500, 500, 6))).not.toThrow();
});
