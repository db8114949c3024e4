// What people call the fields, for messages that name the field.
import { registerFieldLabels } from '@smart/rpc/field-labels';

registerFieldLabels({ samples: '用时记录', task: '任务', end: '结束方式', taps: '点击次数', seconds: '用时', days: '统计天数' });
