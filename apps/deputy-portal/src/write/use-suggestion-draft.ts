// One suggestion while it is being written: the form, its draft on device and server, and what the server knows besides.
import { useDraft } from '@smart/client/draft';
import { describeError, type DescribedError } from '@smart/client/errors';
import type { DraftView } from '@smart/suggestions/model-views';
import { computed, ref, shallowRef, watch } from 'vue';
import { capacityChoice, trpc } from '../api.ts';
import { draftKey } from '../drafts.ts';
import { session } from '../session.ts';
import { emptyForm, formOf, inputOf } from './form.ts';
import { guessTopic } from './guess-topic.ts';

/** `fresh`: the id was made on this page, so that the server need not know it. */
export function useSuggestionDraft(id: string, fresh: boolean) {
  /** The draft as last answered by the server: state, version, co-signers. Null while it has none. */
  const server = shallowRef<DraftView | null>(null);
  /** Why the server could not be asked; what is on this device is then all there is. */
  const failure = shallowRef<DescribedError | null>(null);
  const topicByHand = ref(false);
  const restored = ref(false);
  let unheard = fresh;

  const draft = useDraft(draftKey(capacityChoice.current.value ?? '', id), emptyForm(), {
    personId: session.info.value?.person.id ?? '',
    async save(form, revision) {
      server.value = await trpc.suggestions.saveDraft.mutate({ id, revision, ...inputOf(form) });
      return { revision: server.value.revision };
    },
    async load() {
      // Of an id made a moment ago the server cannot know; after a save whose answer was lost it may.
      if (unheard && draft.revision.value === 0) {
        unheard = false;
        return null;
      }
      const found = await ask(id).catch((error: unknown) => {
        failure.value = describeError(error);
        throw error;
      });
      failure.value = null;
      server.value = found;
      return found && { value: formOf(found), revision: found.revision };
    },
  });

  function learnTopic(): void {
    const { title, background, proposal, topic } = draft.value.value;
    topicByHand.value = topic !== null && topic !== guessTopic(title, `${background}\n${proposal}`);
  }

  void draft.ready.then(() => {
    learnTopic();
    restored.value = true;
  });
  watch(
    () => [draft.value.value.title, draft.value.value.background, draft.value.value.proposal] as const,
    ([title, background, proposal]) => {
      if (restored.value && !topicByHand.value) draft.value.value.topic = guessTopic(title, `${background}\n${proposal}`);
    },
  );

  const empty = computed(() => {
    const { title, background, proposal, files } = draft.value.value;
    return title === '' && background === '' && proposal === '' && files.length === 0;
  });

  const nothing = computed(() => restored.value && !fresh && server.value === null && empty.value);

  return {
    draft,
    server,
    restored,
    topicByHand,
    /** Neither the server nor this device has it: handed in, thrown away, or of another mandate. */
    missing: computed(() => nothing.value && failure.value === null),
    /** The same, only that the server could not be asked. */
    unreachable: computed(() => (nothing.value ? failure.value : null)),
    empty,
    /** Asks the server anew after an act that changed state or co-signers. */
    async reload(): Promise<void> {
      server.value = (await ask(id)) ?? server.value;
    },
    /** After choosing between two versions the topic may be another one. */
    async resolve(which: 'mine' | 'theirs'): Promise<void> {
      await draft.resolve(which);
      learnTopic();
    },
  };
}

async function ask(id: string): Promise<DraftView | null> {
  try {
    return await trpc.suggestions.draft.query({ id });
  } catch (error) {
    if (describeError(error).code === 'common.not_found') return null;
    throw error;
  }
}
