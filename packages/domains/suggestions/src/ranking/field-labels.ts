// What clerks call the fields of 建议评价, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ year: '年度', score: '评分', quality: '质量评定' });
