import type { DraftStorage } from './draft-storage.ts';

/** `local`: kept on this device only; `refused`: the server does not accept it as it stands; `conflict`: changed elsewhere too. */
export type DraftState = 'idle' | 'saving' | 'saved' | 'local' | 'refused' | 'conflict';

/** The draft as the server has it. */
export interface ServerDraft<Value> {
  readonly value: Value;
  readonly revision: number;
}

export interface Conflict<Value> {
  readonly mine: Value;
  readonly theirs: Value;
  readonly revision: number;
}

export interface DraftOptions<Value> {
  /** Id of the person; drafts of different people on one computer never meet. */
  readonly personId: string;
  /**
   * Sends the value, based on `revision` (0: the server has none yet); answers the new revision. Must refuse with
   * `workflow.version_conflict` or `common.conflict` (409) when the server's revision is another one.
   */
  readonly save: (value: Value, revision: number) => Promise<{ readonly revision: number }>;
  /**
   * The server's present version in the same form, or null when it has none (any more). Without it two devices
   * cannot be told apart.
   */
  readonly load?: (() => Promise<ServerDraft<Value> | null>) | undefined;
  /** Milliseconds of quiet before the server is told; 800 unless given. */
  readonly delay?: number | undefined;
  readonly storage?: DraftStorage | undefined;
}
