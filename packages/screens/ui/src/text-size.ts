import { readonly, ref } from 'vue';

/** Sizes of text a person can choose (适老化): as usual, half as large again, twice as large. */
export const textSizes = {
  standard: { label: '标准', scale: 1 },
  large: { label: '大', scale: 1.5 },
  extra: { label: '特大', scale: 2 },
} as const;

export type TextSize = keyof typeof textSizes;

const storageKey = 'smart.text-size';
const current = ref<TextSize>('standard');

function isTextSize(value: unknown): value is TextSize {
  return typeof value === 'string' && Object.hasOwn(textSizes, value);
}

function apply(size: TextSize): void {
  current.value = size;
  const root = document.documentElement;
  root.classList.toggle('large-text', size !== 'standard');
  if (size === 'large') root.style.setProperty('--text-scale', String(textSizes.large.scale));
  else root.style.removeProperty('--text-scale');
}

/** Applies the size chosen on this device earlier; call before the app is mounted, so that nothing jumps. */
export function restoreTextSize(): void {
  try {
    const stored = localStorage.getItem(storageKey);
    if (isTextSize(stored)) apply(stored);
  } catch {
    // Storage refused by the browser: the standard size stands.
  }
}

/** The chosen size and a way to change it; remembered on this device. */
export function useTextSize() {
  return {
    size: readonly(current),
    choose(size: TextSize): void {
      apply(size);
      try {
        localStorage.setItem(storageKey, size);
      } catch {
        // Storage refused: the choice holds until the page is closed.
      }
    },
  };
}
