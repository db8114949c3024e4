/**
 * Words that carry no subject. They are left out of the index and of queries: "关于…的建议" must not match every
 * title. "建议" itself stays, because people look for "建议答复" and the like.
 */
const WORDS = `
的 了 着 过 和 与 及 或 而 且 但 并 在 于 从 向 到 由 以 为 对 把 被 让 给 跟 同 就 都 也 还 又 再 很 更 最 太 已 将 应 可 能 会 要
是 有 无 这 那 此 该 其 之 者 所 吗 呢 吧 啊 呀 我 你 您 他 她 它 我们 你们 您们 他们 她们 它们 咱们 自己 一个 一些 一种 这个 那个 这些 那些 这样 那样
关于 对于 由于 因为 所以 因此 如果 但是 而且 并且 以及 或者 不仅 虽然 然而 于是 为了 通过 根据 按照 其中 其他 其它 等等 等 什么 怎么 怎样 如何
个 们 地 得 上 下 中 里 内 外 前 后 第
a an and are as at be by for from in is it of on or that the to was with
`;

const STOP_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean));

/** True for a word (lower case) that is never searched for. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
