/** Personal data inside running text: found and hidden before anything of it becomes public. */

const D = '[0-9０-９]';
const GAP = '[-－—\\s]?';
const noDigitBefore = '(?<![0-9０-９])';
const noDigitAfter = '(?![0-9０-９])';

/** In order: what is longer goes first, so that a mobile number is not found inside a card's number. */
const patterns: readonly { readonly find: RegExp; readonly words: string }[] = [
  { find: /[A-Za-z0-9][\w.%+-]{0,63}[@＠][A-Za-z0-9-]+(?:[.．][A-Za-z0-9-]+)+/gu, words: '［邮箱已隐去］' },
  { find: new RegExp(`${noDigitBefore}[1-9１-９]${D}{16}[0-9０-９XxＸｘ]${noDigitAfter}`, 'gu'), words: '［证件号码已隐去］' },
  { find: new RegExp(`${noDigitBefore}[1-9１-９]${D}{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])${D}{3}${noDigitAfter}`, 'gu'), words: '［证件号码已隐去］' },
  { find: new RegExp(`${noDigitBefore}${D}{4}(?:[- ]?${D}{4}){3}(?:[- ]?${D}{1,3})?${noDigitAfter}`, 'gu'), words: '［账号已隐去］' },
  { find: new RegExp(`${noDigitBefore}(?:[+＋]?86${GAP})?[1１][3-9３-９]${D}${GAP}${D}{4}${GAP}${D}{4}${noDigitAfter}`, 'gu'), words: '［电话已隐去］' },
  { find: new RegExp(`${noDigitBefore}[(（]?[0０]${D}{2,3}[)）]?${GAP}[2-9２-９]${D}{6,7}${noDigitAfter}`, 'gu'), words: '［电话已隐去］' },
];

/**
 * The text without phone numbers, identity cards, bank accounts and e-mail addresses; a note in brackets says what was there.
 * Names stay: deputies and organs act in public.
 */
export const hidePersonalData = (text: string): string => patterns.reduce((left, { find, words }) => left.replace(find, words), text);

/** Whether the text holds anything that `hidePersonalData` would hide. */
export const holdsPersonalData = (text: string): boolean => patterns.some(({ find }) => text.search(find) >= 0);
