/** Pictures are made anew from their pixels: no place, device or comment data, and no second file hidden inside, survives. */
import { DomainError } from '@smart/kernel/errors';
import sharp, { type Sharp } from 'sharp';
import { limits } from './types.ts';

/** The picture formats we keep. */
export type ImageType = 'jpg' | 'png' | 'webp';

// One thread a picture: uploads must not take the processors from everybody else. No cache: files are moved afterwards.
sharp.concurrency(1);
sharp.cache(false);

/** Opens with the limit on pixels; a picture that is cut off or broken fails instead of showing grey. */
function open(path: string): Sharp {
  return sharp(path, { limitInputPixels: limits.imagePixels, failOn: 'error', sequentialRead: true });
}

/**
 * Refuses a picture whose pixels would not fit, before any pixel is decoded.
 * @throws DomainError files.bomb, files.damaged
 */
async function checkPixels(path: string, name: string): Promise<void> {
  let pixels: number;
  try {
    const { width, height, pages = 1 } = await sharp(path, { limitInputPixels: false }).metadata();
    pixels = width * height * pages;
  } catch {
    throw new DomainError('files.damaged', { name });
  }
  if (pixels > limits.imagePixels) throw new DomainError('files.bomb', { name });
}

function encode(image: Sharp, type: ImageType): Sharp {
  switch (type) {
    case 'jpg':
      return image.jpeg({ quality: 88 });
    case 'png':
      return image.png();
    case 'webp':
      return image.webp({ quality: 88 });
  }
}

/**
 * Writes the picture at `from` anew to `to`: turned as its EXIF says, at most 4096 pixels a side, same format, no metadata.
 * @throws DomainError files.bomb, files.damaged
 */
export async function cleanImage(from: string, to: string, type: ImageType, name: string): Promise<void> {
  await checkPixels(from, name);
  const side = limits.imageSide;
  try {
    await encode(open(from).autoOrient().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true }), type).toFile(to);
  } catch {
    throw new DomainError('files.damaged', { name });
  }
}

/** A preview of a kept picture as WEBP, at most 480 pixels a side. */
export async function makeThumbnail(content: Uint8Array): Promise<Uint8Array> {
  const side = limits.thumbnailSide;
  return sharp(content, { limitInputPixels: limits.imagePixels }).resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true }).webp({ quality: 75 }).toBuffer();
}

/** A kept picture of any format as JPEG for a page of paper, at most 2000 pixels a side. */
export async function pictureForPrint(content: Uint8Array): Promise<Uint8Array> {
  return sharp(content, { limitInputPixels: limits.imagePixels }).resize({ width: 2000, height: 2000, fit: 'inside', withoutEnlargement: true }).flatten({ background: '#ffffff' }).jpeg({ quality: 82 }).toBuffer();
}
