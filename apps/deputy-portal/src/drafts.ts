// Drafts on the server and drafts that only this device knows yet, as one list.
import { draftsOnDevice } from '@smart/client/draft-storage';
import type { DraftView } from '@smart/suggestions/model-views';

export interface DraftRow {
  readonly id: string;
  readonly title: string;
  /** ISO instant of the last change. */
  readonly at: string;
  /** Some words are on this device only. */
  readonly onlyHere: boolean;
  /** 「2 位代表待确认」 and the like; empty when nobody is asked. */
  readonly cosigners: string;
  /** The assistant who prepared it; null when the deputy wrote alone. */
  readonly preparedBy: string | null;
}

/** Drafts belong to one mandate: the same person may write for two congresses. */
export const draftKey = (capacityId: string, id: string): string => `suggestion.${capacityId}.${id}`;

function titleOf(value: unknown): string {
  const title = typeof value === 'object' && value !== null && 'title' in value ? value.title : '';
  return typeof title === 'string' ? title.trim() : '';
}

function cosignerWords(draft: DraftView): string {
  const waiting = draft.cosigners.filter((one) => one.state === 'invited').length;
  if (waiting > 0) return `${waiting} 位代表待确认联名`;
  const confirmed = draft.cosigners.filter((one) => one.state === 'confirmed').length;
  return confirmed > 0 ? `${confirmed} 位代表已联名` : '';
}

/** Newest first. A draft the server knows is shown once, with a remark when this device has newer words. */
export function draftRows(personId: string, capacityId: string, onServer: readonly DraftView[]): DraftRow[] {
  const start = draftKey(capacityId, '');
  const here = new Map(draftsOnDevice(personId, start).map(({ key, draft }) => [key.slice(start.length), draft]));
  const rows = onServer.map((draft): DraftRow => {
    const mine = here.get(draft.id);
    here.delete(draft.id);
    const unsent = mine?.dirty === true;
    return { id: draft.id, title: (unsent && titleOf(mine.value)) || draft.title, at: draft.updatedAt, onlyHere: unsent, cosigners: cosignerWords(draft), preparedBy: draft.preparedBy };
  });
  for (const [id, draft] of here) {
    // A clean copy that the server no longer lists was handed in or thrown away.
    if (draft.dirty) rows.push({ id, title: titleOf(draft.value), at: new Date(draft.at).toISOString(), onlyHere: true, cosigners: '', preparedBy: null });
  }
  return rows.sort((a, b) => (a.at < b.at ? 1 : -1));
}
