// What a page's address says about its filters: a link to a filtered list shows that very list.
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router';

export type PageQuery = {
  /** One filter, '' when it is not set. */
  readonly get: (name: string) => string;
  /** One filter as one of the allowed values, or undefined. */
  readonly oneOf: <Value extends string>(name: string, allowed: readonly Value[]) => Value | undefined;
  /** Page from 1. */
  readonly page: ComputedRef<number>;
  /** Which rows this page of the list shows. */
  readonly rows: (pageSize: number) => { readonly limit: number; readonly offset: number };
  /** What stands in the search box: the words of the address (`q`), until others are typed. */
  readonly words: Ref<string>;
  /** Sets filters and goes back to the first page; '' takes a filter away. */
  readonly set: (changes: Readonly<Record<string, string>>) => void;
  readonly goTo: (page: number) => void;
};

/** The filters of this page's address. A change of filter replaces the entry in the history, a change of page adds one. */
export function usePageQuery(): PageQuery {
  const route = useRoute();
  const router = useRouter();

  const get = (name: string): string => {
    const value = route.query[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  const page = computed(() => Math.max(1, Number.parseInt(get('page'), 10) || 1));
  const words = ref(get('q'));
  watch(() => get('q'), (q) => (words.value = q));

  function changed(changes: Readonly<Record<string, string>>): LocationQueryRaw {
    const merged = { ...route.query, ...changes };
    return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
  }

  return {
    get,
    oneOf: (name, allowed) => allowed.find((value) => value === get(name)),
    page,
    rows: (pageSize) => ({ limit: pageSize, offset: (page.value - 1) * pageSize }),
    words,
    set: (changes) => void router.replace({ query: changed({ page: '', ...changes }) }),
    goTo: (to) => void router.push({ query: changed({ page: to > 1 ? String(to) : '' }) }),
  };
}
