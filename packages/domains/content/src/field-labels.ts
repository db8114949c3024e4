// What people call the fields of the public site, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';
import { siteFieldNames, siteFields } from './sites/fields.ts';

registerFieldLabels({
  columnKey: '栏目', source: '来源', body: '正文', publishAt: '发布时间', columns: '栏目', revision: '稿件版本', deputyFields: '代表公开信息',
  facts: '文件信息', documentKind: '文件种类', number: '文号', issuer: '发布机关', adoptedOn: '通过日期', validity: '效力', validityNote: '修改或者废止的依据', gazetteYear: '公报年份', gazetteIssue: '公报期号', note: '依据',
  ...Object.fromEntries(siteFieldNames.filter((key) => key !== 'name').map((key) => [key, siteFields[key].label])),
});
