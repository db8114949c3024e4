// What the key tasks cost those who do them, as sums of their congress. Loaded after the first page is there.
import { attachMeter } from '@smart/client/effort';
import { onMutation } from '@smart/client/mutations';
import { keyTasks } from '@smart/effort/tasks';
import type { Router } from 'vue-router';
import { trpc } from './api.ts';

export function startEffort(router: Router): void {
  const meter = attachMeter(keyTasks, (samples) => trpc.effortMeter.record.mutate({ samples }));
  const look = ({ path, matched } = router.currentRoute.value): void => meter.opened(path, matched.at(-1)?.path ?? '');
  onMutation((path, done) => meter.acted(path, done));
  router.afterEach((to) => look(to));
  look();
}
