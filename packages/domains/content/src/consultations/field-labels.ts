// What people call the fields of consultations, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({
  kind: '草案种类', explanation: '说明', drafter: '起草单位', startsOn: '开始日期', endsOn: '截止日期', articles: '条文', label: '条目', heading: '章节名', text: '条文', fileId: '文件',
  outcome: '采纳情况', consultationId: '征求意见', articleId: '条文', commentIds: '意见', decision: '研究结论', answer: '理由', content: '意见',
});
