import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { describe, expect, it } from 'vitest';
import { hash, hashesComputed, matches } from './hashing.ts';
import { limited } from './limited.ts';

describe('password hashes', () => {
  it('are those of better-auth, both ways', async () => {
    const ours = await hash('Ä小-2026-Password');
    expect(await verifyPassword({ hash: ours, password: 'Ä小-2026-Password' })).toBe(true);
    const theirs = await hashPassword('Ä小-2026-Password');
    expect(await matches(theirs, 'Ä小-2026-Password')).toBe(true);
    expect(await matches(theirs, 'Other-2026-Password')).toBe(false);
  });

  it('of nobody are never right and cost the same', async () => {
    const before = hashesComputed();
    expect(await matches(null, '')).toBe(false);
    expect(hashesComputed() - before).toBe(1);
  });

  it('come right when many are asked for at once', async () => {
    const stored = await hash('Right-2026-Password');
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => matches(stored, at % 3 === 0 ? 'Right-2026-Password' : 'Wrong-2026-Password')));
    expect(answers).toEqual(Array.from({ length: 12 }, (_, at) => at % 3 === 0));
  });
});

describe('so many at once', () => {
  it('and no more; in the order in which they came; a failure frees its place', async () => {
    const gate = limited(2);
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const results = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => gate(async () => {
      most = Math.max(most, ++running);
      order.push(at);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (at === 1) throw new Error('failed');
    })));
    expect([most, running, order]).toEqual([2, 0, [0, 1, 2, 3, 4, 5, 6, 7]]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });
});
