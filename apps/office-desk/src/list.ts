// A list as its filters ask for it: while the next rows are fetched, those before stay.
import { keepPreviousData, useQuery, type UseQueryReturnType } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';

/** @param scope what the list is of, as `invalidateQueries` names it */
export const useList = <Input, Page>(scope: readonly string[], input: Readonly<Ref<Input>>, fetch: (input: Input) => Promise<Page>): UseQueryReturnType<Page, Error> =>
  useQuery({ queryKey: computed(() => [...scope, input.value]), queryFn: () => fetch(input.value), placeholderData: keepPreviousData });
