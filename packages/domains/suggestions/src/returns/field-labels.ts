// What the fields of this area are called, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ question: '分歧情况', coordinationId: '待协调的事项', participants: '参加单位和人员' });
