import type { Component, InjectionKey } from 'vue';

/**
 * Which component draws links inside the app. An app with a router says once
 * `app.provide(linkComponent, RouterLink)`; without it links are plain `<a href>` (the server-rendered site).
 */
export const linkComponent: InjectionKey<Component> = Symbol('link component');
