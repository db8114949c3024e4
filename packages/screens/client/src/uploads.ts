// Files on their way: one request each, with progress, so that a picture of four megabytes on a slow line can be watched and tried again.
import { addressAs } from './capacity.ts';
import { newId } from '@smart/kernel/ids';
import type { PickedFile } from '@smart/ui/types.ts';
import { computed, ref, type ComputedRef, type Ref } from 'vue';

/** A file that the server has. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

export interface UploadsOptions {
  /** What the files are for, as the files' address takes it: `suggestion`, `reply`, … */
  readonly purpose: string;
  readonly getCapacity: () => string | null;
  /** What the record has already. */
  readonly files: Readonly<Ref<readonly StoredFile[]>>;
  readonly add: (file: StoredFile) => void;
  readonly remove: (id: string) => void;
}

export interface Uploads {
  readonly shown: ComputedRef<PickedFile[]>;
  /** True while a file has not arrived yet; handing in waits for it. */
  readonly busy: ComputedRef<boolean>;
  pick(picked: readonly File[]): void;
  retry(id: string): void;
  remove(id: string): void;
}

interface Upload {
  readonly id: string;
  readonly file: File;
  progress: number;
  error: string | undefined;
  request: XMLHttpRequest | undefined;
}

const lost = '网络不通，文件没有上传，请联网后重试';
const unclear = '文件没有上传成功，请重试；仍不成功请换一个文件';

/** Sends what a `FilePicker` picks; what is under way or failed stands behind what is there. */
export function useUploads(options: UploadsOptions): Uploads {
  const uploads = ref<Upload[]>([]);

  function send(upload: Upload): void {
    upload.error = undefined;
    upload.progress = 0;
    const request = new XMLHttpRequest();
    upload.request = request;
    request.open('POST', `/api/files?purpose=${encodeURIComponent(options.purpose)}`);
    request.responseType = 'json';
    const capacity = options.getCapacity();
    if (capacity) request.setRequestHeader('x-capacity', capacity);
    request.upload.onprogress = (event) => (upload.progress = event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => (upload.error = lost);
    request.onload = () => finish(upload, request);
    const body = new FormData();
    body.append('file', upload.file, upload.file.name);
    request.send(body);
  }

  function finish(upload: Upload, request: XMLHttpRequest): void {
    const stored = request.status < 300 ? storedFile(request.response) : null;
    if (!stored) {
      upload.error = messageOf(request.response);
      return;
    }
    drop(upload.id);
    options.add(stored);
  }

  function drop(id: string): void {
    uploads.value = uploads.value.filter((one) => one.id !== id);
  }

  return {
    shown: computed(() => [
      ...options.files.value.map(({ id, name, size }) => ({ id, name, size, href: addressAs(`/api/files/${id}`, options.getCapacity()) })),
      ...uploads.value.map(({ id, file, progress, error }) => ({ id, name: file.name, size: file.size, progress, error })),
    ]),
    busy: computed(() => uploads.value.some((one) => one.error === undefined)),
    pick(picked) {
      for (const file of picked) {
        const id = newId();
        uploads.value.push({ id, file, progress: 0, error: undefined, request: undefined });
        // Through the array, so that the page sees what changes.
        const upload = uploads.value.find((one) => one.id === id);
        if (upload) send(upload);
      }
    },
    retry(id) {
      const upload = uploads.value.find((one) => one.id === id);
      if (upload) send(upload);
    },
    remove(id) {
      uploads.value.find((one) => one.id === id)?.request?.abort();
      drop(id);
      options.remove(id);
    },
  };
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function storedFile(answer: unknown): StoredFile | null {
  const [id, name, size] = [field(answer, 'id'), field(answer, 'name'), field(answer, 'size')];
  return typeof id === 'string' && typeof name === 'string' && typeof size === 'number' ? { id, name, size } : null;
}

/** The server's words for a refusal (wrong type, too large) are the best there are. */
function messageOf(answer: unknown): string {
  const message = field(field(answer, 'error'), 'message') ?? field(answer, 'message');
  return typeof message === 'string' && message !== '' ? message : unclear;
}
