// What people call the fields of the public site, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';
import { siteFieldNames, siteFields } from './sites/fields.ts';

registerFieldLabels({
  columnKey: '栏目', source: '来源', body: '正文', publishAt: '发布时间', columns: '栏目', revision: '稿件版本', deputyFields: '代表公开信息',
  ...Object.fromEntries(siteFieldNames.filter((key) => key !== 'name').map((key) => [key, siteFields[key].label])),
});
