// What people call the fields of these inputs, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ appointmentId: '代班职务', accept: '是否同意', hours: '时长', role: '职责', reason: '理由', endsOn: '结束日期', startsOn: '开始日期' });
