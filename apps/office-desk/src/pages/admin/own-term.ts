// The term of the own congress that an administrator's page is about: the one in office.
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { trpc } from '../../api.ts';
import { session } from '../../session.ts';

export function useOwnTerm() {
  const congressId = computed(() => session.capacity.value?.congressId ?? '');
  const state = useQuery({ queryKey: computed(() => ['directory', 'sessionState', congressId.value]), queryFn: () => trpc.directory.sessionState.query({ congressId: congressId.value }) });
  return { congressId, state, term: computed(() => state.data.value?.term ?? null), tier: computed(() => session.capacity.value?.tier ?? 'county') };
}
