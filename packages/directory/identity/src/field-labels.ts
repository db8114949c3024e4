// What administrators call the fields of the directory's inputs, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({
  capacityId: '身份', current: '当前密码', next: '新密码', parentCode: '上级行政区划', within: '行政区划', parentId: '上级', abolished: '是否包括已撤销的', congressId: '人大', termId: '届次',
  sessionId: '会次', organId: '机构', shortName: '简称', letterCode: '发文机关代字', contactName: '联系人', contactPhone: '联系电话', remit: '职责范围', successorId: '承接机构', on: '日期',
  number: '届次序号', firstSession: '第一次会议', startsOn: '开始日期', endsOn: '结束日期', cutoff: '截止时间', gender: '性别', employer: '工作单位', position: '职务', fictitious: '是否演示人员',
  personId: '人员', mandateId: '代表', certificate: '代表证号', constituencyId: '选区', delegationId: '代表团', ground: '原因', roles: '职责',
});
