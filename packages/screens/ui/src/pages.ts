/**
 * Page numbers to offer around the current one: first, last, the neighbours, and `null` where some are left out.
 * `pageNumbers(6, 12)` → 1 … 5 6 7 … 12.
 */
export function pageNumbers(current: number, count: number): (number | null)[] {
  const wanted = [...new Set([1, current - 1, current, current + 1, count])].filter(
    (page) => page >= 1 && page <= count,
  );
  wanted.sort((a, b) => a - b);
  const result: (number | null)[] = [];
  for (const page of wanted) {
    const previous = result.at(-1);
    if (typeof previous === 'number' && page === previous + 2) result.push(previous + 1);
    else if (typeof previous === 'number' && page > previous + 2) result.push(null);
    result.push(page);
  }
  return result;
}
