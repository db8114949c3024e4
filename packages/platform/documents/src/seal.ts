/**
 * The organ's seal (公章) on a signed letter: the picture that the organ's head keeps, over signatory and date. An organ that keeps none
 * gets a grey broken ring that says where to stamp; nothing that could be taken for a seal is ever drawn.
 */
import { SEAL_DIAMETER } from './geometry.ts';
import type { SealMark } from './letter.ts';
import { GREY, type Sheet } from './sheet.ts';

/** Places the seal with its centre at (x, y). */
export function drawSeal(sheet: Sheet, seal: SealMark, x: number, y: number): void {
  const { pdf } = sheet;
  const radius = SEAL_DIAMETER / 2;
  if (seal !== 'stamp_here') {
    pdf.image(Buffer.from(seal.png), x - radius, y - radius, { fit: [SEAL_DIAMETER, SEAL_DIAMETER], align: 'center', valign: 'center' });
    return;
  }
  pdf.save().circle(x, y, radius).lineWidth(0.8).dash(4, { space: 4 }).strokeColor(GREY).strokeOpacity(0.6).stroke().undash().restore();
  sheet.centred('（盖章处）', y - radius + 10, { size: 10.5, colour: GREY }, x);
}
