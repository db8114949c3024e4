import { createAct } from '@smart/client/act';
import { refreshAll } from './api.ts';

/** One act at a time; busy until what is shown is true again. */
export const useAct = createAct({
  refresh: refreshAll,
  conflicts: ['workflow.illegal_action'],
  // An act is not repeated by itself: the words must not promise it.
  words: {
    network: '网络不通，没有提交。您填写的内容还在，联网后请再提交一次',
    gateway: '服务暂时不可用，没有提交。您填写的内容还在，请稍后再提交一次',
    timeout: '服务器迟迟没有应答。请刷新看看是否已经办理，没有的请再提交一次',
  },
});
