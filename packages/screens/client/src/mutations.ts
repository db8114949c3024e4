type Listener = (path: string, done: boolean) => void;
const listeners = new Set<Listener>();

/** Tells `listener` of every act the server was asked for and whether it did it. A network that failed says nothing. */
export const onMutation = (listener: Listener): void => void listeners.add(listener);

/** By the client, for every act. */
export const announceMutation: Listener = (path, done) => listeners.forEach((listener) => listener(path, done));
