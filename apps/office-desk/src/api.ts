// The one way to the server: typed calls, the chosen capacity with each of them, one cache of what was asked.
import { createCapacity } from '@smart/client/capacity';
import { createQueryClient } from '@smart/client/query';
import { createClient } from '@smart/client/trpc';
import type { AppRouter } from '@smart/server/router';

export const capacityChoice = createCapacity('office');
export const queryClient = createQueryClient();

export const trpc = createClient<AppRouter>({
  url: '/api/trpc',
  getCapacity: () => capacityChoice.current.value,
});

/** After an act everything shown is asked anew: an inbox that lies costs more than a request. */
export function refreshAll(): Promise<void> {
  return queryClient.invalidateQueries();
}
