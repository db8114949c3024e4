// What the fields of this area are called, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ maySign: '是否可登记系统外签发', failed: '是否只看未办理的' });
