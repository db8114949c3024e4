// 热词: the words that stand in most titles. Titles, because a title names the matter; the text around it names everything else as well.
import { tokens, words } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import type { Scope } from './measures.ts';
import type { WordCount } from './model.ts';

/** How many are shown. */
const SHOWN = 40;
/** The newest titles that are read; more than one congress receives in several years. */
const READ = 20_000;

/** What stands in every other title and names no matter. */
const EVERYWHERE = new Set(
  `建议 加强 进一步 推进 推动 促进 完善 加快 加大 提升 提高 优化 改善 强化 深化 支持 解决 落实 实施 开展 建立 健全 增加 设立 建设 发展 管理 工作 问题 力度 水平 质量 机制 体系 全市 全县 全区 全省 本市 我市 我县 我区 我省 有关 相关 切实 尽快 大力 积极 做好 打造 构建 创新 规范 湖南 湖南省 岳阳 岳阳市 全面 有效 方面 情况`.split(/\s+/),
);

const worth = (word: string, places: ReadonlySet<string>): boolean => [...word].length > 1 && !EVERYWHERE.has(word) && !places.has(word) && !/^\d+$/.test(word);

/** Names of the places below, with and without 市, 县, 区: where something is asked for is shown by the map, not by a word. */
async function placesBelow(work: Work, divisionCode: string): Promise<ReadonlySet<string>> {
  const rows = await work.sql<{ name: string }>(`SELECT name FROM division WHERE code LIKE $1 || '%'`, [divisionCode]);
  return new Set(rows.flatMap(({ name }) => (name.length > 2 ? [name, name.slice(0, -1)] : [name])));
}

async function titlesOf(work: Work, { text, values }: Scope): Promise<string[]> {
  const rows = await work.sql<{ title: string }>(`SELECT s.title FROM suggestion s WHERE ${text} AND s.search_vector IS NOT NULL ORDER BY s.submitted_at DESC LIMIT ${READ}`, [...values]);
  return rows.map(({ title }) => title);
}

/** In how many titles each word is found: by the words of the index, so that the list behind it finds the same. */
function countTitles(titles: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const title of titles) for (const word of new Set(tokens(title))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The words of these conditions, the most frequent first, each with its count in the period before (null without one). */
export async function hotWords(work: Work, scope: Scope, before: Scope | null, divisionCode: string): Promise<WordCount[]> {
  const places = await placesBelow(work, divisionCode);
  const titles = await titlesOf(work, scope);
  const counts = countTitles(titles);
  const previous = before === null ? null : countTitles(await titlesOf(work, before));
  return [...new Set(titles.flatMap((title) => words(title)))]
    .filter((word) => worth(word, places))
    .map((word) => ({ word, count: counts.get(word) ?? 0, previous: previous === null ? null : (previous.get(word) ?? 0) }))
    .sort((a, b) => b.count - a.count || a.word.localeCompare(b.word, 'zh-CN'))
    .slice(0, SHOWN);
}
