import { reactive, readonly } from 'vue';

export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'info' | 'bad';
  readonly text: string;
}

const shown = reactive<Toast[]>([]);
let nextId = 1;

function show(tone: Toast['tone'], text: string, seconds: number): void {
  const id = nextId++;
  // A repeated message replaces the one on screen; four identical lines help nobody.
  const same = shown.findIndex((toast) => toast.text === text);
  if (same >= 0) shown.splice(same, 1);
  shown.push({ id, tone, text });
  if (shown.length > 3) shown.shift();
  if (seconds > 0) setTimeout(() => dismiss(id), seconds * 1000);
}

function dismiss(id: number): void {
  const at = shown.findIndex((toast) => toast.id === id);
  if (at >= 0) shown.splice(at, 1);
}

/**
 * Short confirmations at the edge of the screen. Failures stay until dismissed; what matters for longer belongs on
 * the page itself. Call it in event handlers only, never while rendering on a server.
 */
export function useToast() {
  return {
    toasts: readonly(shown),
    dismiss,
    success: (text: string) => show('good', text, 4),
    info: (text: string) => show('info', text, 6),
    error: (text: string) => show('bad', text, 0),
  };
}
