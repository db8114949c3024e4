// What people call the fields of the archive, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ occurredOn: '日期', facts: '补充信息', subsystem: '档案部分' });
