import { unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { expect, it } from 'vitest';
import { barsPicture } from './bars-picture.ts';
import { reportDocx } from './report-docx.ts';

const bars = [{ label: '城乡建设', value: 12 }, { label: '<一个名字特别特别特别长的承办单位>', value: 0 }];

it('draws bars as a PNG with letters in it', () => {
  const { png, width, height } = barsPicture(bars, '件');
  expect(Buffer.from(png.slice(1, 4)).toString()).toBe('PNG');
  expect([width, height]).toEqual([900, 96]);
  // The same without letters is smaller: the font was found.
  expect(png.length).toBeGreaterThan(barsPicture(bars.map(({ value }) => ({ label: ' ', value })), ' ').png.length + 2000);
});

it('a report has its title, texts, tables with heads, and a picture with words for those who do not see it', async () => {
  const docx = await reportDocx({
    title: '年度办理情况的报告', issuer: '岳阳市人民代表大会', asOf: '2026-03-02', source: '本平台办理记录', demo: true,
    sections: [{ heading: '一、提出情况', text: '共提出 12 件。\n第二段。', tables: [{ caption: '内容分类', head: ['分类', '件数'], rows: [['城乡建设', '12']], bars }] }],
  });
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(docx) });
  for (const words of ['年度办理情况的报告', '一、提出情况', '第二段。', '表1　内容分类', '城乡建设', '截至2026年3月2日，来源：本平台办理记录', '演示文件']) expect(value).toContain(words);
  const files = unzipSync(docx);
  expect(Object.keys(files).some((name) => name.startsWith('word/media/'))).toBe(true);
  expect(new TextDecoder().decode(files['word/document.xml'])).toContain('城乡建设 12 件');
});
