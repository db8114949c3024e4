import { describe, expect, it } from 'vitest';
import { classify, emptyAdjustment, learn, readAdjustment, subtopicNames, topicLabels, type TopicLabel } from './index.ts';

/** Written for this test: one plain matter each. */
const examples: readonly (readonly [TopicLabel, string])[] = [
  ['城乡建设', '我们小区交房三年了，开发商一直不给办房产证，物业也不管事，电梯口墙面渗水开裂。'],
  ['城乡建设', '村里征地拆迁，补偿标准和安置房的事一直没有说清楚，请住建部门给个说法。'],
  ['环境保护', '工厂半夜偷排废气，气味刺鼻，旁边的水塘也被污水染黑了，请环保局查处。'],
  ['环境保护', '养猪场的粪水直接流进河里，臭气熏天，夏天不敢开窗。'],
  // The classes count city buses among municipal services.
  ['城乡建设', '17路公交车早高峰半小时才来一趟，希望加密班次，延长末班车时间。'],
  ['交通运输', '快递到了镇上不派送，还要另外收取件费，物流公司说一直都这样。'],
  ['交通运输', '出租车不打表、拒载，火车站出来想打车回家太难了，请运管部门管一管。'],
  ['教育文体', '小学招生划片把我们小区划到很远的学校，孩子入学要走四十分钟，请教育局考虑。'],
  ['教育文体', '学校强制学生暑假补课收费，老师在外办培训班，希望教育局查处。'],
  ['劳动和社会保障', '工地拖欠农民工工资半年，包工头找不到人，请劳动监察帮我们讨薪。'],
  ['劳动和社会保障', '我今年退休，单位以前没有给我缴养老保险，社保局说不能补缴，请问怎么办。'],
  ['商贸旅游', '健身房办了会员卡，没几天老板就跑路了，退款没有人管，请工商部门处理。'],
  ['商贸旅游', '出租屋里有人搞传销，骗外地人交钱拉人头，请工商局取缔。'],
  ['卫生计生', '县医院挂号排队三个小时，医生看病两分钟，护士态度恶劣，乱开药。'],
  ['卫生计生', '夫妻双方都是再婚，想要二胎，请问计生部门准生证怎么办理。'],
];

describe('a topic is proposed', () => {
  it.each(examples)('%s: %s', (label, text) => {
    const found = classify(text);
    expect(found.label).toBe(label);
    expect(found.confidence).toBeGreaterThan(0.4);
  });

  it('with the words that say so, the other topics, and confidences that make up one', () => {
    const found = classify({ title: '拖欠工资', text: '工地拖欠农民工工资半年，请劳动部门帮我们讨薪。' });
    expect(found.tellingWords).toContain('工资');
    expect(found.reason).toContain('“工资”');
    expect(found.alternatives.map(({ label }) => label).toSorted()).toEqual(topicLabels.filter((label) => label !== found.label).toSorted());
    expect(found.alternatives.reduce((sum, { confidence }) => sum + confidence, found.confidence)).toBeCloseTo(1, 1);
    expect(found.subtopic).toMatchObject({ name: '工资与欠薪', reason: expect.stringContaining('工资') });
  });

  it('the same text always gets the same answer, however wide its letters', () => {
    expect(classify('公交１７路末班车太早。')).toEqual(classify('公交17路末班车太早。'));
  });

  it('words that say nothing, no text at all, one without an end: an answer with little confidence and a request to look', () => {
    for (const text of ['', '   ', '。。。', '🙂', '\u0000']) {
      expect(classify(text)).toMatchObject({ subtopic: null, tellingWords: [], reason: expect.stringContaining('请核对') });
      expect(classify(text).confidence).toBeLessThan(0.5);
    }
    expect(classify('出租车'.repeat(100_000)).label).toBe('交通运输');
  });

  it('every topic has a second level without doubles', () => {
    for (const label of topicLabels) expect(new Set(subtopicNames(label)).size).toBe(subtopicNames(label).length);
  });
});

describe('corrections', () => {
  const about = (where: string) => `${where}充电桩总是坏的，电动车充不上电，扫码以后钱扣了桩不动。`;

  it('of like messages change the answer, and leave others as they were', () => {
    const before = classify(about('月亮湾'));
    const label = topicLabels.find((one) => one !== before.label && one !== '商贸旅游') ?? '教育文体';
    let adjustment = emptyAdjustment();
    for (const where of ['东门', '体育馆', '菜场边', '二桥下', '车站旁', '河堤上', '老街口', '新城']) adjustment = learn(adjustment, { text: about(where), label });
    const after = classify(about('月亮湾'), { adjustment });
    expect(after.label).toBe(label);
    expect(after.reason).toContain('更正');
    for (const [known, text] of examples) expect(classify(text, { adjustment }).label).toBe(known);
  });

  it('one alone does not turn a sure answer', () => {
    const text = '工地拖欠农民工工资半年，包工头找不到人，请劳动监察帮我们讨薪。';
    const adjustment = learn(emptyAdjustment(), { text, label: '卫生计生' });
    expect(classify(text, { adjustment }).label).toBe('劳动和社会保障');
    expect(classify(text, { adjustment }).confidence).toBeLessThan(classify(text).confidence);
  });

  it('are kept as JSON that names words; what is no adjustment counts as none', () => {
    const adjustment = learn(emptyAdjustment(), { text: about('东门'), label: '教育文体' });
    expect(readAdjustment(JSON.parse(JSON.stringify(adjustment)))).toEqual(adjustment);
    expect(Object.keys(adjustment.words)).toContain('充电');
    for (const wrong of [null, 7, 'x', [], {}, { version: 2, words: {} }, { version: 1, words: { 工资: [1] } }]) expect(readAdjustment(wrong).words).toEqual({});
    expect(emptyAdjustment().words).toEqual({});
  });

  it('what is right already is counted and changes nothing', () => {
    expect(learn(emptyAdjustment(), { label: '劳动和社会保障', text: '工地拖欠农民工工资半年，请劳动监察帮我们讨薪。' })).toEqual({ version: 1, corrections: 1, words: {} });
  });
});
