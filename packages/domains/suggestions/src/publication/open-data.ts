// 开放数据: the published suggestions as rows of a table, and the dictionary that explains every column. One list of columns is both.
import { dateInShanghai } from '@smart/kernel/dates';
import { scoreLabels, topicLabels } from '../model.ts';
import type { PublicDetailView } from '../model-views-public.ts';

type Field = { readonly name: string; readonly label: string; readonly type: 'text' | 'date' | 'integer'; readonly about: string; readonly of: (one: PublicDetailView) => string | number | null };

const day = (instant: string | null): string | null => (instant === null ? null : dateInShanghai(new Date(instant)));

/** Every column in its order. A column is never renamed; new ones are added at the end. */
export const openDataFields = [
  { name: 'id', label: '标识', type: 'text', about: '本件在系统中的唯一标识，也是公开网址 /suggestions/{id} 的一部分', of: (one) => one.id },
  { name: 'congress', label: '人大', type: 'text', about: '收到建议的人民代表大会全称', of: (one) => one.congressName },
  { name: 'number', label: '编号', type: 'text', about: '立案时给定的编号；尚未立案的为空', of: (one) => one.numberLabel },
  { name: 'title', label: '标题', type: 'text', about: '建议标题', of: (one) => one.title },
  { name: 'topic', label: '内容分类', type: 'text', about: `取值：${Object.values(topicLabels).join('、')}`, of: (one) => (one.topic === null ? null : topicLabels[one.topic]) },
  { name: 'lead', label: '领衔代表', type: 'text', about: '领衔代表姓名', of: (one) => one.leadName },
  { name: 'cosigners', label: '联名代表', type: 'text', about: '已确认联名的代表姓名，以顿号分隔', of: (one) => one.cosigners.join('、') },
  { name: 'delegation', label: '代表团', type: 'text', about: '领衔代表所在代表团', of: (one) => one.delegationName },
  { name: 'stage', label: '办理阶段', type: 'text', about: '公开的办理阶段', of: (one) => one.stateLabel },
  { name: 'organs', label: '承办单位', type: 'text', about: '承办单位及其角色，以分号分隔', of: (one) => one.organs.map((organ) => `${organ.organName}（${organ.roleLabel}）`).join('；') },
  { name: 'grade', label: '办理结果', type: 'text', about: '承办单位在答复中标明的类别：A、B、C 或者 D；与代表是否满意无关', of: (one) => one.grade },
  { name: 'attitude', label: '办理态度评价', type: 'text', about: `代表对办理态度的评价：${Object.values(scoreLabels).join('、')}；没有评价的为空，不视为满意`, of: (one) => one.attitude && scoreLabels[one.attitude] },
  { name: 'result', label: '办理结果评价', type: 'text', about: `代表对办理结果的评价：${Object.values(scoreLabels).join('、')}；没有评价的为空，不视为满意`, of: (one) => one.result && scoreLabels[one.result] },
  { name: 'submittedOn', label: '提出日期', type: 'date', about: 'YYYY-MM-DD，北京时间，下同', of: (one) => day(one.submittedAt) },
  { name: 'registeredOn', label: '立案日期', type: 'date', about: '尚未立案的为空', of: (one) => day(one.registeredAt) },
  { name: 'repliedOn', label: '答复日期', type: 'date', about: '尚未答复的为空', of: (one) => day(one.repliedAt) },
  { name: 'closedOn', label: '办结日期', type: 'date', about: '尚未办结的为空', of: (one) => day(one.closedAt) },
  { name: 'publishedOn', label: '公开日期', type: 'date', about: '最近一次公开的日期', of: (one) => day(one.publishedAt) },
  { name: 'background', label: '情况和问题', type: 'text', about: '建议正文；其中的电话、证件号码、账号和邮箱已隐去', of: (one) => one.background },
  { name: 'proposal', label: '具体建议', type: 'text', about: '建议正文；同上', of: (one) => one.proposal },
  { name: 'replies', label: '答复', type: 'text', about: '已签发的答复，依次为单位、文号和正文；同上', of: (one) => one.replies.map((reply) => `【${reply.organName}${reply.letterNumber === null ? '' : ` ${reply.letterNumber}`}】${reply.body}`).join('\n\n') },
  { name: 'commitments', label: '承诺事项', type: 'text', about: '承诺内容、时限和落实情况，以分号分隔', of: (one) => one.commitments.map((promise) => `${promise.text}（${promise.dueOn}前，${promise.stateLabel}）`).join('；') },
  { name: 'cosignerCount', label: '联名人数', type: 'integer', about: '已确认联名的代表人数', of: (one) => one.cosigners.length },
] as const satisfies readonly Field[];

export type OpenDataDictionary = readonly { name: string; label: string; type: string; about: string }[];

/** The data dictionary (数据字典). */
export const openDataDictionary: OpenDataDictionary = openDataFields.map(({ name, label, type, about }) => ({ name, label, type, about }));

/** One suggestion as a record of the open data. */
export const openDataRecord = (one: PublicDetailView): Record<string, string | number | null> => Object.fromEntries(openDataFields.map((field) => [field.name, field.of(one)]));

/** A cell as CSV has it; what a spreadsheet would take for a formula is disarmed with an apostrophe. */
function cell(value: string | number | null): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** First line of the CSV: the columns' names; with a byte order mark, so that office programs read it as UTF-8. */
export const openDataCsvHead = `\uFEFF${openDataFields.map((field) => field.name).join(',')}\r\n`;

export const openDataCsvLine = (one: PublicDetailView): string => `${openDataFields.map((field) => cell(field.of(one))).join(',')}\r\n`;
