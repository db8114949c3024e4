// What a leader tapped at the roll call, as it is kept on the phone: one text, so that a reload or a lost network loses nothing.
export type Mark = 'attended' | 'absent' | 'on_leave';
const isMark = (value: unknown): value is Mark => value === 'attended' || value === 'absent' || value === 'on_leave';

/** The marks of a kept text by invitation; none of a text that is empty or was written by another version. */
export function readMarks(text: string): Readonly<Record<string, Mark>> {
  try {
    const kept: unknown = JSON.parse(text === '' ? '{}' : text);
    return typeof kept === 'object' && kept !== null ? Object.fromEntries(Object.entries(kept).flatMap(([id, mark]) => (isMark(mark) ? [[id, mark]] : []))) : {};
  } catch {
    return {};
  }
}

/** The kept text with these people marked. */
export const markedWith = (text: string, ids: readonly string[], mark: Mark): string => JSON.stringify({ ...readMarks(text), ...Object.fromEntries(ids.map((id) => [id, mark])) });
