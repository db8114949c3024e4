import './app.css';
import { linkComponent } from '@smart/ui/link.ts';
import { restoreTextSize } from '@smart/ui/text-size.ts';
import { useToast } from '@smart/ui/toast.ts';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import { RouterLink } from 'vue-router';
import { recoverDrafts } from '@smart/client/draft-storage';
import { goToSignIn, onSignedOut } from '@smart/client/signed-out';
import App from './App.vue';
import { queryClient } from './api.ts';
import { reloadOnce } from './reload.ts';
import { createPortalRouter } from './router.ts';
import { session } from './session.ts';

restoreTextSize();
onSignedOut(goToSignIn);

const router = createPortalRouter();

// After an update of the portal the old page's parts are gone; load the new portal at the address that was wanted. Once:
// a part that is still missing then is told to the person instead of loading for ever.
router.onError((_error, to) => {
  const href = router.resolve(to.fullPath).href;
  if (navigator.onLine && reloadOnce(href)) window.location.assign(href);
  else useToast().error(navigator.onLine ? '页面没有打开，请稍后再试' : '现在没有网络，这个页面还没有存到本机，请联网后再打开');
});

const app = createApp(App).use(router).use(VueQueryPlugin, { queryClient }).use(session).provide(linkComponent, RouterLink);
// Words typed just before the browser was killed are back before any form opens; a device that hesitates must not keep the page away.
void Promise.race([recoverDrafts(), new Promise((resolve) => setTimeout(resolve, 400))]).finally(() => app.mount('#app'));

// The first page waits for nothing that only counts. Without it the portal works the same; what is done before it is there is not counted.
const soon = 3000;
let counting = false;
function count(): void {
  if (counting) return;
  counting = true;
  import('./effort.ts').then(({ startEffort }) => startEffort(router)).catch(() => undefined);
}
router.afterEach(({ path }) => void (path !== '/' && count()));
setTimeout(count, soon);

const idle = 10_000;

if ('serviceWorker' in navigator && import.meta.env.PROD) {
  window.addEventListener('load', () => {
    // Without it the portal works the same, only not from a cold start without network.
    navigator.serviceWorker.register('/deputy/worker.js', { scope: '/deputy/' }).catch(() => undefined);
    // Long after the first page is there: the writing page is kept too, so that one can begin to write without network.
    setTimeout(() => {
      if (navigator.serviceWorker.controller) import('./pages/WritePage.vue').catch(() => undefined);
    }, idle);
  });
}
