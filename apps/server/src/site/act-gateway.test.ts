// The same with a real gateway's protocol in between: a message that was not taken comes again under the same id, and guessing is slowed.
import { updatePerson } from '@smart/identity/people';
import { fixedClock } from '@smart/kernel/clock';
import { type Gateway, gatewayKey, startGateway } from '@smart/notifications/testing-gateway';
import { inviteCosigners } from '@smart/suggestions/cosigning';
import { createHouse, type House } from '@smart/suggestions/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { withoutKeys } from '../http/request-log.ts';
import { startTestApp, type TestApp } from '../testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let gateway: Gateway;
let app: TestApp;
let house: House;

beforeAll(async () => {
  gateway = await startGateway(() => clock.now());
  const environment = {
    RATE_FACTOR: '1', SMS_ENDPOINT: gateway.endpoint, SMS_ACCESS_KEY_ID: gatewayKey.accessKeyId, SMS_ACCESS_KEY_SECRET: gatewayKey.accessKeySecret, SMS_SIGN_NAME: gatewayKey.signName,
    SMS_TEMPLATE_CODE_EVALUATE: 'SMS_1', SMS_TEMPLATE_CODE_COSIGN: 'SMS_2', SMS_TEMPLATE_CODE_CONTACT: 'SMS_3', SMS_TEMPLATE_CODE_TODO: 'SMS_4', SMS_TEMPLATE_CODE_SIGN_IN: 'SMS_5', SMS_TEMPLATE_CODE_FOLLOW: 'SMS_6', SMS_TEMPLATE_CODE_OPINION: 'SMS_7',
  };
  app = await startTestApp({ clock, jobs: true, environment, arrange: async (_services, database) => void (house = await createHouse(database)) });
  await house.as(house.otherDeputy, (work) => updatePerson(work, { id: house.otherDeputy.personId, phone: '13907305678' }));
});
afterAll(async () => {
  await app.close();
  await gateway.close();
});

it('a message that the gateway would not take is sent again by the queue, and its link opens the act', async () => {
  gateway.expect({ status: 400, code: 'Throttling.User' });
  const draft = await house.draft(house.deputy);
  await house.as(house.deputy, (work, who) => inviteCosigners(work, who, { id: draft, mandateIds: [house.otherDeputy.id] }));
  await vi.waitUntil(() => gateway.messages.length > 0, { timeout: 40_000, interval: 100 });
  const [message] = gateway.messages;
  const [due] = await app.admin<{ id: string }>(`SELECT id FROM domain_event WHERE type = 'notice.sms_due' AND matter_id = $1`, [draft]);
  expect(message).toMatchObject({ phone: '13907305678', template: 'SMS_2', sign: '智慧人大', params: { token: expect.stringMatching(/^[\w-]{35}$/) }, outId: due?.id });
  const jobs = await app.admin<{ text: string }>('SELECT coalesce(data::text, \'\') || coalesce(output::text, \'\') AS text FROM pgboss.job');
  for (const { text } of jobs) expect(text).not.toContain('13907305678');
  const token = String(Object(message?.params)['token']);
  expect((await fetch(`${app.origin}/a/${token}`, { headers: { accept: 'text/html' } })).status).toBe(200);
}, 60_000);

it('a hundred guesses from one address are cut short', async () => {
  const statuses: number[] = [];
  for (let guess = 0; guess < 100; guess += 1) statuses.push((await fetch(`${app.origin}/a/${'A'.repeat(33)}${String(guess).padStart(2, '0')}`)).status);
  expect(new Set(statuses)).toEqual(new Set([404, 429]));
  expect(statuses.filter((one) => one === 404).length).toBeLessThanOrEqual(60);
});

it('the key of a link stands in no log', () => {
  const token = 'aB3-_'.repeat(7);
  expect(withoutKeys(`/a/${token}`)).toBe('/a/…');
  expect(withoutKeys(`/text-size?size=large&next=%2Fa%2F${token}`)).not.toContain(token);
  expect(withoutKeys('/assets/main-B3x.js')).toBe('/assets/main-B3x.js');
});
