// What people call the fields of opinions, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ urgent: '紧急程度', stationId: '联络站', hideName: '对承办单位隐名', channel: '去向', overdue: '只看超期', reply: '答复', month: '月份', deputyId: '代表', memberIds: '并入的意见', subtopic: '二级类别', satisfaction: '评价', opinionId: '群众意见', opinionIds: '群众意见', request: '督查要求', doneBy: '预计办结日期', point: '位置', timing: '回复情况', organName: '承办单位', figure: '统计范围', period: '时间', supervised: '只看督查中' });
