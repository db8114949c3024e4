import { createRouter, createWebHistory, type Router } from 'vue-router';
import { adminRoutes } from './routes/admin.ts';
import { congressRoutes } from './routes/congress.ts';
import type { DeskRoute } from './routes/desk-route.ts';
import { handlingRoutes } from './routes/handling.ts';
import { appointments, session } from './session.ts';

/** Every page of the desk, for the router and the side navigation. */
export const deskRoutes: readonly DeskRoute[] = [...congressRoutes, ...handlingRoutes, ...adminRoutes];

export function createDeskRouter(): Router {
  const router = createRouter({
    history: createWebHistory(import.meta.env.BASE_URL),
    routes: [
      ...deskRoutes,
      { path: '/:rest(.*)*', component: () => import('./pages/NotFoundPage.vue'), meta: { title: '没有这个页面' } },
    ],
    scrollBehavior: (to, from, saved) => (to.path === from.path ? false : (saved ?? { top: 0 })),
  });
  // A notice names the capacity it was written to; opening it acts in that one.
  router.beforeEach((to) => {
    const wanted = to.query['capacity'];
    const mine = appointments.value.find((one) => one.id === wanted);
    if (mine && mine.id !== session.capacity.value?.id) session.switchTo(mine.id);
  });
  return router;
}
