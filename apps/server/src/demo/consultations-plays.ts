/** What the demonstration lays open: our own words about fictitious drafts. Pure. */
import type { Decision, DraftKind } from '@smart/content/consultations/model';
import type { Slug } from './places.ts';

export type CommentPlay = { readonly about: string | null; readonly content: string; readonly shown: boolean; readonly decision: Decision; readonly answer: string };
export type ConsultationPlay = {
  readonly place: Slug; readonly kind: DraftKind; readonly title: string; readonly drafter: string; readonly daysAgo: number; readonly days: number; readonly explanation: string; readonly text: string;
  readonly comments: readonly CommentPlay[];
  /** Null: still open. */
  readonly outcome: string | null;
};

const open = { decision: 'declined', answer: '' } as const;

export const consultationPlays: readonly ConsultationPlay[] = [
  {
    place: 'city', kind: 'regulation', title: '电动自行车停放和充电管理条例（草案）', drafter: '演示市人大常委会法工委', daysAgo: 12, days: 40, outcome: null,
    explanation: '电动自行车进楼入户充电容易引发火灾，群众反映集中停放点和充电口不够、收费不一。为了规范停放和充电，方便群众，起草了这个草案，共三章九条。\n\n请重点对停放点建设由谁负责、充电收费怎样公开、违规处罚轻重提出意见。',
    text: `第一章 总则
第一条 为了规范电动自行车的停放和充电，预防火灾，方便群众出行，结合本市实际，制定本条例。
第二条 本市城市建成区内电动自行车的停放、充电及其管理，适用本条例。
第三条 市、县（市、区）人民政府应当将集中停放和充电设施建设纳入老旧小区改造计划，安排专项经费。
第二章 停放和充电
第四条 新建住宅小区应当按照每百户不少于三十个的标准配建停放位和充电口。
第五条 已建成的住宅小区没有集中停放点的，由街道办事处、乡镇人民政府组织业主协商选址，物业服务人负责日常管理。
第六条 禁止在下列地点停放电动自行车或者为其充电：
（一）建筑物的公共门厅、疏散通道、楼梯间、安全出口；
（二）居住的房屋内。
第七条 充电设施的经营者应当在显著位置公开电价和服务费，服务费不得高于政府指导价。
第三章 法律责任和附则
第八条 违反本条例第六条规定的，由消防救援机构责令改正；拒不改正的，处五十元以上五百元以下罚款。
第九条 本条例自公布之日起三个月后施行。`,
    comments: [
      { about: '第四条', content: '每百户三十个太少，我们小区一户不止一辆，建议提高到每百户五十个。', shown: true, ...open },
      { about: '第七条', content: '现在充一次电服务费比电费还高，应当写明由哪个部门定价、多久公布一次。', shown: true, ...open },
      { about: '第五条', content: '没有物业的老楼怎么办？建议写明由社区负责管理。', shown: true, ...open },
      { about: '第八条', content: '罚款之前先教育一次，老人不懂规定的不要一上来就罚。', shown: false, ...open },
      { about: null, content: '赞成立法。希望施行之前先把充电口建起来，不要光禁止。', shown: true, ...open },
      { about: '第六条', content: '楼道里的车总是清了又来，请打 13800000000 找我反映具体地点。', shown: false, ...open },
    ],
  },
  {
    place: 'city', kind: 'plan', title: '城区公共厕所布局规划（2027—2030 年）（草案）', drafter: '演示市城市管理局', daysAgo: 75, days: 20,
    explanation: '城区公共厕所数量不足、分布不均，老城区和滨湖一线尤其突出。草案提出四年新建改建公共厕所的数量、位置和开放要求，请大家逐段提出意见。',
    text: `一、目标
到 2030 年，城区步行十分钟能找到一座公共厕所，滨湖步道每五百米一座。
二、新建和改建
四年新建三十二座，改建四十六座；老城区优先利用闲置的公有房屋改建。
三、开放和维护
公共厕所全天免费开放，夜间有照明和指引；机关、商场的厕所在营业时间向公众开放。
四、经费
所需经费列入市、区两级预算，每年公开支出情况。`,
    comments: [
      { about: '一、', content: '步行十分钟对老人来说太远，建议老城区按步行五分钟布点。', shown: true, decision: 'partly', answer: '老城区核心街区改为步行六分钟，其余地段受用地限制维持十分钟。' },
      { about: '二、', content: '请把火车站东广场列入第一年的新建计划，那里一座都没有。', shown: true, decision: 'adopted', answer: '已列入第一年新建计划。' },
      { about: '三、', content: '应当要求每座厕所都有无障碍厕位和扶手。', shown: true, decision: 'adopted', answer: '已在第三部分增加无障碍设施要求。' },
      { about: '三、', content: '建议夜间收费，用来请人值守。', shown: true, decision: 'declined', answer: '公共厕所是公益设施，按规定免费开放，值守经费由财政保障。' },
      { about: null, content: '规划图看不清，建议公布大图。', shown: false, decision: 'adopted', answer: '批准后随规划一并公布高清布局图。' },
    ],
    outcome: '公开征求意见二十天，收到意见五条，主要集中在布点距离、无障碍设施和开放方式。采纳三条：火车站东广场列入第一年计划，增加无障碍设施要求，公布高清布局图。部分采纳一条：老城区核心街区服务半径改为步行六分钟。未采纳一条：公共厕所免费开放，不收费。修改后的草案将提请常委会会议审议。',
  },
];
