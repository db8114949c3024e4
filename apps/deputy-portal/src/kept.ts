import { ref, watch, type Ref } from 'vue';

const prefix = 'smart.deputy.kept.';

/**
 * A short text (a reason, a comment) that survives a reload, a lost network and signing in again. `forget` when it was
 * handed in. What one person wrote is not shown to the next on the same device: the key carries the person.
 */
export function useKept(personId: string, key: string): { text: Ref<string>; forget(): void } {
  const name = `${prefix}${personId}.${key}`;
  const text = ref(read(name));
  watch(text, (value) => write(name, value), { flush: 'sync' });
  return { text, forget: () => (text.value = '') };
}

function read(name: string): string {
  try {
    return localStorage.getItem(name) ?? '';
  } catch {
    // No storage: the text lives as long as the page.
    return '';
  }
}

function write(name: string, value: string): void {
  try {
    if (value === '') localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Full or refused: the text lives as long as the page.
  }
}
