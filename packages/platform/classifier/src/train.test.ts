import { describe, expect, it } from 'vitest';
import { classify, topicLabels } from './index.ts';
import { train, type LabelledMessage } from './train.ts';
import { parseTrainingData, TrainingDataError } from './training-data.ts';
import { decodeModel, encodeModel } from './weights.ts';

const said: Readonly<Record<(typeof topicLabels)[number], string>> = {
  城乡建设: '小区物业房产证拆迁', 环境保护: '废气污水噪音污染', 交通运输: '出租车快递公路客运', 教育文体: '学校老师招生补课', 劳动和社会保障: '工资社保退休劳动合同', 商贸旅游: '传销退款景区假货', 卫生计生: '医院医生疫苗二胎',
};
const material: LabelledMessage[] = topicLabels.flatMap((label) => Array.from({ length: 10 }, (_, at) => ({ label, text: `第${at}次来信，${said[label]}的事情没有人管` })));
const lines = (of: readonly unknown[]): string => of.map((one) => JSON.stringify(one)).join('\n');

describe('training', () => {
  it('gives the same bytes for the same messages, shows each step, and its weights sort', { timeout: 120_000 }, () => {
    const steps: string[] = [];
    const first = encodeModel(train(material, { onProgress: (done, total) => steps.push(`${done}/${total}`) }));
    expect(Buffer.from(encodeModel(train(material))).equals(first)).toBe(true);
    expect(steps.at(-1)).toBe(`${steps.length}/${steps.length}`);
    const model = decodeModel(first);
    for (const label of topicLabels) expect(classify(said[label], { model }).label).toBe(label);
  });

  it('weights that are none are refused with a remedy', () => {
    expect(() => decodeModel(Buffer.from('x'))).toThrow();
  });
});

describe('training data', () => {
  it('are read with or without a title, a mark at the beginning, empty lines', () => {
    const read = parseTrainingData(`\u{feff}${lines(material)}\r\n\r\n${JSON.stringify({ title: '题', text: '文', label: '环境保护', time: '2020' })}\n`);
    expect(read).toHaveLength(71);
    expect(read.at(-1)).toEqual({ title: '题', text: '文', label: '环境保护' });
  });

  it.each([
    ['{', '第 1 行不是 JSON'], ['[]', '第 1 行不是 JSON 对象'], ['{"label":"环境保护"}', '第 1 行缺少 text（正文）'], ['{"text":"x"}', '第 1 行缺少 label（类别）'],
    ['{"text":"x","label":"其他"}', '“其他”不在分类之中'], ['{"text":"x","label":"环境保护","title":7}', '第 1 行的 title'], ['', '只有 0 条'],
  ])('%s: says what is wrong', (content, message) => {
    expect(() => parseTrainingData(content)).toThrow(TrainingDataError);
    expect(() => parseTrainingData(content)).toThrow(message);
  });
});
