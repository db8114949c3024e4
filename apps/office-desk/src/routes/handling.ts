import type { DeskRoute } from './desk-route.ts';

/** Pages of those who handle: government offices and departments. */
export const handlingRoutes: readonly DeskRoute[] = [];
