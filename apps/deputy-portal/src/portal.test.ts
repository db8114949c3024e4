import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordsByYear } from './duty/years.ts';
import { draftKey, draftRows } from './drafts.ts';
import { portalAddress } from './notice-link.ts';
import { reloadOnce } from './reload.ts';
import { taskAddress } from './tasks.ts';

/** Enough of the browser's storage for these tests. */
class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();
  get length(): number {
    return this.#items.size;
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
    Object.defineProperty(this, key, { value, enumerable: true, configurable: true });
  }
  removeItem(key: string): void {
    this.#items.delete(key);
    Reflect.deleteProperty(this, key);
  }
  clear(): void {
    for (const key of this.#items.keys()) this.removeItem(key);
  }
}

beforeEach(() => {
  Object.defineProperty(globalThis, 'localStorage', { value: new MemoryStorage(), configurable: true });
  Object.defineProperty(globalThis, 'sessionStorage', { value: new MemoryStorage(), configurable: true });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage');
  Reflect.deleteProperty(globalThis, 'sessionStorage');
});

const keep = (key: string, title: string, dirty: boolean, at: number) =>
  localStorage.setItem(`smart.draft.p1.${key}`, JSON.stringify({ version: 1, value: { title }, revision: dirty ? 0 : 2, dirty, at }));
const onServer = (id: string, title: string, updatedAt: string) => ({
  id, title, updatedAt, version: 1, revision: 1, state: 'draft' as const, kind: 'suggestion' as const, background: '', proposal: '', topic: null, researched: false,
  proposedOrganIds: [], publishConsent: true, confidential: false, confidentialReason: null, preparedBy: null, files: [],
  cosigners: [{ mandateId: 'm', name: '陈红', state: 'invited' as const }],
});

describe('drafts to continue', () => {
  it('lists what only this device has, in this mandate only, and what the server has once', () => {
    keep(draftKey('c1', 'a'), '只在本机', true, Date.parse('2026-03-05T03:00:00Z'));
    keep(draftKey('c1', 'b'), '本机改过的标题', true, Date.parse('2026-03-05T02:00:00Z'));
    keep(draftKey('c2', 'd'), '另一个身份的', true, Date.parse('2026-03-05T04:00:00Z'));
    const rows = draftRows('p1', 'c1', [onServer('b', '服务器上的标题', '2026-03-05T01:00:00.000Z')]);
    expect(rows.map(({ id, title, onlyHere }) => ({ id, title, onlyHere }))).toEqual([
      { id: 'a', title: '只在本机', onlyHere: true },
      { id: 'b', title: '本机改过的标题', onlyHere: true },
    ]);
    expect(rows[1]?.cosigners).toBe('1 位代表待确认联名');
  });

  it('what was handed in elsewhere does not come back', () => {
    keep(draftKey('c1', 'a'), '已经提交', false, Date.now());
    expect(draftRows('p1', 'c1', [])).toEqual([]);
  });
});

describe('where a task is done', () => {
  it.each([
    ['evaluate', '/suggestions/s1#evaluate'],
    ['confirm_contact', '/suggestions/s1#contact'],
    ['answer_cosign', '/suggestions/s1#cosign'],
    ['answer_withdrawal', '/suggestions/s1#withdrawal'],
    ['amend', '/write/s1'],
    ['submit', '/write/s1'],
    ['continue_draft', '/write/s1'],
    ['examine', '/suggestions/s1'],
  ] as const)('%s', (task, address) => {
    expect(taskAddress({ task, suggestionId: 's1' })).toBe(address);
  });
});

describe('links of notices', () => {
  it('stay inside the portal when they lead to it', () => {
    expect(portalAddress('/deputy/suggestions/1?capacity=2#evaluate')).toBe('/suggestions/1?capacity=2#evaluate');
    expect(portalAddress('/deputy/')).toBe('/');
    expect(portalAddress('/deputy')).toBe('/');
    expect(portalAddress('/deputy-other/x')).toBe('/deputy-other/x');
  });
});

describe('loading a new version of the portal', () => {
  it('is tried once, not for ever', () => {
    expect(reloadOnce('/deputy/me', 1_000)).toBe(true);
    expect(reloadOnce('/deputy/me', 5_000)).toBe(false);
    expect(reloadOnce('/deputy/duty', 5_000)).toBe(true);
    expect(reloadOnce('/deputy/duty', 60_000)).toBe(true);
  });
});

describe('the archive', () => {
  it('is grouped by year in the order given', () => {
    const rows = ['2026-03-01', '2026-01-02', '2025-12-31'].map((occurredOn) => ({ occurredOn }));
    expect(recordsByYear(rows).map(({ year, records }) => [year, records.length])).toEqual([['2026', 2], ['2025', 1]]);
  });
});
