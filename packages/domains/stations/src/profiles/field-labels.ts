// What people call the fields of a profile, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ resume: '工作简历', photoId: '照片', hidden: '不公开的内容', mandateId: '代表' });
