import type { DeskRoute } from './desk-route.ts';

/** Pages of the congress's own office: deputies' affairs committee, presidium, leaders. */
export const congressRoutes: readonly DeskRoute[] = [
  {
    path: '/',
    component: () => import('../pages/InboxPage.vue'),
    meta: { title: '待办', menu: { group: '办理', label: '待办', order: 1 } },
  },
];
