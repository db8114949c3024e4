// Pictures that are handed in where there is no network: kept on this device until they can go out. Made smaller first, so that some of them fit on a
// phone and through a slow line; what a phone writes into a picture (place, device) does not survive it.
import { TimeoutError } from './errors.ts';

const databaseName = 'smart-pictures';
const storeName = 'pictures';
/** Pixels of the longer side: enough to read a sheet of paper on the picture. */
const LONGEST = 1600;
const QUALITY = 0.85;
const PATIENCE_MS = 60_000;

/** A JPEG of the picture, made smaller; the file itself where the browser cannot open it: the server then says what is wrong. */
export async function smallerPicture(file: File): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return await new Promise((done) => canvas.toBlob((made) => done(made ?? file), 'image/jpeg', QUALITY));
  } catch {
    return file;
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database for pictures'));
  });
}

async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode);
      const request = act(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('pictures are not kept'));
    });
  } finally {
    database.close();
  }
}

/** Keeps pictures under the id of what they belong to. @throws Error where the device has no room or refuses */
export async function keepPictures(id: string, pictures: readonly Blob[]): Promise<void> {
  if (pictures.length > 0) await within('readwrite', (store) => store.put([...pictures], id));
}

/** The pictures that wait under an id; none where nothing is kept. @throws Error where the device refuses: what belongs to them waits as well */
export async function keptPictures(id: string): Promise<Blob[]> {
  const found: unknown = await within<unknown>('readonly', (store) => store.get(id));
  return Array.isArray(found) ? found.filter((one) => one instanceof Blob) : [];
}

/** They have arrived, or are not wanted any more. A device that refuses has none. */
export const forgetPictures = (id: string): Promise<void> => within<undefined>('readwrite', (store) => store.delete(id)).catch(() => {});

/** What the server said of a picture, in the form of its other refusals. */
class Refused extends Error {
  readonly data: unknown;
  constructor(answer: unknown) {
    const error: unknown = part(answer, 'error');
    const message = part(error, 'message');
    super(typeof message === 'string' ? message : '照片没有上传成功，请重试；仍不成功请换一张照片');
    this.data = part(error, 'data') ?? { code: 'common.internal', httpStatus: 500 };
  }
}

const part = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined);

/**
 * Sends one picture. @param capacity in which it is sent
 * @returns the id of the file
 * @throws what `describeError` and `worthRetrying` read
 */
export async function sendPicture(picture: Blob, { purpose, name, capacity }: { readonly purpose: string; readonly name: string; readonly capacity: string }): Promise<string> {
  const body = new FormData();
  body.append('file', picture, name);
  const response = await fetch(`/api/files?purpose=${encodeURIComponent(purpose)}`, { method: 'POST', body, headers: capacity === '' ? {} : { 'x-capacity': capacity }, signal: AbortSignal.timeout(PATIENCE_MS) }).catch((error: unknown) => {
    throw part(error, 'name') === 'TimeoutError' ? new TimeoutError('a picture was not taken in time', { cause: error }) : error;
  });
  const answer: unknown = await response.json();
  const id = part(answer, 'id');
  if (!response.ok || typeof id !== 'string') throw new Refused(answer);
  return id;
}
