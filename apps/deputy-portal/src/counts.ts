import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef, type Ref } from 'vue';
import { queryKeys, trpc } from './api.ts';

/** How many unread notices there are; shown in the navigation. */
export function useUnreadCount(enabled: Ref<boolean>): ComputedRef<number> {
  const { data } = useQuery({ queryKey: queryKeys.unread, queryFn: () => trpc.notices.unreadCount.query({}), enabled });
  return computed(() => data.value?.count ?? 0);
}

/** What waits for this deputy; shared by the navigation and the home page. */
export function useInbox(enabled?: Ref<boolean>) {
  return useQuery({ queryKey: queryKeys.inbox, queryFn: () => trpc.suggestions.inbox.query({}), ...(enabled ? { enabled } : {}) });
}

/** How much of it asks for an act; drafts wait for nobody but their writer. */
export function useInboxCount(enabled: Ref<boolean>): ComputedRef<number> {
  const { data } = useInbox(enabled);
  return computed(() => data.value?.items.filter((item) => item.task !== 'continue_draft').length ?? 0);
}
