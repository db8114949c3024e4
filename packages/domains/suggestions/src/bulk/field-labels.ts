// What the fields of this area are called, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ items: '所选事项', positions: '要重试的建议' });
