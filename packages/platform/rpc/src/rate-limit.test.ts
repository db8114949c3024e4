import { fixedClock } from '@smart/kernel/clock';
import { isDomainError } from '@smart/kernel/errors';
import { describe, expect, it } from 'vitest';
import { createRateLimits } from './rate-limit.ts';

const rates = { person: { burst: 3, perSecond: 1 }, address: { burst: 2, perSecond: 0.1 } };

function refusal(act: () => void) {
  try {
    act();
    return undefined;
  } catch (error) {
    return isDomainError(error, 'common.too_many_requests') ? error.params['seconds'] : error;
  }
}

describe('rate limits', () => {
  it('lets a burst through, then refuses and says how long to wait', () => {
    const limits = createRateLimits(rates, fixedClock('2026-03-05T09:00:00+08:00'));
    for (let i = 0; i < 3; i++) limits.take('person', 'a');
    expect(refusal(() => limits.take('person', 'a'))).toBe(1);
    expect(refusal(() => limits.take('person', 'b'))).toBeUndefined();
  });

  it('refills with time, never above the burst', () => {
    const clock = fixedClock('2026-03-05T09:00:00+08:00');
    const limits = createRateLimits(rates, clock);
    for (let i = 0; i < 3; i++) limits.take('person', 'a');
    clock.advance({ seconds: 1 });
    limits.take('person', 'a');
    expect(refusal(() => limits.take('person', 'a'))).toBe(1);
    clock.advance({ days: 1 });
    for (let i = 0; i < 3; i++) limits.take('person', 'a');
    expect(refusal(() => limits.take('person', 'a'))).toBe(1);
  });

  it('counts addresses apart from people, and waits longer where the rate is lower', () => {
    const limits = createRateLimits(rates, fixedClock('2026-03-05T09:00:00+08:00'));
    limits.take('address', 'a');
    limits.take('address', 'a');
    expect(refusal(() => limits.take('address', 'a'))).toBe(10);
    expect(refusal(() => limits.take('person', 'a'))).toBeUndefined();
  });
});
