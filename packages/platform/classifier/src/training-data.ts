// Labelled messages as they come in a file: one JSON object a line with text and label, a title where there is one.
import { isTopicLabel, topicLabels } from './labels.ts';
import type { LabelledMessage } from './train.ts';

/** What is wrong with the file, in a sentence that names the line, the field and the remedy. */
export class TrainingDataError extends Error {}

/** Fewer of a topic cannot be learned from. */
const FEWEST = 10;

function parsed(line: string, at: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new TrainingDataError(`第 ${at} 行不是 JSON：每行应为一个对象，例如 {"title":"…","text":"…","label":"环境保护"}。`, { cause: error });
  }
}

function messageOf(line: string, at: number): LabelledMessage {
  const value = parsed(line, at);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TrainingDataError(`第 ${at} 行不是 JSON 对象：应含 text（正文）和 label（类别）字段。`);
  const text = 'text' in value ? value.text : undefined;
  if (typeof text !== 'string' || text.trim() === '') throw new TrainingDataError(`第 ${at} 行缺少 text（正文）字段：请补上群众意见的正文。`);
  const label = 'label' in value ? value.label : undefined;
  if (label === undefined) throw new TrainingDataError(`第 ${at} 行缺少 label（类别）字段：应为${topicLabels.join('、')}之一。`);
  if (!isTopicLabel(label)) throw new TrainingDataError(`第 ${at} 行的 label（类别）“${String(label)}”不在分类之中：应为${topicLabels.join('、')}之一。`);
  const title = 'title' in value ? value.title : undefined;
  if (title !== undefined && title !== null && typeof title !== 'string') throw new TrainingDataError(`第 ${at} 行的 title（标题）不是文字：请改为文字，或者去掉。`);
  return { text, label, ...(title ? { title } : {}) };
}

/** @throws TrainingDataError naming the first line that is wrong, or the topic that has too few messages */
export function parseTrainingData(content: string): LabelledMessage[] {
  const messages = content.replace(/^\u{feff}/u, '').split(/\r?\n/).flatMap((line, at) => (line.trim() === '' ? [] : [messageOf(line, at + 1)]));
  for (const label of topicLabels) {
    const count = messages.filter((message) => message.label === label).length;
    if (count < FEWEST) throw new TrainingDataError(`“${label}”类只有 ${count} 条，至少需要 ${FEWEST} 条：请补充后再训练。`);
  }
  return messages;
}
