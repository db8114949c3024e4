/** Pictures in a citizen's form. What was taken in stays with the form while the person corrects what was wrong: the page carries a signed line for each. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readPictureForm, type PictureForm } from '@smart/files/form';
import { sendThumbnail } from '@smart/files/http';
import type { Content } from '@smart/files/service';
import { acceptedTypes } from '@smart/files/types';
import { deploymentKey } from '@smart/identity/keys';
import { DomainError } from '@smart/kernel/errors';
import { opinionLimits } from '@smart/opinions/model';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuseMoreFields } from '../http/asked-fields.ts';
import type { Services } from '../services.ts';

const types = { jpg: acceptedTypes.jpg.mediaType, png: acceptedTypes.png.mediaType, webp: acceptedTypes.webp.mediaType } as const;
const isType = (name: string): name is keyof typeof types => name in types;

const sign = (text: string): string => createHmac('sha256', deploymentKey('kept pictures')).update(text).digest('base64url').slice(0, 27);
/** The part of a pass that says which form it is; it stays while the form is corrected. */
const formOf = (pass: string): string => pass.split('.').slice(0, 2).join('.');

const lineOf = (pass: string, { sha256, size, mediaType }: Content): string => {
  const type = Object.entries(types).find(([, media]) => media === mediaType)?.[0] ?? '';
  const text = `${formOf(pass)}.${sha256}.${size}.${type}`;
  return `${text}.${sign(text)}`;
};

/** What a line of ours stands for; null for any other, and for one of another form when `pass` is given. */
function contentOf(line: string, pass?: string): Content | null {
  const [time = '', chance = '', sha256 = '', size = '', type = '', signature = ''] = line.split('.');
  const [right, given] = [Buffer.from(sign([time, chance, sha256, size, type].join('.'))), Buffer.from(signature)];
  if (right.length !== given.length || !timingSafeEqual(right, given) || !isType(type)) return null;
  if (pass !== undefined && formOf(pass) !== `${time}.${chance}`) return null;
  return { name: `照片.${type}`, mediaType: types[type], size: Number(size), sha256 };
}

export type SentForm = {
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly pictures: readonly Content[];
  /** A line for each picture, for the page that shows the form again. */
  readonly kept: readonly string[];
  /** What was wrong with pictures; empty when nothing was. */
  readonly problem: string;
  /** What hindered pictures from being looked at. */
  readonly refused: DomainError | null;
};

type Fields = PictureForm['fields'];
const last = (fields: Fields): Record<string, string | undefined> => Object.fromEntries([...fields].map(([name, values]) => [name, values.at(-1)]));

/**
 * A form of a citizen, with or without pictures, whichever way the browser sent it.
 * @param admit called before the first picture is looked at. @throws DomainError
 */
export async function readForm(services: Services, request: FastifyRequest, admit: (fields: SentForm['fields']) => void): Promise<SentForm> {
  const most = opinionLimits.pictures;
  if (!request.isMultipart()) {
    const fields = plainFields(request.body);
    const pictures = await keptOf(services, fields);
    return { fields: last(fields), pictures, kept: pictures.map((one) => lineOf(last(fields)['pass'] ?? '', one)), problem: '', refused: null };
  }
  const sent = await readPictureForm(request, {
    store: services.files, largest: opinionLimits.pictureBytes,
    room: (before) => {
      admit(last(before));
      return most - (before.get('kept')?.length ?? 0);
    },
  });
  refuseMoreFields(request, sent.fields.keys());
  if (sent.forged > 0) await services.noteRefusal(request, { method: 'file' });
  const pictures = [...(await keptOf(services, sent.fields)), ...sent.pictures].slice(0, most).map((one, at) => ({ ...one, name: `照片${at + 1}.${one.name.split('.').at(-1) ?? ''}` }));
  const fields = last(sent.fields);
  return { fields, pictures, kept: pictures.map((one) => lineOf(fields['pass'] ?? '', one)), problem: sent.problems.join('；'), refused: sent.refused };
}

function plainFields(body: unknown): Map<string, string[]> {
  const entries: [string, unknown][] = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return new Map(entries.map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')]));
}

/** Pictures that came with the form before and that the person still wants. */
async function keptOf({ files }: Services, fields: Fields): Promise<Content[]> {
  const pass = fields.get('pass')?.at(-1) ?? '';
  const found = (fields.get('kept') ?? []).slice(0, opinionLimits.pictures).flatMap((line) => contentOf(line, pass) ?? []);
  const there = await Promise.all(found.map(({ sha256 }) => files.has(sha256)));
  return found.filter((_, at) => there[at]);
}

/** The preview of a picture that waits with its form; the line is the key to it. */
export function registerKeptPictures(app: FastifyInstance, { files }: Services): void {
  app.get<{ Params: { line: string } }>('/opinions/kept/:line', async (request, reply) => {
    const content = contentOf(request.params.line);
    if (content === null || !(await files.has(content.sha256))) throw new DomainError('common.not_found', { what: '照片' });
    return sendThumbnail(reply, files, content);
  });
}
