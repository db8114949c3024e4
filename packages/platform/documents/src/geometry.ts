/**
 * Measures of GB/T 9704-2012 §5–7 in points (1 mm = 72/25.4 pt).
 * Type area 156 mm × 225 mm on A4, 22 lines of 28 characters.
 */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

export const PAGE = { width: mm(210), height: mm(297) } as const;
/** [天头] 37 mm, [订口] 28 mm; what remains of A4 gives 35 mm below and 26 mm to the right. */
export const AREA = { top: mm(37), left: mm(28), width: mm(156), height: mm(225) } as const;
export const AREA_BOTTOM = AREA.top + AREA.height;
export const AREA_RIGHT = AREA.left + AREA.width;

/** Type sizes: 2号, 3号, 4号. */
export const SIZE = { title: 22, body: 16, small: 14 } as const;
/** 225 mm / 22 lines, rounded down to the twentieth of a point that word processors keep. */
export const LINE = 28.95;
export const CHARACTERS_PER_LINE = 28;
/** 28 characters of 16 pt are wider than 156 mm: each is set 0.2 pt closer. */
export const CHARACTER_PITCH = AREA.width / CHARACTERS_PER_LINE;

/** Top of the issuer's name below the type area's upper edge (§7.2.4). */
export const ISSUER_TOP = mm(35);
/** The red line lies this far below the number (§7.2.7). */
export const RED_LINE_GAP = mm(4);
/** The page number's dash lies this far below the type area (§7.5). */
export const PAGE_NUMBER_GAP = mm(7);
/** Lines of the imprint: first and last, and between (§7.4.1). */
export const IMPRINT_RULE = { outer: mm(0.35), inner: mm(0.25) } as const;
/** Diameter of the seal of county and city organs (国发〔1999〕25号: 4.2 cm). */
export const SEAL_DIAMETER = mm(42);

/** Size of the issuer's name: as large as the line allows, at most 22 mm × 15 mm a character. */
export function issuerSize(issuer: string): number {
  const characters = Math.max(1, [...issuer].length);
  return Math.min(mm(15), Math.floor(AREA.width / characters));
}
