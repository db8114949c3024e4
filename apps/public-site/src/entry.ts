// The server's side of the public site: a view becomes a whole document. No state is sent to the browser; nothing is hydrated.
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { headOf } from './head.ts';
import SitePage from './SitePage.vue';
import type { Frame, Render, View } from './views.ts';

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A red square with the gold line of the head: no state emblem is used as decoration. */
const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#B3191E"/><rect x="6" y="22" width="20" height="3" fill="#C9A25D"/></svg>')}`;

const siteName = '人大代表建议公开网';

/** The pages that search engines may show. */
const found: ReadonlySet<View['page']> = new Set(['site', 'articles', 'article', 'home', 'list', 'detail', 'number', 'open-data', 'motions', 'motion', 'commitments', 'ranking', 'votes', 'log', 'reports', 'report', 'about', 'calls', 'call', 'activities', 'activity', 'work-plan', 'consultations', 'consultation', 'consultation-comments', 'opinion-form', 'opinion-list', 'opinion-public', 'opinion-statistics', 'stations', 'station', 'deputy', 'deputies', 'find']);

function titleOf(view: View): string {
  switch (view.page) {
    case 'home':
      return siteName;
    case 'site':
      return view.face.name;
    case 'articles':
      return `${view.heading} - ${view.face?.name ?? siteName}`;
    case 'article':
      return `${view.article.title} - ${view.face.name}`;
    case 'search':
      return `${view.q === '' ? '全站搜索' : `${view.q} - 全站搜索`} - ${siteName}`;
    case 'list':
      return `信息公示 - ${siteName}`;
    case 'number':
      return `办理查询 - ${siteName}`;
    case 'open-data':
      return `开放数据 - ${siteName}`;
    case 'detail':
      return `${view.suggestion.title} - ${siteName}`;
    case 'motions':
      return `议案 - ${siteName}`;
    case 'motion':
      return `${view.motion.title} - ${siteName}`;
    case 'commitments':
      return `承诺台账 - ${siteName}`;
    case 'ranking':
      return `承办单位排名 - ${siteName}`;
    case 'votes':
      return `询问和满意度测评 - ${siteName}`;
    case 'stations':
      return `代表联络站 - ${siteName}`;
    case 'station':
      return `${view.station.name} - ${siteName}`;
    case 'deputy-report':
      return `${view.name}代表 ${view.year} 年述职报告 - ${siteName}`;
    case 'deputy':
      return `${view.deputy.name}代表 - ${siteName}`;
    case 'deputies':
      return `${view.congress ?? ''}代表名录 - ${siteName}`;
    case 'find':
      return `找代表 - ${siteName}`;
    case 'booking-form':
      return `预约接待日 - ${view.reception.stationName} - ${siteName}`;
    case 'booking':
      return `接待日预约 - ${siteName}`;
    case 'print-code':
      return `${view.heading} - ${siteName}`;
    case 'calls':
      return `建议征集 - ${siteName}`;
    case 'call':
      return `${view.call.title} - ${siteName}`;
    case 'activities':
      return `代表活动 - ${view.face?.name ?? siteName}`;
    case 'activity':
      return `${view.activity.theme} - ${view.face.name}`;
    case 'work-plan':
      return `${view.plan?.title ?? '年度代表工作计划'} - ${view.face.name}`;
    case 'call-form':
      return `我来说一条 - ${view.call.title} - ${siteName}`;
    case 'consultations':
      return `草案征求意见 - ${view.face?.name ?? siteName}`;
    case 'consultation':
      return `${view.one.title}征求意见 - ${view.face.name}`;
    case 'consultation-comments':
      return `已公开的意见 - ${view.one.title} - ${view.face.name}`;
    case 'consultation-form':
      return `提意见 - ${view.one.title} - ${view.face.name}`;
    case 'comment-follow':
      return `意见的结果 - ${siteName}`;
    case 'follow-form':
      return `凭回执查进展 - ${siteName}`;
    case 'follow':
      return `建言进展 - ${siteName}`;
    case 'opinion-form':
      return `反映意见 - ${siteName}`;
    case 'opinion-list':
      return `群众意见和答复 - ${siteName}`;
    case 'opinion-statistics':
      return `群众意见统计 - ${view.placeName} - ${siteName}`;
    case 'opinion-public':
      return `${view.opinion.title} - ${siteName}`;
    case 'opinion-follow-form':
    case 'opinion':
      return `意见办理进展 - ${siteName}`;
    case 'log':
      return `办理记录核验 - ${siteName}`;
    case 'reports':
      return `年度办理情况报告 - ${siteName}`;
    case 'report':
      return `${view.report.title} - ${siteName}`;
    case 'about':
      return `关于本站 - ${siteName}`;
    case 'sign-in':
      return '登录 - 智慧人大';
    case 'act':
      return `${{ evaluate: '评价答复', cosign: '答复联名邀请', contact: '核实沟通情况' }[view.act]} - 智慧人大`;
    case 'act-done':
      return `${view.heading} - 智慧人大`;
    case 'act-refused':
      return '链接不能办理 - 智慧人大';
    case 'messages':
      return '演示短信 - 智慧人大';
    case 'consent':
      return '授权登录 - 智慧人大';
    case 'leaving':
      return '正在前往 - 智慧人大';
    case 'sign-out':
      return '退出登录 - 智慧人大';
    case 'invitation':
      return '设置密码 - 智慧人大';
    case 'problem':
      return `${view.title} - ${siteName}`;
  }
}

function documentOf(view: View, frame: Frame, body: string): string {
  const styles = frame.styles.map((href) => `<link rel="stylesheet" href="${escape(href)}">`).join('');
  const script = frame.script ? `<script type="module" src="${escape(frame.script)}"></script>` : '';
  const look = [frame.largeText ? 'large-text' : '', frame.highContrast ? 'high-contrast' : ''].filter(Boolean).join(' ');
  const robots = found.has(view.page) && !((view.page === 'detail' || view.page === 'article' || view.page === 'consultation') && view.print) ? '' : '<meta name="robots" content="noindex">';
  return `<!doctype html>
<html lang="zh-CN"${look === '' ? '' : ` class="${look}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#B3191E">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="${icon}">
${robots}${headOf(view, frame)}<title>${escape(titleOf(view))}</title>
${styles}${script}
</head>
<body>${body}</body>
</html>`;
}

export const render: Render = async (view, frame) => documentOf(view, frame, await renderToString(createSSRApp(SitePage, { view, frame })));
