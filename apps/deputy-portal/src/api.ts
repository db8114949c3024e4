// The one way to the server: typed calls, the chosen capacity with each of them, one cache of what was asked.
import { createCapacity } from '@smart/client/capacity';
import { createQueryClient } from '@smart/client/query';
import { createClient } from '@smart/client/trpc';
import type { AppRouter } from '@smart/server/router';

export const capacityChoice = createCapacity('deputy');
export const queryClient = createQueryClient();

export const trpc = createClient<AppRouter>({
  url: '/api/trpc',
  getCapacity: () => capacityChoice.current.value,
});

/** What the pages ask, by name, so that an act can say what it made old. */
export const queryKeys = {
  inbox: ['inbox'],
  drafts: ['drafts'],
  lists: ['list'],
  detail: (id: string) => ['detail', id],
  feedback: (id: string) => ['detail', id, 'feedback'],
  notices: ['notices'],
  unread: ['notices', 'unread'],
  duty: ['duty'],
} as const;

/** After an act: everything shown is asked anew; there is little on a phone's screen and it must be true. */
export function refreshAll(): Promise<void> {
  return queryClient.invalidateQueries();
}
