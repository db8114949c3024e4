/** The organ's seal (公章), drawn: ring, name along the upper arc, star. Only for letters that have been signed. */
import { SEAL_DIAMETER } from './geometry.ts';
import { RED, type Sheet } from './sheet.ts';

/** Corners of a five-pointed star, alternately outer and inner, beginning at the top. */
function starCorners(radius: number): [number, number][] {
  const inner = (radius * Math.sin(Math.PI / 10)) / Math.sin((3 * Math.PI) / 10);
  return Array.from({ length: 10 }, (_, corner) => {
    const reach = corner % 2 === 0 ? radius : inner;
    const angle = (corner * Math.PI) / 5;
    return [reach * Math.sin(angle), -reach * Math.cos(angle)];
  });
}

/** Draws the seal with its centre at (x, y); transparent enough that what it covers stays readable. */
export function drawSeal(sheet: Sheet, words: string, x: number, y: number): void {
  const { pdf } = sheet;
  const radius = SEAL_DIAMETER / 2;
  const characters = [...words];
  pdf.save().translate(x, y).opacity(0.82);
  pdf.circle(0, 0, radius - 1.7).lineWidth(3.4).strokeColor(RED).stroke();
  const [first, ...others] = starCorners(radius * 0.3);
  if (first) pdf.moveTo(...first);
  for (const corner of others) pdf.lineTo(...corner);
  pdf.closePath().fillColor(RED).fill();
  // Up to 300° of arc; long names get smaller characters.
  const size = Math.max(7, Math.min(16, (radius * 4.2) / Math.max(characters.length, 1)));
  const step = Math.min(28, 300 / Math.max(characters.length, 1));
  characters.forEach((character, at) => {
    pdf.save().rotate((at - (characters.length - 1) / 2) * step);
    sheet.text(character, -size / 2, -radius + 6, { face: 'heavy', size, colour: RED }, size);
    pdf.restore();
  });
  pdf.restore();
}
