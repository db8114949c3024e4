// What people call the fields of the archive, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ occurredOn: '日期', facts: '补充信息', subsystem: '档案部分', lacking: '只看没有完成的', kinds: '计入的履职', yearly: '全年次数', quarterly: '每季次数', rules: '计分规则', weights: '分值', caps: '上限', vetoes: '限制项', fromYear: '施行年度', recordId: '履职记录', points: '分值', evidence: '证明材料', most: '最高得分' });
