import type { ReadPublished, RestServer } from './rest.ts';

export function suggestionRoutes(_rest: RestServer, _read: ReadPublished): void {}
