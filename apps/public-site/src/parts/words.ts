import { dateInShanghai, formatDate } from '@smart/kernel/dates';

/** An instant as a day in words: 2026年3月5日. */
export const dateOf = (instant: string): string => formatDate(dateInShanghai(new Date(instant)));

/** A size for people: 820 KB, 3.2 MB. */
export const sizeOf = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

/** Text as paragraphs, one per line that is not empty. */
export const paragraphsOf = (text: string): string[] => text.split(/\n+/).map((line) => line.trim()).filter((line) => line !== '');
