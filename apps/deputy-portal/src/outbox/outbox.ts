// What is handed in where there is no network: kept on this device as drafts are, and sent later in the capacity it was written in. Each entry
// goes out under a key of its own, so that it arrives once even when an answer was lost on the way.
import { browserDraftStorage, draftsOnDevice } from '@smart/client/draft-storage';
import { describeError, worthRetrying } from '@smart/client/errors';
import { forgetPictures, keepPictures, keptPictures, sendPicture } from '@smart/client/kept-pictures';
import { newId } from '@smart/kernel/ids';
import { useToast } from '@smart/ui/toast.ts';
import { type ShallowRef, shallowRef } from 'vue';
import { capacityChoice, refreshAll, trpc } from '../api.ts';
import { session } from '../session.ts';

type Inputs = {
  readonly record: Parameters<typeof trpc.stations.recordReception.mutate>[0];
  readonly visit: Parameters<typeof trpc.visits.log.mutate>[0];
  readonly signIn: Parameters<typeof trpc.activities.signIn.mutate>[0];
  readonly declaration: Parameters<typeof trpc.declarations.declare.mutate>[0];
};
export type Kind = keyof Inputs;
type Entry = { readonly [K in Kind]: { readonly kind: K; readonly input: Inputs[K] } }[Kind];
/** One that waits; `problem` says why the server did not take it. */
export type Waiting = Entry & { readonly id: string; readonly capacityId: string; readonly title: string; readonly at: number; readonly problem: string | null };

/** What handing in came to: `sent` with the server's words, `kept` for later, `refused` with the reason (nothing is kept then). */
export type HandedIn = { readonly outcome: 'sent'; readonly next: string } | { readonly outcome: 'kept' } | { readonly outcome: 'refused'; readonly message: string; readonly fields: Readonly<Record<string, string>> };

const storage = browserDraftStorage();
const start = 'outbox.';
/** With a network that comes and goes, `online` is not always told. */
const AGAIN_MS = 20_000;

const personId = (): string => session.info.value?.person.id ?? '';
const keyOf = (id: string): string => `${personId()}.${start}${id}`;

/** What we wrote ourselves has this form; the server looks at the input anyway. */
const isWaiting = (value: unknown): value is Waiting =>
  typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'record' || value.kind === 'visit' || value.kind === 'declaration' || value.kind === 'signIn') && 'input' in value && typeof value.input === 'object' && 'id' in value && typeof value.id === 'string' && 'capacityId' in value && typeof value.capacityId === 'string';

const waiting = shallowRef<readonly Waiting[]>([]);
/** Oldest first: they go out in the order in which they were written. */
function look(): void {
  waiting.value = personId() === '' ? [] : draftsOnDevice(personId(), start).flatMap(({ draft: { value } }) => (isWaiting(value) ? [value] : [])).sort((a, b) => a.at - b.at);
}
/** On their way: what is sent here is not sent a second time by whoever finds it waiting. */
const underWay = new Set<string>();
const keep = async (one: Waiting): Promise<void> => storage.write(keyOf(one.id), { version: 1, value: one, revision: 0, dirty: true, at: one.at });

/** The pictures first; one that arrived with an answer lost goes again, and only what the record names is its own. */
async function send({ id, capacityId, ...entry }: Waiting): Promise<string> {
  const context = { idempotencyKey: id, capacity: capacityId };
  if (entry.kind === 'visit') return (await trpc.visits.log.mutate(entry.input, { context })).next;
  if (entry.kind === 'signIn') return (await trpc.activities.signIn.mutate(entry.input, { context })).next;
  const purpose = entry.kind === 'record' ? 'reception' : 'duty_declaration';
  const fileIds: string[] = [];
  for (const [at, picture] of (await keptPictures(id)).entries()) fileIds.push(await sendPicture(picture, { purpose, name: `照片${at + 1}`, capacity: capacityId }));
  const pictures = fileIds.length > 0 ? { fileIds } : {};
  return entry.kind === 'record' ? (await trpc.stations.recordReception.mutate({ ...entry.input, ...pictures }, { context })).next : (await trpc.declarations.declare.mutate({ ...entry.input, ...pictures }, { context })).next;
}

/**
 * Sends at once when it can; otherwise it is kept.
 * @param title what the list of waiting things calls it
 * @throws Error when the device has no room for the pictures: nothing is kept then
 */
export async function handIn(entry: Entry, title: string, pictures: readonly Blob[] = []): Promise<HandedIn> {
  const one: Waiting = { ...entry, id: newId(), capacityId: capacityChoice.current.value ?? '', title, at: Date.now(), problem: null };
  // Kept before it is sent: a phone that goes out in between loses nothing.
  await keepPictures(one.id, pictures);
  underWay.add(one.id);
  await keep(one);
  try {
    const next = await send(one);
    await forget(one.id);
    await refreshAll();
    return { outcome: 'sent', next };
  } catch (error) {
    if (worthRetrying(error)) {
      look();
      return { outcome: 'kept' };
    }
    await forget(one.id);
    const { message, fields } = describeError(error);
    return { outcome: 'refused', message, fields };
  } finally {
    underWay.delete(one.id);
  }
}

let flushing = false;

/** Sends what waits, oldest first, and stops where there is still no network. */
export async function sendWaiting(): Promise<void> {
  if (flushing) return;
  flushing = true;
  look();
  let sent = 0;
  try {
    for (const one of waiting.value) {
      if (one.problem !== null || underWay.has(one.id)) continue;
      try {
        await send(one);
        await storage.remove(keyOf(one.id));
        await forgetPictures(one.id);
        sent += 1;
      } catch (error) {
        if (worthRetrying(error)) break;
        await keep({ ...one, problem: describeError(error).message });
      }
    }
  } finally {
    flushing = false;
    look();
  }
  if (sent > 0) {
    useToast().success(`已发送存在本机的 ${sent} 条记录`);
    await refreshAll();
  }
}

/** Tries one that was refused once more. */
export async function tryAgain(one: Waiting): Promise<void> {
  await keep({ ...one, problem: null });
  await sendWaiting();
}

/** Throws one away. */
export async function forget(id: string): Promise<void> {
  await storage.remove(keyOf(id));
  await forgetPictures(id);
  look();
}

/** Things that wait on this device for whoever is signed in. */
export const useWaiting = (): Readonly<ShallowRef<readonly Waiting[]>> => waiting;

let started = false;

/** When it is known who is signed in; a second call does nothing. */
export function startOutbox(): void {
  if (started) return;
  started = true;
  const go = (): void => void sendWaiting();
  window.addEventListener('online', go);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && go());
  setInterval(() => waiting.value.length > 0 && go(), AGAIN_MS);
  go();
}
