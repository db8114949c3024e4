// Short codes that people read from a poster or a screen and type by hand. No letter that looks like a digit.

export const shortCodeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const SHORT_CODE_LENGTH = 6;

/** What somebody typed or scanned as a code; null when it cannot be one. */
export function readShortCode(text: string): string | null {
  const code = text.trim().toUpperCase().replace(/[\s-]/g, '');
  return code.length === SHORT_CODE_LENGTH && [...code].every((sign) => shortCodeAlphabet.includes(sign)) ? code : null;
}
