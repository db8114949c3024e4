// What officers call the fields of the analysis, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ year: '年度', delegation: '代表团', organIds: '对比的单位', promptness: '办理时效', evaluation: '评价情况', answeringOrganId: '答复单位', titleWord: '标题词语' });
