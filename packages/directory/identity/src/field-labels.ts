// What administrators call the fields of the directory's inputs, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({
  capacityId: '身份', current: '当前密码', next: '新密码', parentCode: '上级行政区划', within: '行政区划', parentId: '上级', abolished: '是否包括已撤销的', congressId: '人大', termId: '届次',
  sessionId: '会次', organId: '机构', shortName: '简称', letterCode: '发文机关代字', contactName: '联系人', contactPhone: '联系电话', remit: '职责范围', successorId: '承接机构', on: '日期',
  number: '届次序号', firstSession: '第一次会议', startsOn: '开始日期', endsOn: '结束日期', cutoff: '截止时间', gender: '性别', employer: '工作单位', position: '职务', fictitious: '是否演示人员',
  personId: '人员', mandateId: '代表', certificate: '代表证号', constituencyId: '选区', delegationId: '代表团', ground: '原因', roles: '职责',
  // mandates, reorganisation, change of term
  decision: '决定情况', decidedBy: '决定机关', decisionNote: '决定情况', announcementNumber: '公告文号', announcedOn: '公告日期', votesFor: '赞成人数', votesAll: '总人数', initiative: '提出方式',
  initiators: '联名人数', initiatorsOf: '应计总数', defence: '申辩情况', filedOn: '备案日期', restriction: '所涉措施', requestedBy: '提请或者报告的机关', examined: '是否已经审查', choices: '接续办理的代表', election: '选举方式', replacesId: '所补缺额', qualifiedOn: '资格审查确认日期',
  // administration by tier
  belowId: '下级人大', role: '管理员类别', way: '交付方式', formerId: '接替的管理员', appointmentId: '任职', population: '人口数', deputyQuota: '代表名额', committeeSeats: '常委会名额', leaderId: '团长', seats: '应选名额',
  electingCongressId: '选举单位', divisionCode: '行政区划', groupId: '代表小组',
  version: '版本', sourceIds: '被撤并的机构', target: '承接机构', basis: '依据', carryDelegations: '沿用代表团', carryConstituencies: '沿用选区', carryGroups: '保留代表小组', mandateIds: '代表',
  // import
  verdict: '核对结果', fileId: '导入文件', validOnly: '是否只导入没有错误的行',
  line: '行', chosen: '所选人员',
  // personal data, signing in, other systems
  idCard: '身份证号码', address: '住址', field: '要查看的信息', response: '通行密钥', clientId: '接入系统', redirectUris: '回调地址', postLogoutRedirectUris: '退出后的返回地址', scopes: '授权范围',
  isPublic: '是否公开客户端', disabled: '是否停用',
  // merging, capacities for a time, abilities
  emergency: '是否只看应急授权', keptId: '保留的人员', mergedId: '并入的人员', when: '时间范围', show: '显示范围', path: '事项', type: '对象类别',
});
