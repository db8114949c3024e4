import type { DeskRoute } from './desk-route.ts';

/** Pages of the three administrators of a congress. */
export const adminRoutes: readonly DeskRoute[] = [];
