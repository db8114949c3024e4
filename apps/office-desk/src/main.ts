import '@smart/ui/tokens.css';
import '@smart/ui/base.css';
import 'element-plus/dist/index.css';
import '@smart/ui/element-theme.css';
import './desk.css';
import { linkComponent } from '@smart/ui/link.ts';
import { restoreTextSize } from '@smart/ui/text-size.ts';
import { goToSignIn, onSignedOut } from '@smart/client/signed-out';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { localeContextKey } from 'element-plus';
import zhCn from 'element-plus/es/locale/lang/zh-cn.mjs';
import { createApp, ref } from 'vue';
import { RouterLink } from 'vue-router';
import App from './App.vue';
import { queryClient } from './api.ts';
import { startEffort } from './effort.ts';
import { createDeskRouter } from './router.ts';
import { session } from './session.ts';

restoreTextSize();
onSignedOut(goToSignIn);

const app = createApp(App);
app.provide(localeContextKey, ref(zhCn));
const router = createDeskRouter();
app.use(router).use(VueQueryPlugin, { queryClient }).use(session).provide(linkComponent, RouterLink).mount('#app');
startEffort(router);
