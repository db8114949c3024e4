/**
 * Breaks Chinese text into lines. Pure: widths come from the caller.
 * Rules (避头尾): no closing mark at the start of a line, no opening mark at its end, numbers and Latin words stay
 * whole, "——" and "……" stay together. A closing mark that just does not fit is squeezed into the line.
 */
import { printable } from './letter.ts';

export type Measure = (text: string) => number;

export type Line = {
  text: string;
  /** Free space before the text, in the unit of the measure. */
  indent: number;
  /** The text is to be spread or squeezed to the full width: the line ends by a break, or is a little too long. */
  full: boolean;
};

export type BreakOptions = {
  width: number;
  measure: Measure;
  /** Of the first line and of the others. */
  indent?: number;
  hanging?: number;
};

const CLOSING = new Set('，。、；：？！）》】」』〕〉｝”’％‰℃…—·.,;:?!)]}%');
const OPENING = new Set('（《【「『〔〈｛“‘([{￥$');
const ATOMS = /[ \t\u3000]|——|……|[\p{Script=Latin}\p{N}\p{Script=Greek}@_&#][\p{Script=Latin}\p{N}\p{Script=Greek}@_&#.,:/+\-%]*(?<![.,:])|\P{M}\p{M}*|\p{M}/gu;
/** At most this part of a line's width may be squeezed together for a closing mark. */
const SQUEEZE = 0.045;

type Atom = { text: string; width: number };

function atomsOf(text: string, width: number, measure: Measure): Atom[] {
  return (printable(text).match(ATOMS) ?? []).flatMap((piece) => {
    const whole = measure(piece);
    if (whole <= width) return [{ text: piece, width: whole }];
    return [...piece].map((character) => ({ text: character, width: measure(character) }));
  });
}

const closes = (atom: Atom | undefined) => atom !== undefined && CLOSING.has([...atom.text][0] ?? '');
const opens = (atom: Atom | undefined) => atom !== undefined && OPENING.has(atom.text);
const blank = (atom: Atom | undefined) => atom !== undefined && /^[ \t]$/.test(atom.text);
const widthOf = (atoms: readonly Atom[]) => atoms.reduce((sum, atom) => sum + atom.width, 0);

/** How many atoms the line takes: as many as fit, then moved to where a break is allowed. */
function take(atoms: readonly Atom[], room: number): number {
  let count = 0;
  let used = 0;
  for (const atom of atoms) {
    if (used + atom.width > room + 0.01) break;
    used += atom.width;
    count += 1;
  }
  if (count === atoms.length) return count;
  let squeezed = count;
  while (closes(atoms[squeezed])) squeezed += 1;
  if (squeezed > count && widthOf(atoms.slice(0, squeezed)) <= room * (1 + SQUEEZE)) return squeezed;
  let allowed = count;
  while (allowed > 1 && (closes(atoms[allowed]) || opens(atoms[allowed - 1]))) allowed -= 1;
  // A line of nothing but marks has no allowed break: cut where it is full.
  return Math.max(1, closes(atoms[allowed]) || opens(atoms[allowed - 1]) ? count : allowed);
}

/** The lines of one paragraph; a paragraph without text is one empty line. */
export function breakLines(text: string, { width, measure, indent = 0, hanging = 0 }: BreakOptions): Line[] {
  const lines: Line[] = [];
  let rest = atomsOf(text.trim(), width - Math.max(indent, hanging), measure);
  do {
    const before = lines.length === 0 ? indent : hanging;
    const count = take(rest, width - before);
    const atoms = rest.slice(0, count);
    rest = rest.slice(count);
    while (blank(atoms.at(-1))) atoms.pop();
    while (blank(rest[0])) rest.shift();
    lines.push({ text: atoms.map((atom) => atom.text).join(''), indent: before, full: rest.length > 0 || widthOf(atoms) > width - before + 0.01 });
  } while (rest.length > 0);
  return lines;
}

/** A word that would look odd at the start of a title's line. */
const WEAK_START = new Set(['的', '和', '与', '及', '或', '之', '等', '了']);

/**
 * The lines of a centred title: even in length and broken between words, as the standard asks (词意完整, 长短适宜).
 */
export function balancedLines(text: string, width: number, measure: Measure): string[] {
  const words: string[] = [];
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(text.trim())) {
    const sticks = CLOSING.has([...segment][0] ?? '') || WEAK_START.has(segment) || OPENING.has(words.at(-1)?.at(-1) ?? '');
    if (sticks && words.length > 0) words.push((words.pop() ?? '') + segment);
    else words.push(segment);
  }
  const total = measure(text);
  const count = Math.ceil(total / width);
  if (count <= 1) return [text.trim()];
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const target = total / count;
    const before = measure(line);
    const after = measure(line + word);
    const closerWithout = line !== '' && Math.abs(after - target) > Math.abs(before - target) && lines.length < count - 1;
    if (line !== '' && (after > width || closerWithout)) {
      lines.push(line);
      line = word.trimStart();
    } else {
      line += word;
    }
  }
  lines.push(line);
  // A single word wider than the line: fall back to breaking anywhere allowed.
  return lines.flatMap((each) => (measure(each) <= width ? [each] : breakLines(each, { width, measure }).map((part) => part.text)));
}

/** As much as fits on one line; what is left out is shown by “…”. */
export function oneLine(words: string, { width, measure }: { readonly width: number; readonly measure: Measure }): string {
  if (measure(words) <= width) return words;
  const characters = [...words];
  while (characters.length > 0 && measure(`${characters.join('')}…`) > width) characters.pop();
  return `${characters.join('')}…`;
}
