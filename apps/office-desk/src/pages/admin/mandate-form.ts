// What the form of an end holds: text as it is typed, parsed when it is sent.
export const emptyDecision = () => ({
  decisionNote: '', announcementNumber: '', announcedOn: '', votesFor: '', votesAll: '', initiative: '', initiators: '', initiatorsOf: '', defence: '', filedOn: '',
});

/** A whole number as typed, full-width digits included; null when nothing usable stands there. */
export function countOf(text: string): number | null {
  const digits = text.trim().replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}
