// What the fields of this area are called, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ shared: '是否人大统一的模板' });
