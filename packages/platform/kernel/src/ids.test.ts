import { afterEach, describe, expect, it, vi } from 'vitest';
import { isId, newId } from './ids.ts';

describe('newId', () => {
  afterEach(() => void vi.useRealTimers());

  it('makes UUIDs of version 7 that carry the time of creation', () => {
    vi.useFakeTimers({ now: new Date('2100-01-01T00:00:00Z') });
    const id = newId();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2100-01-01T00:00:00Z'));
  });

  it('ascends within a millisecond, beyond what the counter holds, and when the clock steps back', () => {
    vi.useFakeTimers({ now: new Date('2101-01-01T00:00:00Z') });
    const ids = Array.from({ length: 10_000 }, newId);
    vi.setSystemTime(new Date('2100-12-31T23:00:00Z'));
    ids.push(newId());
    expect(ids.every(isId)).toBe(true);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('isId', () => {
  it.each([
    '',
    '1',
    'x'.repeat(36),
    '01A20B73-E0C8-770E-9B49-DC608B649FC9',
    "01a20b73-e0c8-770e-9b49-dc608b649fc'",
    7,
    null,
  ])('refuses %j', (value) => expect(isId(value)).toBe(false));
  it('accepts a stored id', () => expect(isId('01a20b73-e0c8-770e-9b49-dc608b649fc9')).toBe(true));
});
