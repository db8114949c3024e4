// Hints while writing: which of the ten grounds of non-acceptance the text may touch, and what to do instead. Pure; runs in the
// browser on every pause of the typing. It never blocks: people decide at the examination.
import { declineGrounds, type DeclineGround, limits } from './model.ts';

export type Draft = { readonly title: string; readonly background: string; readonly proposal: string };
export type GroundHint = {
  readonly ground: DeclineGround | 'several_matters' | 'too_short' | 'state_secret';
  readonly label: string;
  /** The words that led to it. */
  readonly words: string[];
  readonly explanation: string;
  readonly instead: string;
  readonly source: string;
};

/** Each ground's telling words. `unless`: words that make them harmless in the same sentence. */
const patterns: readonly { readonly ground: DeclineGround; readonly find: RegExp; readonly unless?: RegExp; readonly explanation: string }[] = [
  { ground: 'personal_matter', find: /(?:我|本人)(?:家|的(?:儿子|女儿|妻子|丈夫|父亲|母亲|亲属|亲戚|房子|房屋|工资|待遇|户口))|我(?:儿子|女儿|爱人|妻子|丈夫|父亲|母亲|弟弟|哥哥|姐姐|妹妹)/g, explanation: '文中像是在说本人或者亲属的个人问题' },
  { ground: 'forwarded_letter', find: /代(?:为)?转(?:交|达|递)?|转交(?:一封|来信|信访)|(?:群众|村民|居民|业主)来信(?:如下|内容|全文)|(?:以下|下面)是(?:群众|村民|居民|业主)/g, explanation: '文中像是在代转群众来信' },
  { ground: 'judicial_case', find: /[（(〔]?\d{4}[）)〕][^，。；\s]{1,12}[初终再执]\s*(?:字第)?\d+号|(?:本案|该案|此案)|(?:一审|二审|再审)(?:判决|裁定|期间)|正在(?:审理|侦查|起诉)|改判|撤销(?:原)?判决/g, unless: /制度|机制|办法|普法|宣传/, explanation: '文中涉及具体司法案件' },
  { ground: 'academic_or_product', find: /(?:论文|课题|学术)(?:观点|研究|探讨|综述)|(?:我(?:公司|厂|单位)|本公司|本厂)(?:的)?(?:产品|专利|技术|设备)|推广(?:使用)?我(?:公司|厂)|专利产品|厂家直销|独家(?:代理|技术)/g, explanation: '文中像是学术探讨或者在推介产品' },
  { ground: 'accusation', find: /举报|检举|控告|申诉|(?:贪污|受贿|徇私|渎职|滥用职权)(?:行为|问题|犯罪)?|要求(?:查处|追究|严惩)[^，。；]{1,12}(?:局长|主任|书记|镇长|县长|院长|同志)/g, unless: /举报(?:电话|平台|渠道|制度|机制|奖励|热线)|申诉(?:渠道|机制|制度)|投诉举报/, explanation: '文中像是检举、申诉或者控告' },
  { ground: 'bidding', find: /(?:中标|招标|投标)(?:单位|人|结果|公司)[^，。；]{0,10}(?:应|由|给|改|重新|取消|指定)|指定[^，。；]{1,10}(?:公司|企业)(?:中标|承建|承接|施工)|(?:把|将)[^，。；]{1,16}工程(?:交|发包)给/g, explanation: '文中涉及具体的招标投标中标意见' },
  { ground: 'beyond_powers', find: /修改(?:宪法|刑法|民法典|[^，。；]{1,8}法)(?!律法规以外)|(?:建议|请求)(?:国务院|全国人大|中央|国家(?:发展改革委|税务总局|有关部委))/g, explanation: '所提事项像是不属于本级职权范围' },
  { ground: 'legal_consultation', find: /(?:请问|咨询|想了解|想问)[^。？]{0,30}(?:政策|规定|法律|条例|是否|能否|怎么)|[^。]{4,40}(?:合法吗|合不合法|是否合法)[？?]/g, explanation: '文中像是法律、政策咨询' },
  { ground: 'competition', find: /(?:限制|禁止|不准|不让)(?:外地|外来|其他)[^，。；]{0,8}(?:企业|公司|商户|产品)|(?:优先|只|必须)(?:采购|购买|使用)(?:本地|我)[^，。；]{0,8}(?:企业|公司|产品)|给予(?:我|本)(?:公司|企业|厂)/g, explanation: '文中像是干涉公平竞争或者与个人利益相关联' },
];

const sentencesOf = (text: string): string[] => text.split(/(?<=[。！？!?；;\n])/);

function wordsFound(text: string, find: RegExp, unless: RegExp | undefined): string[] {
  const words = sentencesOf(text).flatMap((sentence) => (unless?.test(sentence) ? [] : [...sentence.matchAll(find)].map(([word]) => word)));
  return [...new Set(words)].slice(0, 5);
}

function groundHints(text: string): GroundHint[] {
  return patterns.flatMap(({ ground, find, unless, explanation }) => {
    const words = wordsFound(text, find, unless);
    if (words.length === 0) return [];
    const { label, instead, source } = declineGrounds[ground];
    return [{ ground, label, words, explanation: `${explanation}。属于这种情形的不作为代表建议处理。`, instead, source }];
  });
}

const emptyPhrases = /(?:希望|请|建议)(?:有关部门|相关部门|政府|各级)(?:高度重视|引起重视|加强(?:领导|重视)|予以重视|重视起来)/g;
const shortest = { background: 50, proposal: 30 } as const;

function substanceHints({ background, proposal }: Draft): GroundHint[] {
  const { label, instead, source } = declineGrounds.no_substance;
  const phrases = [...new Set([...proposal.matchAll(emptyPhrases)].map(([word]) => word))];
  if (proposal.length > 0 && proposal.length < 120 && phrases.length > 0) {
    return [{ ground: 'no_substance', label, words: phrases, explanation: '建议部分只有原则要求，承办单位不知道要做什么。', instead: '请写明希望哪个单位、做什么、做到什么程度', source }];
  }
  const short = [
    background.length > 0 && background.length < shortest.background ? '情况和问题' : '',
    proposal.length > 0 && proposal.length < shortest.proposal ? '具体建议' : '',
  ].filter((part) => part !== '');
  return short.length === 0 ? [] : [{ ground: 'too_short', label: '内容偏少', words: short, explanation: `${short.join('、')}写得偏少。`, instead, source }];
}

/** 一事一议: several unrelated matters are told from the title's listing and from many differently headed demands. */
function severalMatters({ title, proposal }: Draft): GroundHint[] {
  const parts = title.split(/[、，,；;]|以及|并(?=加|建|解|完|推)/).filter((part) => part.trim().length >= 4);
  const headed = proposal.match(/关于[^，。；\n]{4,20}(?:问题|的建议|方面)/g) ?? [];
  const words = parts.length >= 3 ? parts : headed.length >= 2 ? [...new Set(headed)] : [];
  if (words.length < 2) return [];
  return [{ ground: 'several_matters', label: '一件建议写了几件事', words: words.slice(0, 5), explanation: '代表建议应当一事一议，几件事写在一起不便交办和答复。', instead: '请把不同的事项分成几件建议提出', source: '北京建议办理条例第九条' }];
}

function secrets(text: string): GroundHint[] {
  const words = [...new Set([...text.matchAll(/(?:绝密|机密|秘密)(?:级)?(?:★|文件|[：:]|等级)|涉密(?:文件|内容|材料|信息)/g)].map(([word]) => word))];
  return words.length === 0 ? [] : [{ ground: 'state_secret', label: '可能涉及国家秘密', words, explanation: '涉及国家秘密的内容不得在本系统填写和传输。', instead: '请改用纸质件，按保密规定送本级人大代表工作机构', source: '青岛建议办理条例第六条' }];
}

/**
 * What an examiner might object to in this draft, most serious first. Empty when nothing was found; finding nothing is no promise.
 * Text beyond the longest allowed is not looked at.
 */
export function checkGrounds(draft: Draft): GroundHint[] {
  const cut = { title: draft.title.slice(0, limits.title), background: draft.background.slice(0, limits.background), proposal: draft.proposal.slice(0, limits.proposal) };
  const text = `${cut.title}。\n${cut.background}\n${cut.proposal}`;
  return [...secrets(text), ...groundHints(text), ...severalMatters(cut), ...substanceHints(cut)];
}
