// What people call the fields of the archive, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ occurredOn: '日期', facts: '补充信息', subsystem: '档案部分', lacking: '只看没有完成的', kinds: '计入的履职', yearly: '全年次数', quarterly: '每季次数' });
