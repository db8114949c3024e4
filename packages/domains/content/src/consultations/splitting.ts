// Recognises the articles of a draft in a text as it was pasted or taken from a document. Pure: the browser proposes with it, a person corrects.

export type DraftArticle = { readonly label: string; readonly heading: string; readonly text: string };

const digits = '[一二三四五六七八九十百千零〇两\\d]+';
/** 「第十条之一」 at the beginning of a line. */
const article = new RegExp(`^(第\\s*${digits}\\s*条(?:之${digits})?)[\\s:：、]*`, 'u');
const chapter = new RegExp(`^第\\s*${digits}\\s*([编章节])`, 'u');
/** Plans count 「一、」 instead of articles. */
const numbered = /^([一二三四五六七八九十]{1,3})、/u;
/** An article that follows the sentence before without a new line, as text taken out of PDF has it. */
const inLine = new RegExp(`(?<=[。；：])\\s*(?=第\\s*${digits}\\s*条(?:之${digits})?\\s)`, 'gu');
const contents = /^目\s*[录次]$/u;

export const wholeLabel = '全文';
/** What stands before the first article: the draft's name, a preamble. */
export const beforeLabel = '条文之前';

/** Blanks inside 「第 一 条」 and at the edges go; paragraphs stay. */
const tidy = (label: string): string => label.replace(/\s/g, '');

const rank = { 编: 0, 章: 1, 节: 2 } as const;
const levelOf = (sign: string | undefined): number => (sign === '编' ? rank.编 : sign === '章' ? rank.章 : rank.节);

/** Chapter lines since the last article; a table of contents is overwritten by the chapter itself. */
function pushChapter(pending: string[], line: string, sign: string | undefined): string[] {
  const level = levelOf(sign);
  return [...pending.filter((one) => levelOf(chapter.exec(one)?.[1]) < level), line];
}

function byMark(lines: readonly string[], mark: RegExp, labelOf: (found: string) => string): DraftArticle[] {
  const found: { label: string; heading: string; lines: string[] }[] = [];
  const before: string[] = [];
  let pending: string[] = [];
  for (const line of lines) {
    const [begins, label] = mark.exec(line) ?? [];
    const level = chapter.exec(line);
    if (begins !== undefined && label !== undefined) {
      found.push({ label: labelOf(label), heading: pending.join(' '), lines: [line.slice(begins.length)] });
      pending = [];
    } else if (level) pending = pushChapter(pending, line, level[1]);
    else (found.at(-1)?.lines ?? before).push(line);
  }
  const own = before.filter((line) => !contents.test(line)).join('\n');
  const parts = found.map(({ lines: text, ...one }) => ({ ...one, text: text.join('\n').trim() }));
  return own === '' ? parts : [{ label: beforeLabel, heading: '', text: own }, ...parts];
}

/**
 * A text as parts that can be spoken about: its articles (第一条 …) with the chapters they begin, else its numbered sections (一、…), else
 * the whole. Nothing of the text is lost but the table of contents.
 */
export function splitArticles(source: string): DraftArticle[] {
  const lines = source.replace(inLine, '\n').split(/\r?\n/u).map((line) => line.trim()).filter((line) => line !== '');
  if (lines.length === 0) return [];
  if (lines.some((line) => article.test(line))) return byMark(lines, article, tidy);
  if (lines.filter((line) => numbered.test(line)).length > 1) return byMark(lines, numbered, (label) => `${label}、`);
  return [{ label: wholeLabel, heading: '', text: lines.join('\n') }];
}
