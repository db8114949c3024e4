// One motion while it is being written: kept on the device and on the server, like a suggestion.
import { useDraft } from '@smart/client/draft';
import { describeError } from '@smart/client/errors';
import type { MotionDetail } from '@smart/suggestions/motions/inputs';
import { topics } from '@smart/suggestions/model';
import { ref, shallowRef } from 'vue';
import { capacityChoice, trpc } from '../api.ts';
import { session } from '../session.ts';

export type MotionForm = { title: string; cause: string; grounds: string; plan: string; topic: string; publishConsent: boolean };
const empty: MotionForm = { title: '', cause: '', grounds: '', plan: '', topic: 'other', publishConsent: true };

/** Null when the server knows none with this id. */
async function ask(id: string): Promise<MotionDetail | null> {
  try {
    return await trpc.motions.detail.query({ id });
  } catch (error) {
    if (describeError(error).code === 'common.not_found') return null;
    throw error;
  }
}

/** `fresh`: the id was made a moment ago, so that the server cannot know it. */
export function useMotionDraft(id: string, fresh: boolean) {
  /** The motion as last answered by the server: state, version, signatures. Null while it has none. */
  const server = shallowRef<MotionDetail | null>(null);
  const ready = ref(false);
  let unheard = fresh;
  const draft = useDraft<MotionForm>(`motion.${capacityChoice.current.value ?? ''}.${id}`, { ...empty }, {
    personId: session.info.value?.person.id ?? '',
    async save({ topic, ...form }, revision) {
      const saved = await trpc.motions.save.mutate({ id, ...(revision > 0 ? { revision } : {}), ...form, topic: topics.find((one) => one === topic) ?? 'other' });
      server.value = await ask(id);
      return { revision: saved.revision };
    },
    async load() {
      if (unheard && draft.revision.value === 0) {
        unheard = false;
        return null;
      }
      const found = await ask(id);
      server.value = found;
      if (!found) return null;
      const { title, cause, grounds, plan, topic, publishConsent, revision } = found;
      return { value: { title, cause, grounds, plan, topic: topic ?? 'other', publishConsent }, revision };
    },
  });
  void draft.ready.then(() => (ready.value = true));
  return {
    draft,
    server,
    ready,
    /** Asks the server anew after an act that changed state or signatures. */
    async reload(): Promise<void> {
      server.value = (await ask(id)) ?? server.value;
    },
  };
}
