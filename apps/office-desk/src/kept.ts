import { ref, watch, type Ref } from 'vue';
import { session } from './session.ts';

const prefix = 'smart.office.kept.';

/**
 * A text that survives a reload, a lost network, a conflict and signing in again; `forget` it when it was handed in. The key carries
 * the person: what one wrote is not shown to the next at a shared computer.
 */
export function useKept(key: string): { text: Ref<string>; forget(): void } {
  const name = `${prefix}${session.info.value?.person.id ?? ''}.${key}`;
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
