import type { Role } from '@smart/identity/capacity';
import type { RouteRecordRaw } from 'vue-router';

declare module 'vue-router' {
  interface RouteMeta {
    /** Title of the page and of the browser's tab. */
    readonly title?: string;
    /** Who sees the page; everybody else is told and offered another capacity. */
    readonly roles?: readonly Role[];
    /** What serves all congresses is kept by the highest: the others do not find it in their menu. */
    readonly highest?: boolean;
    /** Its place in the side navigation; pages without one are reached from others. */
    readonly menu?: { readonly group: '办理' | '监督' | '管理' | '我的'; readonly label: string; readonly order: number };
  }
}

/** A page of the desk: its address, component, title and who sees it. */
export type DeskRoute = RouteRecordRaw & { readonly meta: { readonly title: string } };
