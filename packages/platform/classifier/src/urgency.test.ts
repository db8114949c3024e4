import { describe, expect, it } from 'vitest';
import { urgencyOf, type UrgencyLevel } from './index.ts';

const examples: readonly (readonly [UrgencyLevel, string])[] = [
  ['emergency', '三单元楼道里天然气泄漏，味道很大，打物业电话没人接。'],
  ['emergency', '电梯坏了，有老人被困，已经半个小时。'],
  ['emergency', '村小的围墙快倒了，孩子每天从下面走。'],
  ['emergency', '路边井盖不见了，晚上没有灯。'],
  ['emergency', '再不解决我就活不下去了，只有从楼上跳下去。'],
  ['urgent', '我们小区从星期一起停水，到今天没有人通知原因。'],
  ['urgent', '工地拖欠三十多名农民工工资，快过年了。'],
  ['urgent', '洪水把村道冲毁，我们组的人出不去。'],
  ['urgent', '自来水发黄，有股异味，不敢喝。'],
  ['ordinary', '请问不停电作业的检修时间怎么查。'],
  ['ordinary', '希望社区多办预防自杀、关爱老人的讲座。'],
  ['ordinary', '建议在公园增加几张长椅。'],
  ['ordinary', ''],
];

describe('how soon somebody must look', () => {
  it.each(examples)('%s: %s', (level, text) => {
    expect(urgencyOf({ text }).level).toBe(level);
  });

  it('says why in words of the text, and what to do first where lives are in danger', () => {
    expect(urgencyOf({ title: '燃气泄漏', text: '请快来人' })).toMatchObject({ name: '紧急', reason: expect.stringContaining('“燃气泄漏”'), advice: expect.stringContaining('119') });
    expect(urgencyOf({ text: '整栋楼停电两天' })).toMatchObject({ name: '较急', reason: '停电：文中提到“停电”', advice: null });
  });
});
