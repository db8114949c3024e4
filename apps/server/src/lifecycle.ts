type Part = { close: () => PromiseLike<unknown> };

export type Lifecycle = {
  /** Remembers a part that is being opened; whatever is remembered is closed in the reverse order. */
  readonly opened: <T extends Part>(opening: Promise<T>) => Promise<T>;
  /** Closes everything, once. A part still being opened is waited for; one that could not be opened is passed over. */
  readonly close: () => Promise<void>;
  readonly closing: () => boolean;
};

/** Keeps account of what a process has opened, so that a signal at any moment leaves nothing behind. */
export function createLifecycle(report: (error: unknown) => void): Lifecycle {
  const parts: Promise<Part>[] = [];
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    for (const opening of parts.reverse()) {
      const part = await opening.catch(() => undefined);
      // Each part is closed even when another one could not be.
      await Promise.resolve(part?.close()).catch(report);
    }
  };
  return {
    opened: (opening) => {
      parts.push(opening);
      return opening;
    },
    close: () => (closing ??= closeAll()),
    closing: () => closing !== undefined,
  };
}
