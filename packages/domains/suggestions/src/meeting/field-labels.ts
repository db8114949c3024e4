// What the fields of this area are called, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ meetingId: '交办会', place: '地点', assignedFrom: '交办日期（起）', assignedUntil: '交办日期（止）', attendance: '参会单位', organName: '单位名称', people: '参会人员', from: '交办日期（起）', until: '交办日期（止）' });
