// What deputies and clerks call the fields of 办理反馈, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({
  questionId: '追问', meetingId: '面商安排', place: '面商地点', slots: '面商时间', slot: '面商时间', at: '面商时间', commitmentIds: '承诺事项', png: '印章图片', asked: '是否申请变更', reportYear: '报告年度',
});
