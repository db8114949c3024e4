import type { SmsConfig } from '@smart/kernel/config';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeSender, type SmsMessage, SmsTrouble } from './sms.ts';
import { createAliyunSms } from './sms-aliyun.ts';
import { type Gateway, gatewayKey, type Mood, startGateway } from './testing-gateway.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let gateway: Gateway;
let config: SmsConfig;
beforeAll(async () => {
  gateway = await startGateway(() => clock.now());
  config = { ...gatewayKey, endpoint: gateway.endpoint, templates: { evaluate: 'SMS_1', cosign: 'SMS_2', contact: 'SMS_3', todo: 'SMS_4', code: 'SMS_5', follow: 'SMS_6', opinion: 'SMS_7' } };
});
afterAll(() => gateway.close());

const message = (changes: Partial<SmsMessage> = {}): SmsMessage => ({ id: 'our-id', phone: '13907301234', template: 'evaluate', params: { date: '3月30日', token: "A-_'(*)! ~/?&=中" }, text: '', ...changes });
const send = (changes: Partial<SmsMessage> = {}, key: Partial<SmsConfig> = {}) => createAliyunSms({ ...config, ...key }, clock).send(message(changes));

describe('SendSms of Alibaba Cloud', () => {
  it('is signed so that the gateway takes it, whatever stands in the gaps', async () => {
    expect(await send()).toEqual({ accepted: true, reference: 'biz-1' });
    expect(gateway.messages.at(-1)).toEqual({ phone: '13907301234', template: 'SMS_1', sign: '智慧人大', params: message().params, outId: 'our-id' });
  });

  it('is never sent twice with the same nonce, and is known again by our id', async () => {
    await send();
    await send();
    expect(gateway.messages.slice(-2).map(({ outId }) => outId)).toEqual(['our-id', 'our-id']);
  });

  it('is not repeated for a number that takes no messages', async () => {
    expect(await send({ phone: '12345' })).toEqual({ accepted: false, code: 'isv.MOBILE_NUMBER_ILLEGAL' });
  });

  it.each<[string, Mood, string]>([
    ['too many messages to one number', { status: 200, code: 'isv.BUSINESS_LIMIT_CONTROL' }, 'isv.BUSINESS_LIMIT_CONTROL'],
    ['throttling', { status: 400, code: 'Throttling.User' }, 'Throttling.User'],
    ['a fault of the gateway', { status: 500, code: 'ServiceUnavailable' }, 'ServiceUnavailable'],
    ['an answer that is none', 'not json', '无法连接'],
    ['a connection that breaks', 'cut', '无法连接'],
  ])('asks for another try after %s, and says nothing of the number', async (_what, mood, code) => {
    gateway.expect(mood);
    const trouble = await send().catch((error: unknown) => error);
    expect(trouble).toBeInstanceOf(SmsTrouble);
    expect(trouble).toMatchObject({ code });
    expect(JSON.stringify(trouble, Object.getOwnPropertyNames(trouble))).not.toContain('13907301234');
  });

  it('gives up on a gateway that does not answer', async () => {
    gateway.expect('hang');
    await expect(send()).rejects.toMatchObject({ code: '超时' });
  }, 15_000);

  it('is refused with a wrong secret, an unknown key, or a clock that is wrong', async () => {
    await expect(send({}, { accessKeySecret: 'other' })).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
    await expect(send({}, { accessKeyId: 'other' })).rejects.toMatchObject({ code: 'InvalidAccessKeyId.NotFound' });
    clock.advance({ hours: 1 });
    const late = fixedClock('2026-03-02T09:00:00+08:00');
    await expect(createAliyunSms(config, late).send(message())).rejects.toMatchObject({ code: 'InvalidTimeStamp.Expired' });
  });
});

describe('codes for signing in', () => {
  it('are sent at once; what fails is said without number and code', async () => {
    const lines: string[] = [];
    const sendCode = codeSender(createAliyunSms(config, clock), (line) => void lines.push(line));
    await sendCode({ phone: '13907301234', code: '482913', minutes: 5 });
    expect(gateway.messages.at(-1)).toMatchObject({ template: 'SMS_5', params: { code: '482913', minutes: '5' } });
    gateway.expect({ status: 200, code: 'isv.BUSINESS_LIMIT_CONTROL' });
    await sendCode({ phone: '13907301234', code: '482913', minutes: 5 });
    await sendCode({ phone: '12345', code: '482913', minutes: 5 });
    expect(lines).toEqual(['sms: a code for signing in was not sent (isv.BUSINESS_LIMIT_CONTROL)', 'sms: a code for signing in was refused (isv.MOBILE_NUMBER_ILLEGAL)']);
  });
});
