/** The departments that handle suggestions, by tier, with the words of their remit. Pure. */
import type { Tier } from '@smart/divisions/scope';

export type DepartmentKey =
  | 'transport' | 'education' | 'housing' | 'health' | 'civil' | 'social' | 'environment' | 'water' | 'agriculture' | 'development'
  | 'police' | 'urban' | 'culture' | 'emergency' | 'resources' | 'commerce' | 'market' | 'medical'
  | 'town_services' | 'town_agriculture' | 'town_economy' | 'town_order';

export type Department = {
  readonly key: DepartmentKey;
  readonly title: string;
  /** Stands between the place's prefix and 函: 岳交函. */
  readonly letter: string;
  readonly remit: string;
};

const department = (key: DepartmentKey, title: string, letter: string, remit: string): Department => ({ key, title, letter, remit });

const full: readonly Department[] = [
  department('transport', '交通运输局', '交', '公路 农村公路 公交 客运 班线 候车亭 停车换乘 桥梁 渡口 港口 水运 物流 出租车 网约车 道路养护'),
  department('education', '教育局', '教', '学校 幼儿园 学位 校车 教师 课后服务 食堂 校舍 寄宿 职业教育 近视防控 心理健康'),
  department('housing', '住房和城乡建设局', '建', '住房 老旧小区 物业 加装电梯 保障房 房屋安全 城市更新 污水管网 燃气 建筑工地 传统村落 维修资金'),
  department('health', '卫生健康委员会', '卫', '医院 卫生院 村卫生室 医生 急救 疾病防控 托育 健康管理 血吸虫病 慢性病'),
  department('civil', '民政局', '民', '养老 敬老院 助餐 社会救助 低保 残疾人 儿童关爱 留守 社区治理 地名 殡葬'),
  department('social', '人力资源和社会保障局', '人社', '就业 创业 技能培训 社会保险 工资 农民工 人才 劳动权益 零工市场'),
  department('environment', '生态环境局', '环', '水污染 大气 噪声 油烟 扬尘 固体废物 水质 饮用水源 环境监测 排污'),
  department('water', '水利局', '水', '水利 防洪 堤防 水库 渠道 灌溉 饮水安全 供水 河湖 清淤 山塘 泵站 洞庭湖'),
  department('agriculture', '农业农村局', '农', '农业 高标准农田 农村 乡村振兴 种植 养殖 茶叶 农机 农产品 人居环境 撂荒 合作社 冷链'),
  department('development', '发展和改革委员会', '发改', '规划 项目 投资 价格 充电桩 能源 营商环境 产业 园区'),
  department('police', '公安局', '公', '交通信号灯 红绿灯 交通秩序 停车 治安 反诈 电动车 户籍 监控 校园安全 拥堵'),
  department('urban', '城市管理和综合执法局', '城', '市容 环卫 垃圾 公厕 占道 路灯 广告 公园 绿化 背街小巷 违法建设'),
  department('culture', '文化旅游广电局', '文', '文化 旅游 文物 非遗 图书馆 红色 景区 体育 健身 民俗 龙舟'),
  department('emergency', '应急管理局', '应急', '安全生产 消防 防灾减灾 应急 烟花爆竹 森林防火 危险化学品 避难'),
  department('resources', '自然资源和规划局', '自然资', '规划 土地 用地 地质灾害 不动产 矿山 控规 村庄规划 宅基地'),
  department('medical', '医疗保障局', '医保', '医保 报销 门诊 异地就医 药品 缴费 长护险'),
  department('market', '市场监督管理局', '市监', '食品 药品 价格 特种设备 电梯 市场 计量 消费 农贸市场'),
];

const forCounties: readonly DepartmentKey[] = [
  'transport', 'education', 'housing', 'health', 'civil', 'social', 'environment', 'water', 'agriculture', 'development', 'police', 'urban', 'culture', 'emergency',
];
const forProvince: readonly DepartmentKey[] = ['transport', 'education', 'housing', 'health', 'civil', 'environment', 'water', 'agriculture', 'development'];

/** 厅 and 委员会 in the province; bureaus in the city and the counties. */
const inProvince = (one: Department): Department => ({ ...one, title: one.title.replace(/局$/, '厅') });

/** Offices and centres of a township's government, which have no letters of their own code. */
const inTownship: readonly Department[] = [
  department('town_services', '社会事务综合服务中心', '社', '学校 教育 卫生 卫生室 养老 助餐 社会保障 医保 残疾人 留守 文化 健身 公交'),
  department('town_agriculture', '农业综合服务中心', '农', '农业 农田 水利 水渠 山塘 饮水 茶叶 养殖 合作社 农机 撂荒 人居环境 垃圾 污水'),
  department('town_economy', '经济发展办公室', '经', '道路 农村公路 路灯 项目 园区 产业 就业 规划 集镇 停车 电网 通信'),
  department('town_order', '社会治安和应急管理办公室', '应', '消防 应急 安全 治安 防溺水 森林防火 交通秩序 监控 调解'),
];

/** The departments of a place of this tier. */
export function departmentsOf(tier: Tier): readonly Department[] {
  switch (tier) {
    case 'province':
      return full.filter((one) => forProvince.includes(one.key)).map(inProvince);
    case 'city':
      return full;
    case 'county':
      return full.filter((one) => forCounties.includes(one.key));
    case 'township':
      return inTownship;
  }
}
