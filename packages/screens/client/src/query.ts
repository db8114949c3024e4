import { QueryClient } from '@tanstack/vue-query';

/**
 * vue-query with defaults for official work: fresh for 10 s, no second round of retries (the tRPC client already
 * retries), no refetch on every glance at the window (live updates tell what changed), and errors shown rather
 * than silently waited out when the network is gone.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        gcTime: 5 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: true,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
