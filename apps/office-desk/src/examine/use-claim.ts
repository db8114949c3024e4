// One clerk examines one item: taken when it is opened, renewed while it is on screen, given back when another one is opened.
import type { ClaimView } from '@smart/suggestions/review/model';
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { trpc } from '../api.ts';

const renewEvery = 4 * 60_000;

/** `id` is the item that is open and waits for its examination; null when none does. `version` changes when a colleague acts. */
export function useClaim(id: Ref<string | null>) {
  const claim = ref<ClaimView | null>(null);

  /** The item held now. When the page is left its address has changed already, and with it `id`. */
  let held: string | null = null;

  async function ask(takeOver = false): Promise<void> {
    const asked = id.value;
    if (asked === null) return;
    // Without an answer nothing is blocked: the server refuses what must not be done.
    const answer = await trpc.review.claim.mutate({ id: asked, takeOver }).catch(() => null);
    if (id.value !== asked) {
      if (answer?.mine) void trpc.review.release.mutate({ id: asked }).catch(() => undefined);
      return;
    }
    claim.value = answer;
    held = answer?.mine ? asked : null;
  }
  function giveBack(): void {
    if (held !== null) void trpc.review.release.mutate({ id: held }).catch(() => undefined);
    held = null;
  }

  watch(
    id,
    () => {
      giveBack();
      claim.value = null;
      void ask();
    },
    { immediate: true },
  );
  const timer = setInterval(() => void ask(), renewEvery);
  onScopeDispose(() => {
    clearInterval(timer);
    giveBack();
  });
  return { claim, renew: () => ask(), takeOver: () => ask(true) };
}
