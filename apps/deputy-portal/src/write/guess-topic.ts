// Which 内容分类 a text belongs to, so that nobody has to choose from a list. A guess that can be changed.
import type { Topic } from '@smart/suggestions/model';

const words: Readonly<Partial<Record<Topic, readonly string[]>>> = {
  transport: ['公路', '道路', '国道', '省道', '县道', '村道', '公交', '停车', '交通', '大桥', '桥梁', '高铁', '铁路', '机场', '码头', '航道', '红绿灯', '客运', '路口', '拥堵', '出行', '充电桩'],
  education_culture: ['学校', '教育', '教师', '学生', '学位', '幼儿园', '入学', '课后', '文化', '体育', '图书馆', '博物馆', '文物', '非遗', '书屋', '健身', '旅游', '校园'],
  health: ['医院', '医疗', '医生', '卫生院', '卫生室', '村医', '看病', '就医', '疾控', '疫苗', '中医', '药品', '健康', '急救', '门诊'],
  social_security: ['养老', '医保', '社保', '低保', '残疾人', '就业', '失业', '救助', '老年人', '留守', '退役军人', '工伤', '托育', '社会保险', '欠薪', '福利'],
  environment: ['污染', '环境', '污水', '垃圾', '扬尘', '噪声', '湿地', '水质', '生态', '大气', '排污', '洞庭湖', '长江', '黑臭', '油烟', '禁渔'],
  agriculture: ['农业', '农村', '农民', '耕地', '水稻', '粮食', '种植', '养殖', '灌溉', '水库', '水利', '乡村', '村民', '农田', '合作社', '宅基地', '茶叶', '渔民'],
  economy: ['企业', '产业', '园区', '招商', '营商', '融资', '税费', '民营', '投资', '消费', '商贸', '物流', '工业', '外贸', '科技', '金融', '个体工商户'],
  public_safety: ['治安', '消防', '安全生产', '诈骗', '社区', '矛盾', '应急', '防汛', '食品安全', '网格', '信访', '物业纠纷', '电动车', '基层治理', '法治', '普法'],
  congress_work: ['人大代表', '代表联络站', '人大监督', '立法', '备案审查', '人大常委会', '代表履职'],
  urban_construction: ['小区', '城区', '住房', '老旧', '棚户', '供水', '供气', '路灯', '绿化', '规划', '拆迁', '物业', '电梯', '城市', '排水', '内涝', '公园', '广场', '市政', '管网', '井盖'],
};

/** A word in the title says more than one in the text. */
const weightOfTitle = 4;

function hits(text: string, word: string): number {
  return Math.min(3, text.split(word).length - 1);
}

/** The topic whose words appear most, or null when nothing tells. */
export function guessTopic(title: string, text: string): Topic | null {
  let best: Topic | null = null;
  let most = 0;
  for (const [topic, list] of entriesOf(words)) {
    const score = list.reduce((sum, word) => sum + hits(title, word) * weightOfTitle + hits(text, word), 0);
    if (score > most) [best, most] = [topic, score];
  }
  return best;
}

function entriesOf<K extends string, V>(record: Readonly<Partial<Record<K, V>>>): [K, V][] {
  const pairs: [K, V][] = [];
  for (const key in record) {
    const value = record[key];
    if (value !== undefined) pairs.push([key, value]);
  }
  return pairs;
}
