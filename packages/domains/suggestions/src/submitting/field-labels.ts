// What deputies and clerks call the fields of these inputs, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ earlierId: '以前的建议', note: '说明', discussedOn: '全团讨论日期', receivedAt: '收件时间', archiveNumber: '档号', asRecess: '是否作为闭会期间建议' });
