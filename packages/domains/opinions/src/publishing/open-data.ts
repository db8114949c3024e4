// 开放数据: published opinions as rows of a table, and the dictionary that explains every column. One list of columns is both.
import { csvCell } from '@smart/kernel/csv';
import { opinionTopicLabels, satisfactionLabels } from '../model.ts';
import type { PublicOpinion } from './public.ts';

type Field = { readonly name: string; readonly label: string; readonly type: 'text' | 'date' | 'integer'; readonly about: string; readonly of: (one: PublicOpinion) => string | number | null };

/** Every column in its order. A column is never renamed; new ones are added at the end. */
export const opinionDataFields = [
  { name: 'id', label: '标识', type: 'text', about: '公开的唯一标识，也是公开网址 /opinions/{id} 的一部分；与群众手里的回执编号无关', of: (one) => one.id },
  { name: 'congress', label: '人大', type: 'text', about: '收到意见的人民代表大会全称', of: (one) => one.congressName },
  { name: 'division', label: '行政区划代码', type: 'text', about: '该人民代表大会的行政区划代码', of: (one) => one.divisionCode },
  { name: 'station', label: '联络站', type: 'text', about: '群众扫码反映的代表联络站；不是扫码反映的为空', of: (one) => one.station?.name ?? null },
  { name: 'title', label: '标题', type: 'text', about: '工作人员核定的标题', of: (one) => one.title },
  { name: 'topic', label: '内容分类', type: 'text', about: `取值：${Object.values(opinionTopicLabels).join('、')}；没有分类的为空`, of: (one) => one.topicLabel },
  { name: 'content', label: '意见', type: 'text', about: '工作人员核定后公开的意见内容，不含反映人的任何信息', of: (one) => one.content },
  { name: 'place', label: '地点', type: 'text', about: '意见所说的地点；可以为空', of: (one) => one.place },
  { name: 'reply', label: '答复', type: 'text', about: '公开的答复', of: (one) => one.reply },
  { name: 'repliedBy', label: '答复单位', type: 'text', about: '作出答复的单位', of: (one) => one.repliedBy },
  { name: 'satisfaction', label: '群众评价', type: 'text', about: `取值：${Object.values(satisfactionLabels).join('、')}；“未评价”不视为满意`, of: (one) => one.satisfactionLabel },
  { name: 'receivedOn', label: '收到日期', type: 'date', about: 'YYYY-MM-DD，北京时间，下同', of: (one) => one.receivedOn },
  { name: 'repliedOn', label: '答复日期', type: 'date', about: '最后一次答复的日期', of: (one) => one.repliedOn },
  { name: 'days', label: '办理天数', type: 'integer', about: '自收到至最后一次答复的自然天数', of: (one) => one.days },
] as const satisfies readonly Field[];

/** The data dictionary (数据字典). */
export const opinionDataDictionary: { name: string; label: string; type: string; about: string }[] = opinionDataFields.map(({ name, label, type, about }) => ({ name, label, type, about }));

/** One opinion as a record of the open data. */
export const opinionDataRecord = (one: PublicOpinion): Record<string, string | number | null> => Object.fromEntries(opinionDataFields.map((field) => [field.name, field.of(one)]));

/** First line of the CSV with a byte order mark, so that office programs read it as UTF-8. */
export const opinionDataCsvHead = `\uFEFF${opinionDataFields.map((field) => csvCell(field.name)).join(',')}\r\n`;

export const opinionDataCsvLine = (one: PublicOpinion): string => `${opinionDataFields.map((field) => csvCell(field.of(one))).join(',')}\r\n`;
