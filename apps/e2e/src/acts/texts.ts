/** One matter in our own words, as a deputy, an organ and a clerk would write about it. */
export const matter = {
  title: '关于完善城陵矶片区公交线路的建议',
  background: '城陵矶片区近年新建住宅小区较多，居民出行主要依靠一条公交线路，早晚高峰平均候车时间超过二十五分钟，学生和老人出行不便，群众反映强烈。',
  proposal: '建议市交通运输局在调研客流的基础上，增开片区至火车站的公交线路，并在早晚高峰加密发车班次，力争候车时间不超过十分钟。',
} as const;

export const words = {
  contact: '电话听取了代表对线路走向和发车间隔的具体想法，代表希望优先考虑学生上下学时段。',
  reply: '您提出的建议很有针对性。我局已经组织客流调查，计划增开城陵矶至火车站的公交线路，并在早晚高峰加密班次。',
  commitment: '增开城陵矶至火车站公交线路一条',
  unhappy: '线路方案没有说明学生上下学时段怎样加密，希望明确班次。',
  secondReply: '我局会同公交公司进一步核定了班次：上下学时段每八分钟一班，自下月起执行；线路站点已经在片区公示。',
  evidence: '新线路已经开通试运行，沿途设站十二处，高峰时段每八分钟一班。',
} as const;
