/**
 * How a state looks. A domain maps its own states to `{ label, tone }`; the shape that goes with the tone
 * makes it readable without colour.
 */
export const tones = {
  /** Not begun, withdrawn, archived. */
  neutral: { shape: '○' },
  /** Under way; nothing is wrong. */
  progress: { shape: '◐' },
  /** Something waits for the person who looks. */
  attention: { shape: '▲' },
  /** Done, satisfied. */
  good: { shape: '✓' },
  /** Refused, overdue, not satisfied. */
  bad: { shape: '■' },
} as const satisfies Record<string, { shape: string }>;

export type Tone = keyof typeof tones;

/** Words and tone of one state, as a domain's `ui` hands them to `StatusTag`. */
export interface StatusLook {
  readonly label: string;
  readonly tone: Tone;
}

/**
 * Looks a state up in a domain's map. A state that the page does not know yet (the server is newer than the page)
 * is shown under its own name rather than breaking the list.
 */
export function statusLook(map: Readonly<Record<string, StatusLook>>, state: string): StatusLook {
  return map[state] ?? { label: state, tone: 'neutral' };
}
