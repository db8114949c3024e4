// What users call the fields of supervision, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({
  suggestionId: '建议', good: '回复是否符合要求', note: '审核意见', criterion: '列入理由', decidedOn: '决定日期', meeting: '会议', leaderId: '牵头领导',
  membersTotal: '组成人员总数', membersPresent: '出席人数', summary: '会议情况', subjects: '对象', ballots: '票数', satisfied: '满意票', mostlySatisfied: '基本满意票', notSatisfied: '不满意票', abstained: '弃权票',
  subjectId: '对象', correction: '整改情况', correctedOn: '整改完成日期', rung: '督办层级', changed: '只看有变化的', mine: '只看本人牵头的',
});
