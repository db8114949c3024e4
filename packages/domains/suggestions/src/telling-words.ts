// Which words of a suggestion say what it is about.
import { queryTerms, tokens } from '@smart/search';

/** Words that stand in every other title and tell nothing. */
export const everywhere = new Set(['关于', '建议', '意见', '完善', '加强', '加快', '推进', '推动', '提升', '提高', '进一步', '解决', '问题', '工作', '增加', '建设', '我市', '我县', '我区', '全市', '落实', '强化', '优化', '支持', '加大', '力度', '部门', '相关', '设施', '服务', '治理', '保障', '水平', '管理', '机制', '开展', '规范']);

/** The telling words of a title, each once, in their order; single characters are left out. */
export const tellingWords = (title: string): string[] => [...new Set(queryTerms(title))].filter((word) => [...word].length > 1 && !everywhere.has(word));

/** Those of `title` that also stand in `text`, and what part of the title's telling words they are (0 to 1). */
export function sharedWords(title: string, text: string): { words: string[]; part: number } {
  const there = new Set(tokens(text));
  const all = tellingWords(title);
  const words = all.filter((word) => there.has(word));
  return { words, part: all.length === 0 ? 0 : words.length / all.length };
}
