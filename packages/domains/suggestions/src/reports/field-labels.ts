// What officers call the fields of the report, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ sectionId: '报告的部分', number: '版本号', version: '版本', action: '操作' });
