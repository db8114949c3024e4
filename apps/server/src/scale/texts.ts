/** Matters of which a whole province's suggestions are made: enough variety for search and lists to be realistic. */
import type { Topic } from '@smart/suggestions/model';

export type Matter = { readonly topic: Topic; readonly department: string; readonly title: string; readonly background: string; readonly proposal: string };

/** `#` stands for the place. */
export const matters: readonly Matter[] = [
  { topic: 'transport', department: '交通运输局', title: '关于改造#通村公路危险路段的建议', background: '#部分通村公路弯急坡陡，雨季塌方多，校车和农用车会车困难，近两年发生多起剐蹭。', proposal: '排查危险路段，分年度加宽并设置护栏和会车点，列入养护计划。' },
  { topic: 'transport', department: '交通运输局', title: '关于延长#公交末班车时间的建议', background: '#末班公交收班早，晚自习学生和倒班职工只能乘坐摩托车回家。', proposal: '延长末班车时间，周末加密班次，并公布到站信息。' },
  { topic: 'education_culture', department: '教育体育局', title: '关于增加#公办幼儿园学位的建议', background: '#新建小区入住后适龄儿童增多，公办园班额偏大，家长接送路途远。', proposal: '利用闲置校舍改建普惠园，新建小区同步建设配套园。' },
  { topic: 'education_culture', department: '教育体育局', title: '关于改善#农村学校冬季取暖的建议', background: '#村小教室冬季温度低，现有电路不能同时带动取暖设备。', proposal: '改造校内线路，统一配置安全取暖设备并明确电费渠道。' },
  { topic: 'health', department: '卫生健康局', title: '关于方便#慢性病患者就近取药的建议', background: '#乡镇卫生院药品品种少，高血压、糖尿病患者每月往返县城取药。', proposal: '扩充基层药品目录，推行长处方和送药到村。' },
  { topic: 'health', department: '卫生健康局', title: '关于充实#村卫生室人员的建议', background: '#多个村卫生室医生年过六十，无人接班，夜间就诊困难。', proposal: '实行定向培养，落实补助和养老待遇，推行邻村联合值守。' },
  { topic: 'agriculture', department: '农业农村局', title: '关于修缮#灌溉渠道的建议', background: '#支渠淤塞渗漏，末端稻田插秧时缺水，群众自发清淤效果有限。', proposal: '纳入高标准农田项目，分段防渗衬砌，明确管护主体和经费。' },
  { topic: 'agriculture', department: '农业农村局', title: '关于扶持#特色水果分级包装的建议', background: '#水果集中上市价格低，缺少分级包装和冷藏，损耗大。', proposal: '建设共用分选线和小型冷库，组织电商培训。' },
  { topic: 'environment', department: '生态环境局', title: '关于治理#小河黑臭水体的建议', background: '#部分河段沿岸生活污水直排，夏季气味重，居民反映强烈。', proposal: '截污纳管，清理底泥，落实河长巡查并公开水质。' },
  { topic: 'environment', department: '生态环境局', title: '关于规范#建筑垃圾倾倒的建议', background: '#城郊道路边偷倒建筑垃圾，雨天堵塞排水沟。', proposal: '设置消纳点，加装监控，实行清运联单并公布举报方式。' },
  { topic: 'urban_construction', department: '住房和城乡建设局', title: '关于推进#老旧小区加装电梯的建议', background: '#老旧小区老年住户多，加装电梯意见难统一、审批环节多。', proposal: '编制指引，设立联审窗口，明确补助和后续维护责任。' },
  { topic: 'urban_construction', department: '住房和城乡建设局', title: '关于修复#人行道和盲道的建议', background: '#人行道破损，盲道被占用，老人和残疾人出行不便。', proposal: '排查修复，清理占道，建立巡查台账。' },
  { topic: 'social_security', department: '人力资源和社会保障局', title: '关于开展#返乡人员技能培训的建议', background: '#返乡务工人员增多，技能与本地企业岗位不匹配。', proposal: '按企业订单开设培训班，培训后直接对接岗位。' },
  { topic: 'social_security', department: '民政局', title: '关于建设#互助养老点的建议', background: '#留守老人多，吃饭、看病、洗浴缺少照应。', proposal: '利用闲置村部建设互助点，公益岗位负责送餐和探访。' },
  { topic: 'public_safety', department: '公安局', title: '关于完善#学校路口交通信号的建议', background: '#上下学时段车辆拥堵，学生过街缺少信号和斑马线。', proposal: '增设信号灯和限速标志，高峰安排护学岗。' },
  { topic: 'public_safety', department: '应急管理局', title: '关于加强#山塘防汛值守的建议', background: '#小山塘溢洪道杂草堵塞，值守人员不固定。', proposal: '汛前清障，落实值守补助，配发报警设备。' },
  { topic: 'economy', department: '发展和改革局', title: '关于支持#集镇小微企业用电增容的建议', background: '#集镇加工户用电容量不足，旺季限电停机。', proposal: '优先安排台区增容，简化办电手续，公布办理时限。' },
  { topic: 'economy', department: '市场监督管理局', title: '关于规范#农贸市场计量的建议', background: '#农贸市场缺斤少两时有发生，消费者维权难。', proposal: '设置公平秤，定期检定，公示结果并记入信用。' },
];

/** The departments that the matters name, as organs with the words of their remit. */
export const departments: readonly { readonly name: string; readonly remit: string }[] = [...Map.groupBy(matters, (one) => one.department)].map(([name, own]) => ({
  name,
  remit: own.map(({ title }) => title.replaceAll(/关于|的建议|#/g, '')).join(' '),
}));

const surnames = [...'王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗'];
const given = [...'志明晓春国强建华文军秀英海波丽娟学勤永红德胜玉兰冬生'];

/** An invented name; the same number gives the same name. */
export const inventedName = (number: number): string =>
  `${surnames[number % surnames.length]}${given[Math.floor(number / 20) % given.length]}${given[Math.floor(number / 521) % given.length]}`;
