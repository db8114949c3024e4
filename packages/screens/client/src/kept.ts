import { ref, watch, type Ref } from 'vue';

/** A text on this device. */
export interface Kept {
  readonly text: Ref<string>;
  /** When it was handed in. */
  forget(): void;
}

/**
 * An app's `useKept(key)`: a text (a reason, a comment) that survives a reload, a lost network, a conflict and signing in again.
 * What one person wrote is not shown to the next on the same device: the key carries the person.
 */
export function createKept(app: string, personId: () => string): (key: string) => Kept {
  return function useKept(key) {
    const name = `smart.${app}.kept.${personId()}.${key}`;
    const text = ref(read(name));
    watch(text, (value) => write(name, value), { flush: 'sync' });
    return { text, forget: () => void (text.value = '') };
  };
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
