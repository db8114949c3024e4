import { createAct } from '@smart/client/act';
import { refreshAll } from './api.ts';

/** One act at a time. What is shown follows by itself; nobody waits for it. */
export const useAct = createAct({
  refresh() {
    void refreshAll();
    return undefined;
  },
});
