import { computed, ref, type ComputedRef } from 'vue';
import { columnNames, usualColumns, type ColumnName } from './columns.ts';

const key = 'smart.office.columns';

function remembered(): readonly ColumnName[] {
  try {
    const names = (localStorage.getItem(key) ?? '').split(',');
    const known = columnNames.filter((name) => names.includes(name));
    return known.length > 0 ? known : usualColumns;
  } catch {
    // No storage: the usual ones.
    return usualColumns;
  }
}

/** The columns somebody chose on this device, in their fixed order; the title always stays. */
export function useColumns(): { shown: ComputedRef<readonly ColumnName[]>; toggle: (name: ColumnName) => void } {
  const chosen = ref(remembered());
  return {
    shown: computed(() => chosen.value),
    toggle(name) {
      const next = columnNames.filter((one) => (one === name ? !chosen.value.includes(name) : chosen.value.includes(one)) || one === 'title');
      chosen.value = next;
      try {
        localStorage.setItem(key, next.join(','));
      } catch {
        // Full or refused: the choice lives as long as the page.
      }
    },
  };
}
