import { describe, expect, it } from 'vitest';
import { guessTopic } from './guess-topic.ts';

describe('guessing the topic', () => {
  it.each([
    ['关于在南湖大道增设公交专用道的建议', '早晚高峰拥堵', 'transport'],
    ['关于城区小学学位不足的建议', '学校周边停车难', 'education_culture'],
    ['关于完善乡镇卫生院急救设备的建议', '', 'health'],
    ['关于解决农村老年人养老服务的建议', '', 'social_security'],
    ['关于整治黑臭水体和污水直排的建议', '', 'environment'],
    ['关于修复水毁农田灌溉渠道的建议', '', 'agriculture'],
    ['关于支持园区民营企业融资的建议', '', 'economy'],
    ['关于老旧小区加装电梯的建议', '', 'urban_construction'],
  ])('%s', (title, text, topic) => {
    expect(guessTopic(title, text)).toBe(topic);
  });

  it('a title counts for more than a passing word in the text', () => {
    expect(guessTopic('关于医院门诊便民的建议', '患者反映公交车到不了')).toBe('health');
  });

  it('nothing tells, nothing is guessed', () => {
    expect(guessTopic('', '')).toBeNull();
    expect(guessTopic('关于有关事项的建议', '情况如下')).toBeNull();
  });
});
