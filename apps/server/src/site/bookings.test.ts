// 预约 on the public site as those meet it who mean no good: scripts in every field, guessed receipts, floods, days of another station; and its link to opinions.
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withoutKeys } from '../http/request-log.ts';
import { startTestApp, type TestApp } from '../testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const day = newId();
let app: TestApp;
let house: House;
beforeAll(async () => {
  app = await startTestApp({
    clock, environment: { RATE_FACTOR: '1' },
    arrange: async (_services, database) => {
      house = await createHouse(database);
      const station = newId();
      await database.adminSql(`INSERT INTO station (id, congress_id, code, division_code, name, label, functions, address, state, opened_on, updated_at) VALUES ($1, $2, 'AAAAAA', '4306', '东门联络站', '代表联络站', '{}', '东门路一号', 'open', '2025-01-05', '2026-03-02')`, [station, house.city.congressId]);
      await database.adminSql(`INSERT INTO reception_day (id, congress_id, station_id, state, held_on, starts_at, ends_at, theme, announced_at, updated_at) VALUES ($1, $2, $3, 'announced', '2026-03-20', '09:00', '11:00', '物业管理', '2026-03-01', '2026-03-02')`, [day, house.city.congressId, station]);
      await database.adminSql('INSERT INTO reception_deputy (reception_id, mandate_id, congress_id, person_id, mandate_congress_id, name) VALUES ($1, $2, $3, $4, $3, $5)', [day, house.deputy.id, house.city.congressId, house.deputy.personId, house.deputy.personName]);
    },
  });
});
afterAll(() => app.close());
// Each test comes hours later: what the one before used up is there again.
beforeEach(() => clock.advance({ hours: 2 }));

const visit = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', ...init, headers: { accept: 'text/html', ...init.headers } });
  return { status: response.status, location: response.headers.get('location') ?? '', html: await response.text() };
};
const send = (path: string, fields: Readonly<Record<string, string>>) => visit(path, { method: 'POST', body: new URLSearchParams(fields) });
async function pass(): Promise<string> {
  const found = /name="pass" value="([^"]+)"/.exec((await visit(`/s/AAAAAA/book?day=${day}`)).html)?.[1] ?? '';
  clock.advance({ seconds: 20 });
  return found;
}
const book = async (fields: Partial<Record<string, string>> = {}) => send('/s/AAAAAA/book', { day, question: '电梯加装怎么申请', name: '李女士', pass: await pass(), work: '', website: '', ...fields });

describe('booking', () => {
  it('leads from the station’s page to a receipt that says the day, and is cancelled once', async () => {
    expect((await visit('/s/AAAAAA')).html).toContain(`/s/AAAAAA/book?day=${day}`);
    const { status, location } = await book();
    expect(status).toBe(303);
    expect(location).toMatch(/^\/b\/[\w.]{20,40}\?new=1$/);
    expect(withoutKeys(location)).toBe('/b/…?new=1');
    const { html } = await visit(location);
    for (const words of ['预约好了', '东门联络站', '电梯加装怎么申请', '您是第一位']) expect(html).toContain(words);
    expect(html).not.toContain('李女士');
    const address = location.replace('?new=1', '');
    expect((await send(`${address}/cancel`, {})).location).toBe(address);
    expect((await visit(address)).html).toContain('已取消');
    const again = await send(`${address}/cancel`, {});
    expect(again.status).toBe(409);
    expect((await visit(`${address.slice(0, -4)}ZZZZ`)).status).toBe(404);
  });

  it('needs nothing typed; what is too long is said by its field and kept; scripts are text', async () => {
    expect((await book({ question: '', name: '' })).status).toBe(303);
    const attack = '"><script>alert(1)</script>';
    const long = await book({ question: attack, name: '长'.repeat(31) });
    expect(long.status).toBe(400);
    expect(long.html).toContain('怎么称呼您不超过 30 个字');
    expect(long.html).not.toMatch(/<script>alert/);
    const { location } = await book({ question: attack });
    expect((await visit(location)).html).not.toMatch(/<script>alert/);
  });

  it('is refused for no day, a day of nobody, a made-up pass, a program, and a flood', async () => {
    for (const path of ['/s/AAAAAA/book', `/s/AAAAAA/book?day=${newId()}`, '/s/AAAAAA/book?day=1%27--', `/s/BBBBBB/book?day=${day}`]) expect((await visit(path)).status).toBe(404);
    const outdated = await book({ pass: 'made.up.pass' });
    expect(outdated.status).toBe(409);
    expect(outdated.html).toContain('电梯加装怎么申请');
    expect((await book({ website: 'http://buy.example' })).status).toBe(400);
    const answers: number[] = [];
    for (let count = 0; count < 9; count += 1) answers.push((await book()).status);
    expect(answers).toContain(429);
  });

  it('ends when the day begins', async () => {
    const key = await pass();
    clock.set('2026-03-20T09:00:00+08:00');
    expect((await visit('/s/AAAAAA?later=1')).html).not.toContain('/book?day=');
    expect((await visit(`/s/AAAAAA/book?day=${day}`)).html).toContain('已经不能预约');
    expect((await send('/s/AAAAAA/book', { day, question: '', name: '', pass: key, work: '', website: '' })).status).toBe(409);
  });

  it('where none are taken the page says so, without a button; who posts anyway is told to come as they are', async () => {
    const kept = await pass();
    await app.admin(`INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) VALUES ($1, 'stations.bookings_per_day', '0', '系统', now())`, [house.city.congressId]);
    try {
      const { html } = await visit('/s/AAAAAA');
      expect(html).not.toContain('/s/AAAAAA/book');
      expect(html).toContain('不需要预约，接待时间直接到站');
      expect((await visit(`/s/AAAAAA/book?day=${day}`)).html).not.toContain('确认预约');
      const sent = await book({ pass: kept });
      expect(sent.status).toBe(409);
      expect(sent.html).toContain('本站接待日不需要预约，请在接待时间直接到站');
    } finally {
      await app.admin(`DELETE FROM congress_parameter WHERE key = 'stations.bookings_per_day'`);
    }
  });
});
