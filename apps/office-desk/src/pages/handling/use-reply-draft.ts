// One reply while it is written: kept on this device at every keystroke, on the server after a moment, compared with what a colleague wrote.
import { useDraft } from '@smart/client/draft';
import type { DetailView, ReplyView } from '@smart/suggestions/model-views';
import { shallowRef } from 'vue';
import { trpc } from '../../api.ts';
import { session } from '../../session.ts';
import { emptyReply, formOf, inputOf } from './reply-form.ts';

/** `started`: the reply as the server has it; the page has begun it when there was none. */
export function useReplyDraft(suggestionId: string, started: ReplyView, files: DetailView['files']) {
  const server = shallowRef(started);
  const initial = { ...emptyReply(), ...formOf(started, files) };
  const draft = useDraft(`reply.${started.id}`, initial, {
    personId: session.info.value?.person.id ?? '',
    async save(form, revision) {
      server.value = await trpc.assignments.saveReply.mutate({ assignmentId: started.assignmentId, revision, ...inputOf(form) });
      return { revision: server.value.revision };
    },
    async load() {
      const detail = await trpc.suggestions.detail.query({ id: suggestionId });
      const found = detail.replies.find((one) => one.id === started.id);
      if (!found) return null;
      server.value = found;
      return { value: formOf(found, detail.files), revision: found.revision };
    },
  });
  return { draft, server };
}
