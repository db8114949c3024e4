// Who has opened a suggestion has seen what its notices say; the number in the navigation should not ask twice.
import { useQueryClient } from '@tanstack/vue-query';
import { watch, type Ref } from 'vue';
import { queryKeys, trpc } from './api.ts';

const most = 100;

/** Marks the unread notices of one suggestion as read once it is shown. Failing is no harm: they stay unread. */
export function useNoticesSeen(id: string, shown: Ref<boolean>, section: 'suggestions' | 'motions' = 'suggestions'): void {
  const queries = useQueryClient();

  async function mark(): Promise<void> {
    const unread = queries.getQueryData<{ count: number }>(queryKeys.unread);
    if (unread?.count === 0) return;
    const { rows } = await trpc.notices.list.query({ unreadOnly: true, pageSize: most });
    const ids = rows.filter((notice) => notice.link.includes(`/${section}/${id}`)).map((notice) => notice.id);
    if (ids.length === 0) return;
    await trpc.notices.markRead.mutate({ ids });
    await queries.invalidateQueries({ queryKey: queryKeys.notices });
  }

  watch(
    shown,
    (is) => {
      if (is) mark().catch(() => undefined);
    },
    { immediate: true },
  );
}
