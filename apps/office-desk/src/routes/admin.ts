import type { Role } from '@smart/identity/capacity';
import type { DeskRoute } from './desk-route.ts';

const system: readonly Role[] = ['system_administrator'];
const keepers: readonly Role[] = ['system_administrator', 'congress_officer'];
const people: readonly Role[] = [...keepers, 'security_administrator'];
const log: readonly Role[] = ['system_administrator', 'security_administrator', 'audit_administrator'];

/** Pages of the three administrators of a congress. */
export const adminRoutes: readonly DeskRoute[] = [
  { path: '/admin/people', component: () => import('../pages/admin/PeoplePage.vue'), meta: { title: '人员', roles: people, menu: { group: '管理', label: '人员', order: 1 } } },
  { path: '/admin/people/:id', props: true, component: () => import('../pages/admin/PersonPage.vue'), meta: { title: '人员', roles: people } },
  { path: '/admin/organs', component: () => import('../pages/admin/OrgansPage.vue'), meta: { title: '机构', roles: system, menu: { group: '管理', label: '机构', order: 2 } } },
  { path: '/admin/terms', component: () => import('../pages/admin/TermsPage.vue'), meta: { title: '届次和会议', roles: keepers, menu: { group: '管理', label: '届次和会议', order: 3 } } },
  { path: '/admin/reorganisation', component: () => import('../pages/admin/ReorganisationPage.vue'), meta: { title: '机构改革', roles: system, menu: { group: '管理', label: '机构改革', order: 2.5 } } },
  { path: '/admin/term-change', component: () => import('../pages/admin/TermChangePage.vue'), meta: { title: '换届', roles: keepers, menu: { group: '管理', label: '换届', order: 3.5 } } },
  { path: '/admin/parameters', component: () => import('../pages/admin/ParametersPage.vue'), meta: { title: '参数', roles: keepers, menu: { group: '管理', label: '参数', order: 4 } } },
  { path: '/admin/log', component: () => import('../pages/admin/LogPage.vue'), meta: { title: '操作日志', roles: log, menu: { group: '管理', label: '操作日志', order: 5 } } },
  { path: '/admin/looks', component: () => import('../pages/admin/LooksPage.vue'), meta: { title: '个人信息查看记录', roles: ['security_administrator', 'audit_administrator'], menu: { group: '管理', label: '个人信息查看', order: 7 } } },
  { path: '/admin/jobs', component: () => import('../pages/admin/JobsPage.vue'), meta: { title: '后台任务', roles: system, menu: { group: '管理', label: '后台任务', order: 6 } } },
];
