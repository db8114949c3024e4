// A phone's camera before a screen or a poster: the code is read from the picture, as it looks.
import type { Locator } from 'playwright-core';
import decodeQr from 'qr/decode.js';
import sharp from 'sharp';

/** The path of the address in a QR code that is in view. Throws when a phone could not read it. */
export async function scan(code: Locator): Promise<string> {
  const { data, info } = await sharp(await code.screenshot()).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const address = new URL(decodeQr({ width: info.width, height: info.height, data }));
  return address.pathname + address.search;
}
