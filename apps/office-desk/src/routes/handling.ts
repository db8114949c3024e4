import type { DetailView } from '@smart/suggestions/model-views';
import type { Role } from '@smart/identity/capacity';
import { defineAsyncComponent, type Component } from 'vue';
import type { DeskRoute } from './desk-route.ts';

const handlers: readonly Role[] = ['handling_clerk', 'handling_head', 'government_officer'];
const offices: readonly Role[] = ['government_officer'];

/** Pages of those who handle: government offices and departments. */
export const handlingRoutes: readonly DeskRoute[] = [
  { path: '/distribution', component: () => import('../pages/handling/DistributionPage.vue'), meta: { title: '分办', roles: offices, menu: { group: '办理', label: '分办', order: 6 } } },
  { path: '/handling', component: () => import('../pages/handling/HandlingListPage.vue'), meta: { title: '承办事项', roles: handlers, menu: { group: '办理', label: '承办事项', order: 7 } } },
  {
    path: '/handling/:id/reply/:assignmentId',
    props: true,
    component: () => import('../pages/handling/ReplyPage.vue'),
    meta: { title: '答复', roles: [...handlers, 'congress_officer'] },
  },
  { path: '/templates', component: () => import('../pages/handling/TemplatesPage.vue'), meta: { title: '答复模板', roles: ['handling_clerk', 'handling_head', 'congress_officer'], menu: { group: '办理', label: '答复模板', order: 9 } } },
  { path: '/exchange', component: () => import('../pages/handling/ExchangePage.vue'), meta: { title: '数据交换', roles: ['handling_clerk', 'handling_head'], menu: { group: '办理', label: '数据交换', order: 10 } } },
  { path: '/commitments', component: () => import('../pages/handling/CommitmentsPage.vue'), meta: { title: '承诺台账', roles: handlers, menu: { group: '办理', label: '承诺台账', order: 8 } } },
  { path: '/seal', component: () => import('../pages/handling/SealPage.vue'), meta: { title: '印章图片', roles: ['handling_head'], menu: { group: '办理', label: '印章图片', order: 9 } } },
];

/** What the handling panel is given by the page of one suggestion. */
export type HandlingPanelProps = { readonly detail: DetailView };

/** What an organ's own staff can do with their part, shown on the page of one suggestion at `#handling`; null shows nothing. */
export const handlingPanel: Component<HandlingPanelProps> | null = defineAsyncComponent(() => import('../pages/handling/HandlingPanel.vue'));
