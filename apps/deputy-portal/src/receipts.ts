/** The public page where anyone can check a receipt code against the sealed log. */
export const receiptAddress = (code: string): string => `/log?code=${encodeURIComponent(code)}`;
