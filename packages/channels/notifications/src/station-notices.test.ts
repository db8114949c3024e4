import { expect, it } from 'vitest';
import { ratingTold, receptionTold } from './station-notices.ts';

const day = { stationName: '东门联络站', heldOn: '2026-03-05', startsAt: '09:00', reason: null, announced: true, bookings: 0, deputies: [] };

it('tells deputies when and where; a day that nobody knew of is cancelled without a word', () => {
  expect(receptionTold('reception.announced', day)?.body).toContain('2026年3月5日 09:00，东门联络站');
  expect(receptionTold('reception.cancelled', { ...day, reason: '代表出差' })?.body).toContain('原因：代表出差');
  expect(receptionTold('reception.cancelled', { ...day, announced: false })).toBeNull();
  expect(receptionTold('reception.approaching', { ...day, bookings: 3 })?.body).toContain('已有 3 人预约');
  expect(receptionTold('reception.approaching', day)?.body).toContain('扫联络站的码签到');
  expect(receptionTold('reception.held', day)).toBeNull();
});

it('a rating handed in is told to the congress above, what it decided to the congress of the station', () => {
  const rating = { stationName: '东门联络站', year: 2026, auditorId: 'a', stars: 4, reason: '请补充依据' };
  expect(ratingTold('rating.submitted', rating)).toMatchObject({ to: 'auditor' });
  expect(ratingTold('rating.given_back', rating)).toMatchObject({ to: 'keeper', body: expect.stringContaining('请补充依据') });
  expect(ratingTold('rating.published', rating)).toMatchObject({ to: 'keeper', body: expect.stringContaining('4 星') });
  expect(ratingTold('rating.taken_back', rating)).toBeNull();
});
