import type { Role } from '@smart/identity/capacity';
import type { DeskRoute } from './desk-route.ts';

const officers: readonly Role[] = ['congress_officer'];
const congress: readonly Role[] = ['congress_officer', 'congress_leader', 'standing_committee_member'];
const watchers: readonly Role[] = ['congress_officer', 'congress_leader', 'government_officer'];
const readers: readonly Role[] = [...watchers, 'standing_committee_member', 'handling_clerk', 'handling_head'];
const opinionReaders: readonly Role[] = [...watchers, 'handling_clerk', 'handling_head', 'station_clerk'];
const stationReaders: readonly Role[] = [...congress, 'station_clerk'];

/** Pages of the congress's own office: deputies' affairs committee, presidium, leaders. */
export const congressRoutes: readonly DeskRoute[] = [
  { path: '/', component: () => import('../pages/InboxPage.vue'), meta: { title: '待办', roles: readers, menu: { group: '办理', label: '待办', order: 1 } } },
  { path: '/station', component: () => import('../pages/stations/StationDeskPage.vue'), meta: { title: '我的联络站', roles: ['station_clerk'], menu: { group: '办理', label: '我的联络站', order: 1.1 } } },
  { path: '/notices', component: () => import('../pages/NoticesPage.vue'), meta: { title: '通知' } },
  { path: '/account', component: () => import('../pages/AccountPage.vue'), meta: { title: '我的账号', menu: { group: '我的', label: '我的账号', order: 1 } } },
  { path: '/papers', component: () => import('../pages/PapersPage.vue'), meta: { title: '建议提交', roles: officers, menu: { group: '办理', label: '建议提交', order: 1.5 } } },
  { path: '/examination', component: () => import('../pages/ExaminationPage.vue'), meta: { title: '建议审查', roles: officers, menu: { group: '办理', label: '建议审查', order: 2 } } },
  { path: '/letters', component: () => import('../pages/LettersPage.vue'), meta: { title: '代表来信', roles: officers, menu: { group: '办理', label: '代表来信', order: 8 } } },
  { path: '/motions', component: () => import('../pages/MotionsPage.vue'), meta: { title: '议案', roles: readers, menu: { group: '办理', label: '议案', order: 7 } } },
  { path: '/motions/:id', props: true, component: () => import('../pages/MotionPage.vue'), meta: { title: '议案详情', roles: readers } },
  { path: '/assignment', component: () => import('../pages/AssignmentPage.vue'), meta: { title: '交办', roles: officers, menu: { group: '办理', label: '交办', order: 3 } } },
  { path: '/assignment-list', component: () => import('../pages/AssignmentListPage.vue'), meta: { title: '交办清单', roles: ['congress_officer', 'congress_leader', 'government_officer', 'handling_clerk', 'handling_head'], menu: { group: '办理', label: '交办清单', order: 3.5 } } },
  {
    path: '/decisions',
    component: () => import('../pages/DecisionsPage.vue'),
    meta: { title: '退办和延期', roles: ['congress_officer', 'government_officer', 'congress_leader'], menu: { group: '办理', label: '退办和延期', order: 4 } },
  },
  { path: '/coordination', component: () => import('../pages/CoordinationPage.vue'), meta: { title: '协调', roles: officers, menu: { group: '办理', label: '协调', order: 5 } } },
  { path: '/board', component: () => import('../pages/BoardPage.vue'), meta: { title: '实时监督', roles: [...watchers, 'handling_clerk', 'handling_head'], menu: { group: '监督', label: '实时监督', order: 1 } } },
  { path: '/supervision', component: () => import('../pages/SupervisionPage.vue'), meta: { title: '责任督办', roles: readers, menu: { group: '监督', label: '责任督办', order: 1.5 } } },
  { path: '/commitment-book', component: () => import('../pages/CommitmentBookPage.vue'), meta: { title: '承诺台账', roles: congress, menu: { group: '监督', label: '承诺台账', order: 4 } } },
  { path: '/ranking', component: () => import('../pages/RankingPage.vue'), meta: { title: '建议评价', roles: [...congress, 'government_officer'], menu: { group: '监督', label: '建议评价', order: 5 } } },
  { path: '/recommended', component: () => import('../pages/RecommendedPage.vue'), meta: { title: '优秀建议推荐名单', roles: congress } },
  { path: '/calls', component: () => import('../pages/calls/CallsPage.vue'), meta: { title: '建议征集', roles: ['congress_officer', 'congress_leader'], menu: { group: '办理', label: '建议征集', order: 1.5 } } },
  { path: '/calls/:id', props: true, component: () => import('../pages/calls/CallPage.vue'), meta: { title: '建议征集', roles: ['congress_officer', 'congress_leader'] } },
  { path: '/opinions', component: () => import('../pages/opinions/OpinionsPage.vue'), meta: { title: '群众意见', roles: opinionReaders, menu: { group: '办理', label: '群众意见', order: 1.2 } } },
  { path: '/opinions/publication', component: () => import('../pages/opinions/PublicationsPage.vue'), meta: { title: '意见公开', roles: officers, menu: { group: '办理', label: '意见公开', order: 1.3 } } },
  { path: '/opinions/statistics', component: () => import('../pages/opinions/StatisticsPage.vue'), meta: { title: '意见统计', roles: ['congress_officer', 'congress_leader'], menu: { group: '监督', label: '意见统计', order: 3.3 } } },
  { path: '/opinions/digest', component: () => import('../pages/opinions/DigestPage.vue'), meta: { title: '群众意见月报', roles: ['congress_officer', 'congress_leader'], menu: { group: '监督', label: '意见月报', order: 3.4 } } },
  { path: '/opinions/exchange', component: () => import('../pages/opinions/ExchangePage.vue'), meta: { title: '热线交换', roles: ['congress_officer', 'congress_leader'] } },
  { path: '/opinions/lessons', component: () => import('../pages/opinions/LessonsPage.vue'), meta: { title: '分类经验', roles: ['congress_officer'] } },
  { path: '/opinions/cases', component: () => import('../pages/opinions/LikelyCasesPage.vue'), meta: { title: '可以并案的意见', roles: ['congress_officer'] } },
  { path: '/opinions/:id', props: true, component: () => import('../pages/opinions/OpinionPage.vue'), meta: { title: '群众意见', roles: opinionReaders } },
  { path: '/articles', component: () => import('../pages/site/ArticlesPage.vue'), meta: { title: '网站内容', roles: ['congress_officer', 'congress_leader'], menu: { group: '办理', label: '网站内容', order: 9 } } },
  { path: '/articles/new', component: () => import('../pages/site/ArticleEditorPage.vue'), meta: { title: '撰写稿件', roles: officers } },
  { path: '/articles/:id', props: true, component: () => import('../pages/site/ArticlePage.vue'), meta: { title: '网站稿件', roles: ['congress_officer', 'congress_leader'] } },
  { path: '/articles/:id/edit', props: true, component: () => import('../pages/site/ArticleEditorPage.vue'), meta: { title: '修改稿件', roles: officers } },
  { path: '/consultations', component: () => import('../pages/consultations/ConsultationsPage.vue'), meta: { title: '草案征求意见', roles: ['congress_officer', 'congress_leader'], menu: { group: '办理', label: '征求意见', order: 9.05 } } },
  { path: '/consultations/new', component: () => import('../pages/consultations/ConsultationEditorPage.vue'), meta: { title: '新建征求意见', roles: officers } },
  { path: '/consultations/:id', props: true, component: () => import('../pages/consultations/ConsultationPage.vue'), meta: { title: '草案征求意见', roles: ['congress_officer', 'congress_leader'] } },
  { path: '/consultations/:id/edit', props: true, component: () => import('../pages/consultations/ConsultationEditorPage.vue'), meta: { title: '修改草案', roles: officers } },
  { path: '/site', component: () => import('../pages/site/SiteSettingsPage.vue'), meta: { title: '网站设置', roles: ['congress_officer', 'congress_leader'], menu: { group: '管理', label: '网站设置', order: 9 } } },
  { path: '/stations', component: () => import('../pages/stations/StationsPage.vue'), meta: { title: '联络站', roles: stationReaders, menu: { group: '办理', label: '联络站', order: 9.1 } } },
  { path: '/stations/placing', component: () => import('../pages/stations/PlacingPage.vue'), meta: { title: '代表进站', roles: officers, menu: { group: '办理', label: '代表进站', order: 9.2 } } },
  { path: '/stations/receptions', component: () => import('../pages/stations/ReceptionsPage.vue'), meta: { title: '选民接待日', roles: ['congress_officer', 'congress_leader', 'station_clerk'], menu: { group: '办理', label: '选民接待日', order: 9.3 } } },
  { path: '/stations/ratings', component: () => import('../pages/stations/RatingsPage.vue'), meta: { title: '联络站评定', roles: ['congress_officer', 'congress_leader'], menu: { group: '办理', label: '联络站评定', order: 9.4 } } },
  { path: '/stations/criteria', component: () => import('../pages/stations/CriteriaPage.vue'), meta: { title: '评定标准', roles: ['congress_officer', 'congress_leader'] } },
  { path: '/stations/:stationId/rating', props: true, component: () => import('../pages/stations/RatingPage.vue'), meta: { title: '联络站评定', roles: ['congress_officer', 'congress_leader'] } },
  { path: '/stations/:id', props: true, component: () => import('../pages/stations/StationPage.vue'), meta: { title: '联络站', roles: stationReaders } },
  { path: '/duty', component: () => import('../pages/duty/DeputiesPage.vue'), meta: { title: '代表履职', roles: ['congress_officer', 'congress_leader'], menu: { group: '办理', label: '代表履职', order: 9.5 } } },
  { path: '/duty/declarations', component: () => import('../pages/duty/DeclarationsPage.vue'), meta: { title: '待核的补充', roles: officers } },
  { path: '/duty/plan', component: () => import('../pages/duty/PlanPage.vue'), meta: { title: '履职清单', roles: officers } },
  { path: '/duty/below', component: () => import('../pages/duty/BelowPage.vue'), meta: { title: '下级履职数字', roles: ['congress_officer', 'congress_leader'] } },
  { path: '/duty/deputies/:id', props: true, component: () => import('../pages/duty/ArchivePage.vue'), meta: { title: '履职档案', roles: officers } },
  { path: '/publication', component: () => import('../pages/PublicationPage.vue'), meta: { title: '信息公示', roles: officers, menu: { group: '办理', label: '信息公示', order: 5.5 } } },
  { path: '/search', component: () => import('../pages/SearchPage.vue'), meta: { title: '办理查询', roles: readers, menu: { group: '监督', label: '办理查询', order: 1.5 } } },
  { path: '/suggestions', component: () => import('../pages/LibraryPage.vue'), meta: { title: '建议库', roles: readers, menu: { group: '监督', label: '建议库', order: 2 } } },
  { path: '/suggestions/:id', props: true, component: () => import('../pages/SuggestionPage.vue'), meta: { title: '建议详情', roles: readers } },
  { path: '/analysis', component: () => import('../pages/analysis/AnalysisPage.vue'), meta: { title: '建议分析', roles: watchers, menu: { group: '监督', label: '建议分析', order: 3 } } },
  { path: '/analysis/compare', component: () => import('../pages/analysis/ComparePage.vue'), meta: { title: '单位对比', roles: watchers, menu: { group: '监督', label: '单位对比', order: 3.1 } } },
  { path: '/analysis/reports', component: () => import('../pages/analysis/ReportsPage.vue'), meta: { title: '年度报告', roles: ['congress_officer', 'congress_leader'], menu: { group: '监督', label: '年度报告', order: 3.2 } } },
  { path: '/analysis/reports/:id', props: true, component: () => import('../pages/analysis/ReportPage.vue'), meta: { title: '年度报告', roles: ['congress_officer', 'congress_leader'] } },
];
