/** The first-level topics of citizens' opinions, in the fixed order of the weights. */
export const topicLabels = ['城乡建设', '环境保护', '交通运输', '教育文体', '劳动和社会保障', '商贸旅游', '卫生计生'] as const;
export type TopicLabel = (typeof topicLabels)[number];

const known: ReadonlySet<string> = new Set(topicLabels);
export const isTopicLabel = (value: unknown): value is TopicLabel => typeof value === 'string' && known.has(value);

/** What a citizen wrote. A title is often missing. */
export type Message = { readonly title?: string | null | undefined; readonly text: string };
