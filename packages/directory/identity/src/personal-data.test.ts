import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDataKey, cipherAlgorithms, newestHead, openText, readyDataKeys, sealText } from './data-keys.ts';
import { indexOf, maskOf, normalIdCard, openField, sealField } from './personal-data.ts';
import { createTestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
const person = '0199a0a0-0000-7000-8000-000000000001';
const other = '0199a0a0-0000-7000-8000-000000000002';
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await createTestIdentity(database, { clock });
});
afterAll(() => database.close());

const inIdentity = <T>(work: (unit: Parameters<Parameters<TestDatabase['units']['unitOfWork']>[1]>[0] & { clock: typeof clock }) => Promise<T>): Promise<T> =>
  database.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => work({ ...unit, clock }));

describe('identity-card numbers', () => {
  it('are checked by their last character', () => {
    expect(normalIdCard(' 11010519491231002x ')).toBe('11010519491231002X');
    for (const bad of ['110105194912310021', '1101051949123100', '', '01010519491231002X', 'ABCDEFGHIJKLMNOPQR', '11010519491231002XX']) {
      expect(() => normalIdCard(bad), bad).toThrow(/校验/);
    }
  });
});

describe('what is stored of personal data', () => {
  it('tells nothing, is found and shown masked', () => {
    const card = '11010519491231002X';
    const sealed = sealField(person, 'id_card', card);
    expect(sealed).not.toContain('110105');
    expect(indexOf('id_card', card.toLowerCase())).toBe(indexOf('id_card', card));
    expect(maskOf('id_card', card)).toBe('1101*************X');
    expect(maskOf('address', '湖南省岳阳市岳阳楼区某某路 8 号')).toBe('湖南省岳阳市********');
  });

  it.each(cipherAlgorithms)('%s: opens in its own row and column only, and not when altered', async (algorithm) => {
    await inIdentity((work) => addDataKey(work, algorithm));
    const sealed = sealField(person, 'address', '岳阳楼区');
    expect(sealed.startsWith(newestHead())).toBe(true);
    expect(await inIdentity((work) => openField(work, person, 'address', sealed))).toBe('岳阳楼区');
    await expect(inIdentity((work) => openField(work, other, 'address', sealed))).rejects.toThrow();
    await expect(inIdentity((work) => openField(work, person, 'id_card', sealed))).rejects.toThrow();
    const [head = '', nonce = '', text = '', tag = ''] = sealed.split('.');
    const bytes = Buffer.from(text, 'base64url');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await expect(inIdentity((work) => openField(work, person, 'address', [head, nonce, bytes.toString('base64url'), tag].join('.')))).rejects.toThrow();
    await expect(inIdentity((work) => openField(work, person, 'address', [head, nonce, text, tag.slice(0, 8)].join('.')))).rejects.toThrow();
  });

  it('opens what older keys sealed, and asks for no new key while the algorithm stays', async () => {
    await inIdentity((work) => readyDataKeys(work, 'aes-256-gcm'));
    const before = newestHead();
    const sealed = sealText('context', '一');
    await inIdentity((work) => readyDataKeys(work, 'aes-256-gcm'));
    expect(newestHead()).toBe(before);
    await inIdentity((work) => readyDataKeys(work, 'sm4-ctr-hmac-sm3'));
    expect(newestHead()).not.toBe(before);
    expect(openText('context', sealed)).toBe('一');
  });
});
