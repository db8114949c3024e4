// What deputies and clerks call the fields of this domain's inputs, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({
  background: '情况和问题', proposal: '具体建议', topic: '内容分类', researched: '是否经过调研', proposedOrganIds: '建议承办单位', publishConsent: '是否同意公开',
  confidential: '是否要求保密', confidentialReason: '保密理由', revision: '草稿版本', mandateIds: '联名代表', mandateId: '联名代表', agree: '是否同意',
  attitude: '对办理态度的评价', result: '对办理结果的评价', comment: '评价意见', scope: '范围', states: '状态', stage: '阶段', organId: '承办单位', termId: '届次', sessionId: '会次',
  inRecess: '是否闭会期间', light: '期限灯', grade: '办理结果', published: '是否公开', submittedFrom: '提交日期（起）', submittedTo: '提交日期（止）', withTotal: '是否计数',
  decision: '审查决定', ground: '情形', followUp: '后续处理', intoId: '并入的建议', organs: '承办单位', preview: '是否预览', dueOn: '时限', supervisionId: '催办督办', answer: '回复内容',
  leader: '领衔督办领导', heldOn: '协调日期', outcome: '协调结果', commitmentId: '承诺事项', evidence: '落实情况', congressIds: '人大', congressId: '人大', replyId: '答复', division: '行政区划',
  replied: '是否已经答复', open: '是否在办', assignmentId: '承办事项', cause: '退办原因', proposedOrganId: '建议的承办单位', approve: '是否同意', method: '沟通方式', contactedOn: '沟通日期',
  content: '沟通内容', contactId: '沟通登记', opinion: '协办意见', body: '答复正文', contactName: '联系人', contactPhone: '联系电话', copies: '抄送单位', commitments: '承诺事项',
  letterNumber: '文号', until: '延期日期', extensionId: '延期申请', grant: '是否同意',
  tab: '类别', deputy: '代表姓名', number: '编号', query: '查询条件',
});
