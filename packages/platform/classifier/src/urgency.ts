// How soon somebody must look, as data with reasons. It raises a matter in the list; it never lowers or refuses one.
import type { Message } from './labels.ts';

export type UrgencyLevel = 'emergency' | 'urgent' | 'ordinary';
export type Urgency = {
  readonly level: UrgencyLevel;
  /** What the level is called: 紧急、较急、一般. */
  readonly name: string;
  /** Why, with the words of the text; for `ordinary` that nothing was found. */
  readonly reason: string;
  /** What a person should do first, where lives may be in danger. */
  readonly advice: string | null;
};

type Rule = { readonly level: Exclude<UrgencyLevel, 'ordinary'>; readonly because: string; readonly words: RegExp; readonly unless?: RegExp };

const names: Readonly<Record<UrgencyLevel, string>> = { emergency: '紧急', urgent: '较急', ordinary: '一般' };
const CALL_FIRST = '可能危及人身安全：请先电话核实，必要时立即告知 110、119、120 或者应急部门';

/** In this order: the first that fits decides. `unless` keeps away what only sounds like it. */
const rules: readonly Rule[] = [
  { level: 'emergency', because: '可能有人身危险', words: /轻生|自杀|自焚|跳楼|跳桥|活不下去|同归于尽/u, unless: /防止|预防|宣传|讲座/u },
  { level: 'emergency', because: '可能有人身危险', words: /(?:有人|人员|孩子|老人|工人|村民)[^，。；！？]{0,8}(?:被困|失踪|触电|溺水|中毒|昏迷|受伤)|被困(?:在|电梯|车)/u, unless: /去年|前年|以前|多年前/u },
  { level: 'emergency', because: '燃气、火灾、爆炸的危险', words: /(?:燃气|天然气|煤气|液化气|氨气|氯气)[^，。；！？]{0,6}(?:泄漏|泄露|漏气)|正在(?:燃烧|着火)|着火了|起火了|爆炸(?:声|了)/u },
  { level: 'emergency', because: '房屋、堤坝、山体的危险', words: /(?:房屋|房子|楼房|墙体|围墙|桥|桥梁|大坝|堤坝|水库|山体|护坡|边坡|校舍|教学楼)[^，。；！？]{0,10}(?:要倒|快要?倒|倒塌|坍塌|垮塌|塌方|滑坡|管涌|决口|溃)/u },
  { level: 'emergency', because: '电线、井盖直接威胁行人', words: /(?:电线|高压线|电缆)[^，。；！？]{0,8}(?:掉落|断落|垂落|裸露|漏电|断了)|井盖[^，。；！？]{0,6}(?:丢失|不见|没了|缺失|掉了|被盗)/u },
  { level: 'emergency', because: '多人食物中毒或者传染病', words: /(?:食物中毒|集体中毒|多名学生[^，。；！？]{0,8}(?:呕吐|腹泻|发烧)|疫情[^，。；！？]{0,4}(?:扩散|暴发))/u },
  { level: 'emergency', because: '正在受到伤害', words: /家暴|家庭暴力|被(?:打|殴打|虐待|拐|囚禁|限制人身自由)|虐待(?:儿童|老人|孩子)/u },
  { level: 'urgent', because: '停水', words: /(?:停水|断水|没有?水[用喝吃]|无水可[用饮])/u, unless: /停水费|不停水/u },
  { level: 'urgent', because: '停电', words: /(?:停电|断电|没有?电用)/u, unless: /不停电|停电子/u },
  { level: 'urgent', because: '停气或者停暖', words: /(?:停气|断气|停暖|暖气[^，。；！？]{0,4}不热)/u },
  { level: 'urgent', because: '多人被拖欠工资', words: /(?:(?:农民工|工人|职工|员工|工友|我们|大家|\d+ ?[多余]?[名人个位])[^。；！？]{0,20}(?:拖欠|欠薪|不发|没发|未发|发不出|讨薪|血汗钱))|(?:拖欠|欠)[^。；！？]{0,10}(?:农民工|工人|职工|员工|工友|我们)[^。；！？]{0,6}(?:工资|工钱|血汗钱)/u },
  { level: 'urgent', because: '可能有多人聚集', words: /集体上访|群体(?:性)?(?:事件|上访)|聚集|堵路|拉横幅|罢工|罢课|罢运|停运/u },
  { level: 'urgent', because: '影响学生到校或者考试', words: /(?:明天|后天|马上|即将|就要)[^，。；！？]{0,10}(?:开学|高考|中考|考试|报名截止)/u },
  { level: 'urgent', because: '道路中断或者严重积水', words: /(?:道路|公路|桥|村道|唯一的路)[^，。；！？]{0,8}(?:中断|冲毁|断了|冲垮|无法通行)|内涝|(?:积水|水淹)[^，。；！？]{0,8}(?:齐腰|没膝|进屋|一米|半米)/u },
  { level: 'urgent', because: '电梯困人或者坠层', words: /电梯[^。；！？]{0,16}(?:困人|关人|坠落|掉层|掉楼层|下坠|坠层)/u },
  { level: 'urgent', because: '饮用水或者食品不安全', words: /(?:自来水|饮用水|井水)[^，。；！？]{0,8}(?:发黑|发黄|浑浊|异味|有味|超标|污染)/u },
  { level: 'urgent', because: '等待救治、生活无着', words: /(?:没有?钱|无钱)(?:治病|看病|手术|交医药费|吃饭)|(?:断粮|揭不开锅|生活无着)/u },
];

/** How soon somebody must look at a message, with the reason; the strictest rule that fits. */
export function urgencyOf({ title, text }: Message): Urgency {
  const whole = `${title ?? ''}。${text}`.normalize('NFKC');
  for (const { level, because, words, unless } of rules) {
    const found = words.exec(whole)?.[0];
    if (found === undefined || unless?.test(sentenceAround(whole, found))) continue;
    return { level, name: names[level], reason: `${because}：文中提到“${found}”`, advice: level === 'emergency' ? CALL_FIRST : null };
  }
  return { level: 'ordinary', name: names.ordinary, reason: '没有发现须要马上处理的情况', advice: null };
}

function sentenceAround(text: string, found: string): string {
  const at = text.indexOf(found);
  const end = text.slice(at).search(/[。！？]/u);
  return text.slice(Math.max(0, ...['。', '！', '？'].map((mark) => text.lastIndexOf(mark, at) + 1)), end < 0 ? text.length : at + end);
}
