/** A form of plain HTML with pictures in it: fields and pictures of one multipart request. No database; nothing is read before somebody said it may be. */
import multipart, { type MultipartFile } from '@fastify/multipart';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { receive } from './receive.ts';
import type { Content } from './service.ts';
import type { FileStore } from './store.ts';
import { acceptedTypes } from './types.ts';

/** What a picture may be here. For `<input type="file" accept>`: phones then send JPG instead of formats that keep the place. */
export const pictureTypes: readonly string[] = [acceptedTypes.jpg.mediaType, acceptedTypes.png.mediaType, acceptedTypes.webp.mediaType];

/** So many files of one form are looked at at all. */
const FILES = 30;
const FIELD_BYTES = 16_384;

/** Lets the routes of this scope take forms with files. */
export async function takePictureForms(app: FastifyInstance, largest: number): Promise<void> {
  await app.register(multipart, { limits: { files: FILES, fields: 40, parts: FILES + 40, fieldSize: FIELD_BYTES, headerPairs: 50, fileSize: largest + 1 }, throwFileSizeLimit: false });
}

export type PictureForm = {
  /** Each field with its values in the order they came. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** In the store; belonging to nothing until they are recorded. */
  readonly pictures: readonly Content[];
  /** What was wrong with a picture; the others and every field are there all the same. */
  readonly problems: readonly string[];
  /** How many files were called pictures and were something else, or harmful. */
  readonly forged: number;
};

export type PictureRules = {
  readonly store: FileStore;
  /** Bytes of one picture. */
  readonly largest: number;
  /** How many pictures may come, by the fields before the first one. @throws DomainError: then no picture is looked at */
  readonly room: (fields: PictureForm['fields']) => number;
};

/**
 * Reads a form that was sent as `multipart/form-data`. Every picture is made anew from its pixels (receive.ts) and called 照片1, 照片2, …: names of files
 * on people's phones are nobody's business. A picture that is refused takes nothing else with it.
 * @returns also what `room` threw: the whole form was read all the same, so that nothing typed is lost
 * @throws DomainError common.invalid_input when there are far too many parts
 */
export async function readPictureForm(request: FastifyRequest, { store, largest, room }: PictureRules): Promise<PictureForm & { readonly refused: DomainError | null }> {
  const fields = new Map<string, string[]>();
  const pictures: Content[] = [];
  const problems: string[] = [];
  let left: number | null = null;
  let refused: DomainError | null = null;
  let count = 0;
  let forged = 0;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), typeof part.value === 'string' ? part.value : '']);
        continue;
      }
      const { file, filename } = part;
      // What a browser sends for a field in which nothing was chosen.
      if (filename === '' || filename === undefined) {
        await drained(file);
        continue;
      }
      count += 1;
      try {
        left ??= room(fields);
      } catch (error) {
        if (!isDomainError(error)) throw error;
        left = 0;
        refused = error;
      }
      if (left <= 0) {
        await drained(file);
        if (refused === null) problems.push(`第 ${count} 张照片没有接收：张数已到上限`);
        continue;
      }
      const taken = await takePicture(request, store, file, { largest, count, name: filename });
      if ('problem' in taken) {
        problems.push(taken.problem);
        if (taken.forged) forged += 1;
      }
      else {
        pictures.push({ ...taken, name: `照片${pictures.length + 1}.${taken.name.split('.').at(-1) ?? ''}` });
        left -= 1;
      }
    }
  } catch (error) {
    // The form's own limits on parts and fields.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('FST_')) throw new DomainError('common.invalid_input', { problem: '提交的内容过多，请减少照片后再试' });
    throw error;
  }
  return { fields, pictures, problems, forged, refused };
}

const drained = (file: MultipartFile['file']): Promise<void> =>
  new Promise((done) => {
    file.once('end', done).once('close', done).resume();
  });

type Refusal = { readonly problem: string; readonly forged: boolean };
const CALLED_PICTURE = /\.(?:jpe?g|png|webp|gif)$/i;

/** The picture in the store, or what is wrong with it in words for whoever chose it. */
async function takePicture(request: FastifyRequest, store: FileStore, file: MultipartFile['file'], { largest, count, name }: { largest: number; count: number; name: string }): Promise<Content | Refusal> {
  const broken = (): void => void (request.raw.complete || file.destroy(new DomainError('files.damaged', { name })));
  request.raw.once('close', broken);
  try {
    // Without an ending the content alone decides: phones save WEBP under the name of a JPG.
    const received = await receive(store, { stream: file, name: `照片${count}`, limit: largest + 1 });
    try {
      if (file.truncated) throw new DomainError('files.too_large', { limit: largest });
      if (!pictureTypes.includes(received.mediaType)) return { problem: `第 ${count} 张（${name}）不是照片，没有接收。请选择 JPG、PNG 或者 WEBP 格式的照片`, forged: CALLED_PICTURE.test(name) };
      const { mediaType, size, sha256 } = received;
      await store.keep(received.path, sha256, size);
      return { name: received.name, mediaType, size, sha256 };
    } finally {
      await received.discard();
    }
  } catch (error) {
    if (!isDomainError(error)) throw error;
    // What was cut off at the limit is also broken; that it is too large is the reason.
    const reason = file.truncated ? 'files.too_large' : error.code;
    const forged = reason === 'files.bomb' || (CALLED_PICTURE.test(name) && (reason === 'files.type_refused' || reason === 'files.type_mismatch'));
    return { problem: `第 ${count} 张（${name}）没有接收：${reasonOf(reason, largest)}`, forged };
  } finally {
    request.raw.off('close', broken);
  }
}

function reasonOf(code: DomainError['code'], largest: number): string {
  switch (code) {
    case 'files.too_large':
      return `超过 ${Math.floor(largest / 1024 / 1024)} MB，请选小一些的照片`;
    case 'files.bomb':
      return '画面过大，可能有害';
    case 'files.empty':
      return '没有内容，请重新选择';
    case 'files.damaged':
      return '打不开，可能没有传完或者已经损坏，请重新选择';
    default:
      return '不是照片，请选择 JPG、PNG 或者 WEBP 格式的照片';
  }
}
