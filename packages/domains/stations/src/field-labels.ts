// What people call the fields of stations, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({
  label: '站的称谓', functions: '兼有功能', divisionCode: '所在地', address: '地址', longitude: '经度', latitude: '纬度', hours: '开放时间', rules: '工作制度', plan: '年度计划', planYear: '计划年度', staff: '工作人员', desks: '联络站', pictures: '照片', alt: '照片说明', duty: '职务',
  appointmentId: '工作人员', intoId: '并入的联络站', stationId: '联络站', mandateIds: '代表', mandateId: '代表', heldOn: '接待日期', startsAt: '开始时间', endsAt: '结束时间', theme: '主题', visitors: '接待人数',
  questions: '反映的问题', outcome: '处理情况', form: '接待形式', attended: '到场代表', show: '范围', question: '想反映的问题', householdId: '联系户', claims: '自评项目', heading: '方面', measure: '计数项目', least: '最低数', startsOn: '开始日期', evidence: '依据', met: '是否达到', findings: '审核结论', found: '审核结论', note: '说明', key: '项目', opinion: '意见', way: '联系方式', visitedOn: '走访日期', ended: '结束联系', code: '代表码',
});
