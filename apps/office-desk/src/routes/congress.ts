import type { Role } from '@smart/identity/capacity';
import type { DeskRoute } from './desk-route.ts';

const officers: readonly Role[] = ['congress_officer'];
const congress: readonly Role[] = ['congress_officer', 'congress_leader', 'standing_committee_member'];
const watchers: readonly Role[] = ['congress_officer', 'congress_leader', 'government_officer'];
const readers: readonly Role[] = [...watchers, 'standing_committee_member', 'handling_clerk', 'handling_head'];

/** Pages of the congress's own office: deputies' affairs committee, presidium, leaders. */
export const congressRoutes: readonly DeskRoute[] = [
  { path: '/', component: () => import('../pages/InboxPage.vue'), meta: { title: '待办', roles: readers, menu: { group: '办理', label: '待办', order: 1 } } },
  { path: '/notices', component: () => import('../pages/NoticesPage.vue'), meta: { title: '通知' } },
  { path: '/account', component: () => import('../pages/AccountPage.vue'), meta: { title: '我的账号', menu: { group: '我的', label: '我的账号', order: 1 } } },
  { path: '/papers', component: () => import('../pages/PapersPage.vue'), meta: { title: '建议提交', roles: officers, menu: { group: '办理', label: '建议提交', order: 1.5 } } },
  { path: '/examination', component: () => import('../pages/ExaminationPage.vue'), meta: { title: '建议审查', roles: officers, menu: { group: '办理', label: '建议审查', order: 2 } } },
  { path: '/letters', component: () => import('../pages/LettersPage.vue'), meta: { title: '代表来信', roles: officers, menu: { group: '办理', label: '代表来信', order: 8 } } },
  { path: '/motions', component: () => import('../pages/MotionsPage.vue'), meta: { title: '议案', roles: readers, menu: { group: '办理', label: '议案', order: 7 } } },
  { path: '/motions/:id', props: true, component: () => import('../pages/MotionPage.vue'), meta: { title: '议案详情', roles: readers } },
  { path: '/assignment', component: () => import('../pages/AssignmentPage.vue'), meta: { title: '交办', roles: officers, menu: { group: '办理', label: '交办', order: 3 } } },
  {
    path: '/decisions',
    component: () => import('../pages/DecisionsPage.vue'),
    meta: { title: '退办和延期', roles: ['congress_officer', 'government_officer'], menu: { group: '办理', label: '退办和延期', order: 4 } },
  },
  { path: '/coordination', component: () => import('../pages/CoordinationPage.vue'), meta: { title: '协调', roles: officers, menu: { group: '办理', label: '协调', order: 5 } } },
  { path: '/commitment-book', component: () => import('../pages/CommitmentBookPage.vue'), meta: { title: '承诺台账', roles: congress, menu: { group: '监督', label: '承诺台账', order: 4 } } },
  { path: '/ranking', component: () => import('../pages/RankingPage.vue'), meta: { title: '建议评价', roles: [...congress, 'government_officer'], menu: { group: '监督', label: '建议评价', order: 5 } } },
  { path: '/recommended', component: () => import('../pages/RecommendedPage.vue'), meta: { title: '优秀建议推荐名单', roles: congress } },
  { path: '/board', component: () => import('../pages/BoardPage.vue'), meta: { title: '督办看板', roles: watchers, menu: { group: '监督', label: '督办看板', order: 1 } } },
  { path: '/suggestions', component: () => import('../pages/LibraryPage.vue'), meta: { title: '建议库', roles: readers, menu: { group: '监督', label: '建议库', order: 2 } } },
  { path: '/suggestions/:id', props: true, component: () => import('../pages/SuggestionPage.vue'), meta: { title: '建议详情', roles: readers } },
  { path: '/statistics', component: () => import('../pages/StatisticsPage.vue'), meta: { title: '建议分析', roles: watchers, menu: { group: '监督', label: '建议分析', order: 3 } } },
];
