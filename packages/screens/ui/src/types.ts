/** Shapes that several components share; all plain data, so that the server's answers fit without mapping. */

export interface NavItem {
  readonly to: string;
  readonly label: string;
  readonly icon: import('./icons.ts').IconName;
  /** How many things wait there; shown as a number and said aloud. */
  readonly count?: number | undefined;
  readonly current?: boolean | undefined;
}

/** One button of an `ActionBar`, as a workflow's `availableActions` describes it. */
export interface ActionOption {
  readonly action: string;
  readonly label: string;
  readonly allowed: boolean;
  /** Why not, naming the rule; required reading when `allowed` is false. */
  readonly reason?: string | undefined;
  /** What can be done instead. */
  readonly remedy?: string | undefined;
  readonly tone?: 'primary' | 'plain' | 'danger' | undefined;
}

export interface TimelineAttachment {
  readonly name: string;
  readonly href: string;
  /** Bytes. */
  readonly size?: number | undefined;
}

export interface TimelineEntry {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  /** Person and the capacity acted in, e.g. 「张三（市人大常委会代表工委）」. */
  readonly who: string;
  readonly what: string;
  readonly reason?: string | undefined;
  readonly attachments?: readonly TimelineAttachment[] | undefined;
  readonly tone?: import('./tone.ts').Tone | undefined;
}

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** A file as the person sees it while it travels. */
export interface PickedFile {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** 0–1 while uploading, absent when done. */
  readonly progress?: number | undefined;
  readonly error?: string | undefined;
  readonly href?: string | undefined;
}

export interface CapacityOption {
  readonly id: string;
  readonly label: string;
  readonly congressName?: string | undefined;
  readonly organName?: string | undefined;
}

export interface Description {
  readonly label: string;
  readonly value?: string | number | null | undefined;
  /** Name of the slot that draws the value when text is not enough. */
  readonly slot?: string | undefined;
  /** Takes the whole width. */
  readonly wide?: boolean | undefined;
}
