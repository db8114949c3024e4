// What people call the fields of calls, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({
  wanted: '征集内容', topics: '内容分类', startsOn: '开始日期', endsOn: '截止日期', participants: '参与范围', summary: '征集结果', situation: '情况和问题', wish: '希望怎么解决', place: '地点',
  topicId: '选题', topicIds: '选题', callId: '征集', suggestionId: '建议',
});
