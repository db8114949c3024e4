import { createRouter, createWebHistory, type Router } from 'vue-router';
import HomePage from './pages/HomePage.vue';

declare module 'vue-router' {
  interface RouteMeta {
    /** Title of the page and of the browser's tab. */
    readonly title?: string;
    /** Where the arrow in the bar leads on pages below the navigation. */
    readonly back?: { readonly to: string; readonly label: string };
    /** Nothing but the page itself: room for the keyboard of a phone. */
    readonly undisturbed?: boolean;
    /** The item of the navigation under which the page stands. */
    readonly section?: 'home' | 'write' | 'suggestions' | 'notices' | 'me';
  }
}

const toList = { to: '/suggestions', label: '返回建议列表' };

/** The first page is in the first load, every other page is fetched when it is opened. */
export function createPortalRouter(): Router {
  return createRouter({
    history: createWebHistory(import.meta.env.BASE_URL),
    routes: [
      { path: '/', component: HomePage, meta: { title: '待我办理', section: 'home' } },
      { path: '/write', component: () => import('./pages/WriteNewPage.vue'), meta: { title: '写建议', section: 'write' } },
      { path: '/write/:id', component: () => import('./pages/WritePage.vue'), props: true, meta: { title: '写建议', section: 'write', undisturbed: true, back: { to: '/', label: '返回首页，草稿自动保存' } } },
      { path: '/suggestions', component: () => import('./pages/SuggestionsPage.vue'), meta: { title: '建议', section: 'suggestions' } },
      { path: '/search', component: () => import('./pages/SearchPage.vue'), meta: { title: '办理查询', section: 'suggestions', back: toList } },
      { path: '/suggestions/:id', component: () => import('./pages/SuggestionPage.vue'), props: true, meta: { title: '建议详情', section: 'suggestions', back: toList } },
      { path: '/suggestions/:id/receipt', component: () => import('./pages/ReceiptPage.vue'), props: true, meta: { title: '提交回执', section: 'suggestions', back: toList } },
      { path: '/motions', component: () => import('./pages/MotionsPage.vue'), meta: { title: '议案', section: 'suggestions', back: toList } },
      { path: '/motions/write', component: () => import('./pages/MotionNewPage.vue'), meta: { title: '写议案', section: 'suggestions' } },
      { path: '/motions/write/:id', component: () => import('./pages/MotionWritePage.vue'), props: true, meta: { title: '写议案', section: 'suggestions', undisturbed: true, back: { to: '/motions', label: '返回议案，草稿自动保存' } } },
      { path: '/motions/:id', component: () => import('./pages/MotionPage.vue'), props: true, meta: { title: '议案详情', section: 'suggestions', back: { to: '/motions', label: '返回议案' } } },
      { path: '/board', component: () => import('./pages/BoardPage.vue'), meta: { title: '实时监督', section: 'suggestions', back: toList } },
      { path: '/opinions', component: () => import('./opinions/OpinionsPage.vue'), meta: { title: '群众意见', section: 'suggestions', back: { to: '/', label: '返回首页' } } },
      { path: '/opinions/:id', component: () => import('./opinions/OpinionPage.vue'), props: true, meta: { title: '群众意见', section: 'suggestions', back: { to: '/opinions', label: '返回群众意见' } } },
      { path: '/calls', component: () => import('./calls/CallsPage.vue'), meta: { title: '建议征集', section: 'suggestions', back: { to: '/', label: '返回首页' } } },
      { path: '/calls/:id', component: () => import('./calls/CallPage.vue'), props: true, meta: { title: '建议征集', section: 'suggestions', back: { to: '/calls', label: '返回征集列表' } } },
      { path: '/calls/:id/propose', component: () => import('./calls/ProposePage.vue'), props: true, meta: { title: '我也提一条', section: 'suggestions', back: { to: '/calls', label: '返回征集列表' } } },
      { path: '/calls/:id/topics/:topicId', component: () => import('./calls/TopicPage.vue'), props: true, meta: { title: '征集选题', section: 'suggestions', back: { to: '/calls', label: '返回征集列表' } } },
      { path: '/station', component: () => import('./station/StationPage.vue'), meta: { title: '我的联络站', section: 'me', back: { to: '/me', label: '返回我的' } } },
      { path: '/station/sign-in/:code', component: () => import('./station/SignInPage.vue'), props: true, meta: { title: '接待日签到', section: 'me', back: { to: '/station', label: '返回我的联络站' } } },
      { path: '/profile', component: () => import('./station/ProfilePage.vue'), meta: { title: '我的简介', section: 'me', back: { to: '/me', label: '返回我的' } } },
      { path: '/visits', component: () => import('./station/VisitsPage.vue'), meta: { title: '走访和联系户', section: 'me', back: { to: '/me', label: '返回我的' } } },
      { path: '/notices', component: () => import('./pages/NoticesPage.vue'), meta: { title: '通知', section: 'notices' } },
      { path: '/duty', component: () => import('./duty/DutyPage.vue'), meta: { title: '履职档案', section: 'me', back: { to: '/me', label: '返回我的' } } },
      { path: '/duty/plan', component: () => import('./duty/PlanPage.vue'), meta: { title: '履职清单', section: 'me', back: { to: '/duty', label: '返回履职档案' } } },
      { path: '/duty/impact', component: () => import('./duty/ImpactPage.vue'), meta: { title: '我说的话变成了什么', section: 'me', back: { to: '/duty', label: '返回履职档案' } } },
      { path: '/duty/points', component: () => import('./duty/PointsPage.vue'), meta: { title: '履职计分', section: 'me', back: { to: '/duty', label: '返回履职档案' } } },
      { path: '/duty/report', component: () => import('./duty/OwnReportPage.vue'), meta: { title: '述职报告', section: 'me', back: { to: '/duty', label: '返回履职档案' } } },
      { path: '/activities', component: () => import('./activities/ActivitiesPage.vue'), meta: { title: '我的活动', section: 'me', back: { to: '/me', label: '返回我的' } } },
      { path: '/activities/sign-in/:code?', component: () => import('./activities/SignInPage.vue'), props: ({ params }) => (typeof params['code'] === 'string' && params['code'] !== '' ? { code: params['code'] } : {}), meta: { title: '活动签到', section: 'me', back: { to: '/activities', label: '返回我的活动' } } },
      { path: '/work-plan', component: () => import('./activities/WorkPlanPage.vue'), meta: { title: '年度计划', section: 'me', back: { to: '/activities', label: '返回我的活动' } } },
      { path: '/group-activities', component: () => import('./activities/GroupPage.vue'), meta: { title: '小组活动', section: 'me', back: { to: '/activities', label: '返回我的活动' } } },
      { path: '/group-activities/new', component: () => import('./activities/GroupPlanPage.vue'), meta: { title: '安排小组活动', section: 'me', back: { to: '/group-activities', label: '返回小组活动' } } },
      { path: '/group-activities/:id', component: () => import('./activities/GroupActivityPage.vue'), props: true, meta: { title: '小组活动', section: 'me', back: { to: '/group-activities', label: '返回小组活动' } } },
      { path: '/activities/:id', component: () => import('./activities/ActivityPage.vue'), props: true, meta: { title: '代表活动', section: 'me', back: { to: '/activities', label: '返回我的活动' } } },
      { path: '/duty/declared', component: () => import('./duty/DeclaredPage.vue'), meta: { title: '补充的履职', section: 'me', back: { to: '/duty', label: '返回履职档案' } } },
      { path: '/followed', component: () => import('./pages/FollowedPage.vue'), meta: { title: '我跟进的建议', section: 'me', back: { to: '/me', label: '返回我的' } } },
      { path: '/me', component: () => import('./pages/MePage.vue'), meta: { title: '我的', section: 'me' } },
      { path: '/assistants', component: () => import('./pages/AssistantsPage.vue'), meta: { title: '我的助理', section: 'me', back: { to: '/me', label: '返回我的' } } },
      { path: '/security', component: () => import('./pages/SecurityPage.vue'), meta: { title: '账号安全', section: 'me', back: { to: '/me', label: '返回我的' } } },
      { path: '/personal-data', component: () => import('./pages/PersonalDataPage.vue'), meta: { title: '个人信息', section: 'me', back: { to: '/me', label: '返回我的' } } },
      { path: '/:rest(.*)*', component: () => import('./pages/NotFoundPage.vue'), meta: { title: '没有这个页面' } },
    ],
    scrollBehavior(to, from, saved) {
      // A page scrolls to its own sections itself, once they are there.
      if (to.path === from.path || to.hash) return false;
      return saved ?? { top: 0 };
    },
  });
}
