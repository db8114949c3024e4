import { appointedRoles, type Role } from '@smart/identity/capacity';
import type { DeskRoute } from './desk-route.ts';

const system: readonly Role[] = ['system_administrator'];
const keepers: readonly Role[] = ['system_administrator', 'congress_officer'];
const people: readonly Role[] = [...keepers, 'security_administrator'];
const staff: readonly Role[] = appointedRoles;
const log: readonly Role[] = ['system_administrator', 'security_administrator', 'audit_administrator'];

/** Pages of the three administrators of a congress. */
export const adminRoutes: readonly DeskRoute[] = [
  { path: '/admin/people', component: () => import('../pages/admin/PeoplePage.vue'), meta: { title: '人员', roles: people, menu: { group: '管理', label: '人员', order: 1 } } },
  { path: '/admin/people/:id', props: true, component: () => import('../pages/admin/PersonPage.vue'), meta: { title: '人员', roles: people } },
  { path: '/admin/imports', component: () => import('../pages/admin/ImportPage.vue'), meta: { title: '批量导入', roles: keepers, menu: { group: '管理', label: '批量导入', order: 2 } } },
  { path: '/admin/imports/:id', props: true, component: () => import('../pages/admin/ImportBatchPage.vue'), meta: { title: '导入批次', roles: keepers } },
  { path: '/admin/organs', component: () => import('../pages/admin/OrgansPage.vue'), meta: { title: '机构', roles: system, menu: { group: '管理', label: '机构', order: 2 } } },
  { path: '/admin/terms', component: () => import('../pages/admin/TermsPage.vue'), meta: { title: '届次和会议', roles: keepers, menu: { group: '管理', label: '届次和会议', order: 3 } } },
  { path: '/admin/reorganisation', component: () => import('../pages/admin/ReorganisationPage.vue'), meta: { title: '机构改革', roles: system, menu: { group: '管理', label: '机构改革', order: 2.5 } } },
  { path: '/admin/term-change', component: () => import('../pages/admin/TermChangePage.vue'), meta: { title: '换届', roles: keepers, menu: { group: '管理', label: '换届', order: 3.5 } } },
  { path: '/admin/parameters', component: () => import('../pages/admin/ParametersPage.vue'), meta: { title: '参数', roles: keepers, menu: { group: '管理', label: '参数', order: 4 } } },
  { path: '/admin/log', component: () => import('../pages/admin/LogPage.vue'), meta: { title: '操作日志', roles: log, menu: { group: '管理', label: '操作日志', order: 5 } } },
  { path: '/admin/looks', component: () => import('../pages/admin/LooksPage.vue'), meta: { title: '个人信息查看记录', roles: ['security_administrator', 'audit_administrator'], menu: { group: '管理', label: '个人信息查看', order: 7 } } },
  { path: '/admin/stand-ins', component: () => import('../pages/admin/StandInsPage.vue'), meta: { title: '代班', roles: staff, menu: { group: '管理', label: '代班', order: 8 } } },
  { path: '/admin/emergencies', component: () => import('../pages/admin/EmergenciesPage.vue'), meta: { title: '应急授权', roles: staff, menu: { group: '管理', label: '应急授权', order: 9 } } },
  { path: '/admin/merges', component: () => import('../pages/admin/MergesPage.vue'), meta: { title: '合并重复人员', roles: system, menu: { group: '管理', label: '合并重复人员', order: 10 } } },
  { path: '/admin/administrators', component: () => import('../pages/admin/AdministratorsPage.vue'), meta: { title: '管理员任职', roles: ['system_administrator', 'security_administrator'], menu: { group: '管理', label: '管理员任职', order: 11 } } },
  { path: '/admin/clients', component: () => import('../pages/admin/ClientsPage.vue'), meta: { title: '接入系统', roles: system, highest: true, menu: { group: '管理', label: '接入系统', order: 12 } } },
  { path: '/admin/exchange', component: () => import('../pages/admin/ExchangeSystemsPage.vue'), meta: { title: '数据交换', roles: system, menu: { group: '管理', label: '数据交换', order: 12.5 } } },
  { path: '/admin/jobs', component: () => import('../pages/admin/JobsPage.vue'), meta: { title: '后台任务', roles: system, menu: { group: '管理', label: '后台任务', order: 6 } } },
  { path: '/admin/congresses', component: () => import('../pages/admin/CongressesPage.vue'), meta: { title: '下级人大', roles: system, menu: { group: '管理', label: '下级人大', order: 0.5 } } },
  { path: '/admin/congresses/:id', props: true, component: () => import('../pages/admin/CongressAdministratorsPage.vue'), meta: { title: '下级人大', roles: system } },
  { path: '/admin/delegations', component: () => import('../pages/admin/DelegationsPage.vue'), meta: { title: '代表团', roles: keepers, menu: { group: '管理', label: '代表团', order: 1.5 } } },
  { path: '/admin/groups', component: () => import('../pages/admin/GroupsPage.vue'), meta: { title: '代表小组', roles: keepers, menu: { group: '管理', label: '代表小组', order: 1.6 } } },
  { path: '/admin/constituencies', component: () => import('../pages/admin/ConstituenciesPage.vue'), meta: { title: '选举单位和名额', roles: keepers, menu: { group: '管理', label: '选举单位和名额', order: 1.7 } } },
  { path: '/admin/dormant', component: () => import('../pages/admin/DormantPage.vue'), meta: { title: '账号核查', roles: ['security_administrator'], menu: { group: '管理', label: '账号核查', order: 1.8 } } },
  { path: '/admin/abilities', component: () => import('../pages/admin/AbilitiesPage.vue'), meta: { title: '谁能做什么', roles: ['security_administrator'], menu: { group: '管理', label: '谁能做什么', order: 1.9 } } },
  { path: '/admin/abilities/suggestions/:id', props: true, component: () => import('../pages/admin/AbilitiesRecordPage.vue'), meta: { title: '谁能做什么', roles: ['congress_officer', 'congress_leader'] } },
];
