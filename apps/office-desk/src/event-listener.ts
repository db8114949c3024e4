import { onBeforeUnmount, onMounted } from 'vue';

/** Listens on the window while the component is shown. */
export function useEventListener<Name extends keyof WindowEventMap>(name: Name, listener: (event: WindowEventMap[Name]) => void): void {
  onMounted(() => window.addEventListener(name, listener));
  onBeforeUnmount(() => window.removeEventListener(name, listener));
}
