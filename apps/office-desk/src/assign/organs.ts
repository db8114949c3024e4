// The organs a suggestion can be handed to: those of the own congress, and on demand those of a congress above or below.
import { useQuery } from '@tanstack/vue-query';
import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { trpc } from '../api.ts';
import { session } from '../session.ts';

export type OrganOption = { readonly id: string; readonly name: string; readonly kind: string; /** Names it had, and those of organs merged into it: people remember them. */ readonly formerNames: readonly string[] };
export type OrganGroup = { readonly congressId: string; readonly label: string; readonly organs: readonly OrganOption[] };

/** Organs that lead the congress itself never handle its suggestions. */
const neverHandle = new Set(['standing_committee', 'presidium', 'council_of_chairpersons']);
const offices = ['government_office', 'government'];

const organsOf = async (congressId: string): Promise<OrganOption[]> => {
  const organs = (await trpc.directory.organs.query({ congressId })).filter((organ) => !neverHandle.has(organ.kind)).map(({ id, name, kind, formerNames = [] }) => ({ id, name, kind, formerNames }));
  // Departments handle most, so they come first; otherwise the order of the directory stays.
  return [...organs.filter((organ) => organ.kind === 'department'), ...organs.filter((organ) => organ.kind !== 'department')];
};

const ownCongress = computed(() => session.capacity.value?.congressId ?? '');

/** The organs of the own congress. */
export function useOwnOrgans(): ComputedRef<readonly OrganOption[]> {
  const { data } = useQuery({
    queryKey: computed(() => ['directory', 'organs', ownCongress.value]),
    queryFn: () => organsOf(ownCongress.value),
    enabled: computed(() => ownCongress.value !== ''),
    staleTime: 5 * 60_000,
  });
  return computed(() => data.value ?? []);
}

/** The congresses next above and below, whose organs may get a suggestion too. */
export function useOtherTiers(): ComputedRef<readonly { id: string; label: string }[]> {
  const { data } = useQuery({
    queryKey: computed(() => ['directory', 'tiers', ownCongress.value]),
    queryFn: async () => {
      const own = await trpc.directory.congress.query({ id: ownCongress.value });
      const below = await trpc.directory.congresses.query({ parentId: own.id });
      const above = own.parentId === null ? [] : [await trpc.directory.congress.query({ id: own.parentId })];
      return [...above.map((one) => ({ id: one.id, label: `上级：${one.shortName}` })), ...below.map((one) => ({ id: one.id, label: `下级：${one.shortName}` }))];
    },
    enabled: computed(() => ownCongress.value !== ''),
    staleTime: 5 * 60_000,
  });
  return computed(() => data.value ?? []);
}

/** Organs in groups by congress: the own one first, then those opened through `opened`. */
export function useOrganGroups(opened: Ref<readonly string[]>): { groups: ComputedRef<readonly OrganGroup[]>; offices: ComputedRef<readonly OrganOption[]>; tiers: ComputedRef<readonly { id: string; label: string }[]> } {
  const own = useOwnOrgans();
  const tiers = useOtherTiers();
  const { data } = useQuery({
    queryKey: computed(() => ['directory', 'organs', 'others', ...opened.value]),
    queryFn: () => Promise.all(opened.value.map(async (congressId) => ({ congressId, organs: await organsOf(congressId) }))),
    enabled: computed(() => opened.value.length > 0),
    staleTime: 5 * 60_000,
  });
  // What was opened stays on offer while the next one is on its way: its organs may be chosen already.
  const others = ref<readonly { congressId: string; organs: OrganOption[] }[]>([]);
  const groups = computed<readonly OrganGroup[]>(() => {
    if (data.value) others.value = data.value;
    const labelOf = (id: string): string => tiers.value.find((one) => one.id === id)?.label ?? '';
    return [{ congressId: ownCongress.value, label: '本级', organs: own.value }, ...others.value.map(({ congressId, organs }) => ({ congressId, label: labelOf(congressId), organs }))];
  });
  return { groups, tiers, offices: computed(() => offices.map((kind) => own.value.filter((one) => one.kind === kind)).find((some) => some.length > 0) ?? []) };
}
