import { describe, expect, it } from 'vitest';
import { attachmentName, letterAddressee, letterParagraphs, letterTitle, levelOf } from './letter-text.ts';

const reply = { title: '关于增开公交线路的建议', numberLabel: '市九届人大闭会期间第1号建议', joint: false, body: '一、关于线路\n我局将增开线路。', commitments: [] };
const texts = (changes: Partial<Parameters<typeof letterParagraphs>[0]> = {}) => letterParagraphs({ ...reply, ...changes }).map((one) => one.text);

describe('the words of the letter', () => {
  it('put opening and closing around the text, and the commitments with their dates before the closing', () => {
    const written = texts({ joint: true, commitments: [{ text: '增开线路一条', dueOn: '2026-09-30' }] });
    expect(written[0]).toBe('您领衔提出的《关于增开公交线路的建议》（市九届人大闭会期间第1号建议）收悉。现答复如下：');
    expect(written.slice(1, 5)).toEqual(['一、关于线路', '我局将增开线路。', '我单位承诺办理事项：', '1.增开线路一条（完成时限：2026年9月30日）']);
    expect(written.at(-1)).toContain('请填写《征询意见表》');
  });

  it('do not greet or thank twice when the text was pasted whole', () => {
    const written = texts({ body: '您提出的建议收悉。\n我局将增开线路。\n感谢您对交通工作的支持，欢迎继续监督。' });
    expect(written).toHaveLength(4);
    expect(written.filter((one) => one.includes('收悉'))).toHaveLength(1);
    expect(written.at(-1)).toBe('请填写《征询意见表》，对办理态度和办理结果作出评价。');
    expect(texts({ body: '我局将增开线路。\n随函附送征询意见表，请填写。' })).toHaveLength(3);
  });

  it('know headings by their numbers, but only short ones', () => {
    expect(['一、关于线路', '（一）线路', '1.线路', '（1）线路', '一、我局将增开线路。', '正文'].map(levelOf)).toEqual([1, 2, 3, 4, 0, 0]);
  });

  it('name attachments without the ending of their type', () => {
    expect(['站台位置.pdf', '第1.2版说明', '附图.JPEG'].map(attachmentName)).toEqual(['站台位置', '第1.2版说明', '附图']);
  });

  it('say 再次 from the second handling on and 等 when others have joined', () => {
    expect(letterTitle('市九届人大闭会期间第1号建议', 2)).toBe('关于市九届人大闭会期间第1号建议的再次答复');
    expect([letterAddressee('李明', true), letterAddressee('李明', false)]).toEqual(['李明等代表', '李明代表']);
  });
});
