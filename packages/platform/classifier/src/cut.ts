// Words of a text: jieba with its own dictionary.
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

let dictionary: Jieba | undefined;

/** Every word in order, single characters included; blanks left out. The dictionary is loaded at first use. */
export function cut(text: string): string[] {
  dictionary ??= Jieba.withDict(dict);
  return dictionary.cut(text, true).filter((word) => word.trim() !== '');
}

/** Words of every matter: they name none. */
const EVERYWHERE: ReadonlySet<string> = new Set(
  '我们 你们 他们 自己 一个 一些 这个 那个 这些 那些 这样 那样 什么 怎么 如何 为什么 是否 已经 没有 不是 就是 还是 但是 因为 所以 如果 而且 并且 或者 以及 关于 对于 由于 可以 能够 应该 需要 希望 请问 谢谢 领导 尊敬 您好 你好 相关 部门 有关 问题 情况 现在 目前 至今 一直 多次 反映'.split(' '),
);

/** Words that may name a matter: two letters at least, no function words. */
export const namingWords = (text: string): string[] => cut(text).filter((word) => word.length >= 2 && !EVERYWHERE.has(word));
