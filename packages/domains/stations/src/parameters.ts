// What a congress may set for its stations.
import { defineParameters } from '@smart/kernel/parameters';
import { z } from 'zod';

export const stationParameters = defineParameters({
  'stations.announce_days': { label: '接待日提前公告天数', schema: z.int().min(0).max(30), default: 3, unit: '天', legal: null, help: '接待日应当至少提前这么多天公告时间、地点和代表姓名；改期也按此执行。' },
  'stations.bookings_per_day': { label: '每个接待日接受的预约数', schema: z.int().min(0).max(200), default: 30, unit: '人', legal: null, help: '满了以后网站提示改约其他接待日；填 0 表示不接受预约，群众直接到站。' },
  'stations.receptions_per_station': { label: '每个联络站全年接待日次数', schema: z.int().min(1).max(60), default: 6, unit: '次', legal: null, help: '五星级评定中“活动多样化”的次数要求。' },
  'stations.receptions_per_year': { label: '代表每年接待选民次数', schema: z.int().min(0).max(24), default: 2, unit: '次', legal: null, help: '县乡人大代表每年参加选民接待日的最低次数，在代表的“我的联络站”中显示完成情况。' },
});
