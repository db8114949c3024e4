import { afterEach, expect, test, vi } from 'vitest';
import { createKept } from './kept.ts';

function withStorage(): Map<string, string> {
  const items = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  });
  return items;
}

afterEach(() => void vi.unstubAllGlobals());

test('what was typed is there again, for the same person and app only, until it was handed in', () => {
  const items = withStorage();
  let person = 'li';
  const useKept = createKept('office', () => person);
  useKept('return.1').text.value = '职责不符';
  expect([...items]).toEqual([['smart.office.kept.li.return.1', '职责不符']]);
  expect(createKept('deputy', () => person)('return.1').text.value).toBe('');
  person = 'wang';
  expect(useKept('return.1').text.value).toBe('');
  person = 'li';
  const again = useKept('return.1');
  expect(again.text.value).toBe('职责不符');
  again.forget();
  expect(again.text.value).toBe('');
  expect(items.size).toBe(0);
});

test('without storage the text lives as long as the page', () => {
  vi.stubGlobal('localStorage', undefined);
  const { text } = createKept('deputy', () => 'li')('evaluate.1');
  text.value = '满意';
  expect(text.value).toBe('满意');
});
