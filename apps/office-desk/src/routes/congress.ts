import type { Role } from '@smart/identity/capacity';
import type { DeskRoute } from './desk-route.ts';

const officers: readonly Role[] = ['congress_officer'];
const watchers: readonly Role[] = ['congress_officer', 'congress_leader', 'government_officer'];
const readers: readonly Role[] = [...watchers, 'standing_committee_member', 'handling_clerk', 'handling_head'];

/** Pages of the congress's own office: deputies' affairs committee, presidium, leaders. */
export const congressRoutes: readonly DeskRoute[] = [
  { path: '/', component: () => import('../pages/InboxPage.vue'), meta: { title: '待办', roles: readers, menu: { group: '办理', label: '待办', order: 1 } } },
  { path: '/notices', component: () => import('../pages/NoticesPage.vue'), meta: { title: '通知' } },
  { path: '/account', component: () => import('../pages/AccountPage.vue'), meta: { title: '我的账号', menu: { group: '我的', label: '我的账号', order: 1 } } },
  { path: '/examination', component: () => import('../pages/ExaminationPage.vue'), meta: { title: '审查', roles: officers, menu: { group: '办理', label: '审查', order: 2 } } },
  { path: '/assignment', component: () => import('../pages/AssignmentPage.vue'), meta: { title: '交办', roles: officers, menu: { group: '办理', label: '交办', order: 3 } } },
  {
    path: '/decisions',
    component: () => import('../pages/DecisionsPage.vue'),
    meta: { title: '退办和延期', roles: ['congress_officer', 'government_officer'], menu: { group: '办理', label: '退办和延期', order: 4 } },
  },
  { path: '/coordination', component: () => import('../pages/CoordinationPage.vue'), meta: { title: '协调', roles: officers, menu: { group: '办理', label: '协调', order: 5 } } },
  { path: '/publication', component: () => import('../pages/PublicationPage.vue'), meta: { title: '信息公示', roles: officers, menu: { group: '办理', label: '信息公示', order: 5.5 } } },
  { path: '/search', component: () => import('../pages/SearchPage.vue'), meta: { title: '办理查询', roles: readers, menu: { group: '监督', label: '办理查询', order: 1.5 } } },
  { path: '/board', component: () => import('../pages/BoardPage.vue'), meta: { title: '督办看板', roles: watchers, menu: { group: '监督', label: '督办看板', order: 1 } } },
  { path: '/suggestions', component: () => import('../pages/LibraryPage.vue'), meta: { title: '建议库', roles: readers, menu: { group: '监督', label: '建议库', order: 2 } } },
  { path: '/suggestions/:id', props: true, component: () => import('../pages/SuggestionPage.vue'), meta: { title: '建议详情', roles: readers } },
  { path: '/statistics', component: () => import('../pages/StatisticsPage.vue'), meta: { title: '建议分析', roles: watchers, menu: { group: '监督', label: '建议分析', order: 3 } } },
];
