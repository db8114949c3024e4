// Whether two opinions tell of one matter: the same place or institution by name, and the same trouble. What is proposed a person confirms; nothing is merged by itself.
import { classify } from './classify.ts';
import { cut } from './cut.ts';
import { plain } from './features.ts';
import type { Message } from './labels.ts';

export type Likeness = {
  readonly same: boolean;
  /** 0–1: how much of the shorter text's wording, names left out, stands in the other one. */
  readonly likeness: number;
  readonly reason: string;
};
/** What of a message is compared; worked out once for each. */
export type Traits = { readonly text: string; readonly cores: readonly string[]; readonly numbers: readonly string[]; readonly pieces: ReadonlySet<string>; readonly topic: string | null };

/** The name of a place or an institution: what tells it from others of its kind, and its kind. */
const NAMED =
  /(?<core>[\p{Script=Han}]{2})(?:建筑|化工|健身|美容|电子|食品|房产|置业|第[一二三四五六])?(?:小区|花园|家园|公寓|新村|社区|大厦|广场|公园|小学|中学|幼儿园|医院|卫生院|客运站|车站|大道|路口|路|街|村|镇|公司|厂|会所|驾校|水库|河|大桥)/gu;
/** What stands before a kind without being a name. */
const NO_NAME = /[的了在我们们这那个一本该全各每所修过条下旁边门口]|要求|希望|建议|增加|公交|停车|住宅|人行|道路|请修/u;
const NUMBERED = /(\d+) ?(?:路(?!口)|号线)/gu;
/** Of one name, so much of the same wording makes one matter; without names more is needed. */
const ENOUGH_WITH_NAME = 0.15;
const ENOUGH_WITH_NAME_AND_TOPIC = 0.05;
const ENOUGH_WITHOUT = 0.5;

export function traitsOf(message: Message): Traits {
  const text = `${message.title ?? ''}。${message.text}`.normalize('NFKC').slice(0, 3000);
  const cores = [...new Set([...text.matchAll(NAMED)].map(({ groups }) => groups?.core ?? '').filter((core) => core !== '' && !NO_NAME.test(core)))];
  const { label, subtopic } = classify(message);
  return {
    text, cores, numbers: [...new Set([...text.matchAll(NUMBERED)].map(([, number]) => number ?? ''))],
    pieces: piecesOf(cores.reduce((rest, core) => rest.replaceAll(core, ' '), text)), topic: subtopic ? `${label}·${subtopic.name}` : null,
  };
}

/** Words of two letters and more, and every two letters in a row: people say one thing with other words, hardly with other letters. */
function piecesOf(text: string): Set<string> {
  const level = plain(text);
  const letters = level.replaceAll(' ', '');
  return new Set([...cut(level).filter((word) => word.length >= 2), ...Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2))]);
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** Compares two messages by their traits. */
export function compare(a: Traits, b: Traits): Likeness {
  const shared = [...a.pieces].filter((piece) => b.pieces.has(piece)).length;
  const likeness = shared / Math.max(1, Math.min(a.pieces.size, b.pieces.size));
  if (a.numbers.length > 0 && b.numbers.length > 0 && !a.numbers.some((number) => b.numbers.includes(number))) return { same: false, likeness, reason: `线路不同：${a.numbers[0]}路和${b.numbers[0]}路` };
  const name = a.cores.find((core) => b.text.includes(core)) ?? b.cores.find((core) => a.text.includes(core)) ?? (a.numbers.length > 0 && b.numbers.length > 0 ? `${a.numbers[0]}路` : undefined);
  if (name === undefined && a.cores.length > 0 && b.cores.length > 0) return { same: false, likeness, reason: `所说的地点或者单位不同：“${a.cores[0]}”和“${b.cores[0]}”` };
  const oneTopic = a.topic !== null && a.topic === b.topic;
  const enough = name === undefined ? ENOUGH_WITHOUT : oneTopic ? ENOUGH_WITH_NAME_AND_TOPIC : ENOUGH_WITH_NAME;
  const same = shared > 0 && likeness >= enough;
  const parts = [...(name === undefined ? [] : [`都提到“${name}”`]), ...(oneTopic ? [`同属“${a.topic}”`] : []), `用词相同 ${percent(likeness)}`];
  return { same, likeness, reason: parts.join('，') };
}

/** Whether two messages tell of one matter, with the reason. */
export const sameMatter = (a: Message, b: Message): Likeness => compare(traitsOf(a), traitsOf(b));

/**
 * Groups of messages that tell of one matter, as positions in the list; each position stands in one group, in the order of its first message. A message joins a group only
 * when it is like its first one: chains of half-likenesses do not make a matter. Meant for the open opinions of one congress (some hundred).
 */
export const groupMatters = (messages: readonly Message[]): number[][] => groupTraits(messages.map(traitsOf));

/** The same for traits that were worked out before. */
export function groupTraits(traits: readonly Traits[]): number[][] {
  const groups: number[][] = [];
  for (const [at, own] of traits.entries()) {
    const group = groups.find(([first]) => {
      const head = traits[first ?? -1];
      return head !== undefined && compare(head, own).same;
    });
    if (group) group.push(at);
    else groups.push([at]);
  }
  return groups;
}
