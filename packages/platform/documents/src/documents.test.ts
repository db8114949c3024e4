import { PDFDocument } from '@cantoo/pdf-lib';
import { unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { extractImages, extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { AREA, AREA_BOTTOM, AREA_RIGHT, PAGE } from './geometry.ts';
import { letterDocx, letterPdf, matterPdf, type OfficialLetter } from './index.ts';

const LETTER = {
  issuer: '岳阳市交通运输局',
  number: '岳交函〔2026〕12号',
  signer: '龘镕珺',
  mark: 'A',
  title: '关于市九届人大三次会议第12号建议的答复',
  addressee: '喆堃祎代表',
  paragraphs: [
    { level: 0, text: '您提出的《关于加快推进道路改造的建议》收悉。经研究，现答复如下：' },
    { level: 1, text: '一、基本情况' },
    { level: 0, text: `该路段全长3.5公里，${'沿线群众反映强烈，我局高度重视。'.repeat(40)}` },
    { level: 2, text: '（一）关于路面改造' },
    { level: 0, text: '已列入年度计划。\n感谢您的关心和支持！' },
  ],
  attachments: ['项目实施计划', '征询意见表'],
  signatory: '岳阳市交通运输局',
  date: '2026-05-08',
  contact: '联系人：王芳，电话：0730-8880000',
  copies: ['市人大常委会代表工作委员会', '市人民政府办公室'],
  printedBy: '岳阳市交通运输局办公室',
  seal: 'stamp_here',
  form: { number: '市九届人大三次会议第12号建议', title: '关于加快推进道路改造的建议', lead: '喆堃祎', cosigners: ['王芳', '赵强'], organ: '岳阳市交通运输局', letterNumber: '岳交函〔2026〕12号' },
} as const satisfies OfficialLetter;

const squeeze = (text: string) => text.replace(/\s+/gu, '');

/** The reader takes its bytes away: give it a copy. */
const open = (bytes: Uint8Array) => getDocumentProxy(bytes.slice());

async function pdfText(bytes: Uint8Array): Promise<{ pages: number; text: string }> {
  const { totalPages, text } = await extractText(await open(bytes), { mergePages: true });
  return { pages: totalPages, text: squeeze(text) };
}

type Placed = { text: string; x: number; top: number; size: number; page: number };

/** Every piece of text with the place of its baseline's beginning, measured from the upper left corner in points. */
async function placed(bytes: Uint8Array): Promise<Placed[]> {
  const pdf = await open(bytes);
  const found: Placed[] = [];
  for (let page = 1; page <= pdf.numPages; page++) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , , size = 0, x = 0, y = 0] = item.transform;
      found.push({ text: squeeze(item.str), x, top: PAGE.height - y, size, page });
    }
  }
  return found;
}

describe('an official letter as PDF', () => {
  it('holds every word, rare characters of names among them', async () => {
    const { text } = await pdfText(await letterPdf(LETTER));
    for (const words of ['岳交函〔2026〕12号', '签发人：龘镕珺', '喆堃祎代表：', '一、基本情况', '附件：1.项目实施计划', '2.征询意见表', '2026年5月8日', '（联系人：王芳，电话：0730-8880000）', '抄送：市人大常委会代表工作委员会，市人民政府办公室。', '2026年5月8日印发', '—1—', '—2—', '感谢您的关心和支持！']) {
      expect(text).toContain(words);
    }
  });

  it('keeps the measures of GB/T 9704-2012', async () => {
    const pieces = await placed(await letterPdf(LETTER));
    const find = (text: string) => pieces.find((piece) => piece.text.startsWith(text));
    const pages = Math.max(...pieces.map(({ page }) => page));
    expect(pages).toBeGreaterThan(1);

    const [issuer, title, number] = [find('岳阳市交通运输局'), find('关于市九届'), find('岳交函')];
    expect(issuer?.size).toBeGreaterThan(40);
    expect(title?.size).toBeCloseTo(22, 0);
    expect(number?.size).toBeCloseTo(16, 0);
    // The issuer's name begins 35 mm below the type area's upper edge: its baseline is 0.88 em further down.
    expect((issuer?.top ?? 0) - 0.88 * (issuer?.size ?? 0)).toBeCloseTo(AREA.top + (35 * 72) / 25.4, 0);

    // Body text on page 2: lines 28.95 pt apart, at most 22, all inside the type area, beginning at its left edge.
    const second = pieces.filter((piece) => piece.page === 2 && Math.abs(piece.size - 16) < 0.1 && Math.abs(piece.x - AREA.left) < 0.5);
    const tops = [...new Set(second.map(({ top }) => Math.round(top * 100) / 100))].sort((a, b) => a - b);
    expect(tops.length).toBeGreaterThan(3);
    expect(tops.length).toBeLessThanOrEqual(22);
    expect((tops[1] ?? 0) - (tops[0] ?? 0)).toBeCloseTo(28.95, 1);
    for (const { text, x, top, size, page } of pieces) {
      const isNumber = /^—\d+—$/.test(text);
      expect(x).toBeGreaterThanOrEqual(AREA.left - 0.5);
      expect(x + size * 0.5).toBeLessThanOrEqual(AREA_RIGHT + 0.5);
      if (!isNumber) expect([text, page, top <= AREA_BOTTOM + 1]).toEqual([text, page, true]);
    }

    // Page numbers: odd right, even left, each one character of 4号 from the edge.
    expect(pieces.find(({ text }) => text === '—1—')?.x).toBeGreaterThan(PAGE.width / 2);
    expect(pieces.find(({ text }) => text === '—2—')?.x).toBeCloseTo(AREA.left + 14, 0);
  });

  it.each([1, 5, 8, 10, 14, 20, 30, 31, 32, 33, 34, 40, 60])('a body of %i sentences never leaves the signature without text', async (count) => {
    const body = '沿线群众反映强烈，我局高度重视，立即组织研究。'.repeat(count);
    const pieces = await placed(await letterPdf({ ...LETTER, form: undefined, attachments: [], paragraphs: [{ level: 0, text: body }] }));
    const date = pieces.find(({ text }) => text === '2026年5月8日');
    const above = pieces.filter((piece) => piece.page === date?.page && piece.top < (date?.top ?? 0) && /[群众重视研究代表]/.test(piece.text));
    expect(above.length).toBeGreaterThan(0);
    const imprint = pieces.filter(({ text }) => text.endsWith('印发'));
    expect(imprint).toHaveLength(1);
    // The imprint stands at the foot of the last page and never runs into the signature.
    const last = imprint[0];
    expect(last?.page).toBe(Math.max(...pieces.map(({ page }) => page)));
    if (last?.page === date?.page) expect((last?.top ?? 0) - (date?.top ?? 0)).toBeGreaterThan(60);
  });

  it('bears the kept picture of a seal only when signed, says where to stamp without one, and says when it is a demonstration', async () => {
    const { seal, ...unsigned } = LETTER;
    expect(seal).toBe('stamp_here');
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const [sealed, stamped, draft] = [await letterPdf({ ...LETTER, seal: { png } }), await letterPdf(LETTER), await letterPdf(unsigned)];
    const pictures = async (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').split('/Subtype /Image').length - 1;
    expect(await pictures(sealed)).toBeGreaterThan(0);
    expect([await pictures(stamped), await pictures(draft)]).toEqual([0, 0]);
    expect([(await pdfText(sealed)).text, (await pdfText(stamped)).text, (await pdfText(draft)).text].map((text) => text.includes('（盖章处）'))).toEqual([false, true, false]);
    expect((await pdfText(draft)).text).not.toContain('不具效力');
    expect((await pdfText(await letterPdf({ ...LETTER, demo: true }))).text).toContain('演示文件不具效力');
  });

  it('survives hostile and odd input', async () => {
    const odd = { ...LETTER, issuer: '超'.repeat(60), title: '长'.repeat(200), signatory: '机关'.repeat(30), addressee: 'A\u0000B\u202e', paragraphs: [{ level: 0, text: '</w:t>&<script>\u0001' }] } satisfies OfficialLetter;
    const { text } = await pdfText(await letterPdf(odd));
    expect(text).toContain('AB：');
    expect(text).toContain('</w:t>&<script>');
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await letterDocx(odd)) });
    expect(squeeze(value)).toContain('</w:t>&<script>');
  });
});

describe('an official letter as DOCX', () => {
  it('gives back every word', async () => {
    const { value, messages } = await mammoth.extractRawText({ buffer: Buffer.from(await letterDocx(LETTER)) });
    expect(messages).toEqual([]);
    for (const words of ['岳阳市交通运输局', '岳交函〔2026〕12号', '签发人：龘镕珺', '喆堃祎代表：', '附件：1. 项目实施计划', '2. 征询意见表', '2026年5月8日', '抄送：市人大常委会代表工作委员会，市人民政府办公室。', '感谢您的关心和支持！']) {
      expect(value).toContain(words);
    }
  });

  it('names the fonts, margins, lines and the two places of the page number', async () => {
    const parts = unzipSync(await letterDocx(LETTER));
    const xml = (name: string) => new TextDecoder().decode(parts[name]);
    const document = xml('word/document.xml');
    for (const font of ['方正小标宋简体', '仿宋_GB2312', '黑体', '楷体_GB2312']) expect(document).toContain(`w:eastAsia="${font}"`);
    // 37 mm and 28 mm in twentieths of a point.
    expect(document).toMatch(/<w:pgMar [^>]*w:top="2098"/);
    expect(document).toMatch(/<w:pgMar [^>]*w:left="1587"/);
    expect(document).toContain('w:line="579" w:lineRule="exact"');
    expect(xml('word/settings.xml')).toContain('evenAndOddHeaders');
    expect([xml('word/footer1.xml'), xml('word/footer2.xml')].map((footer) => /w:jc w:val="(\w+)"/.exec(footer)?.[1]).sort()).toEqual(['left', 'right']);
  });
});

describe('a matter on paper', () => {
  it('holds facts, texts and timeline over several pages', async () => {
    const bytes = await matterPdf({
      title: '关于加快推进道路改造和沿线老旧小区雨污分流同步实施的建议',
      subtitle: '岳阳市九届人大三次会议第12号建议',
      facts: [
        { label: '领衔代表', value: '龘镕珺' },
        { label: '附议代表', value: '李明、'.repeat(60) },
      ],
      sections: [{ heading: '事由', paragraphs: ['路面破损。'.repeat(200), '\n'] }],
      contents: true,
      timeline: Array.from({ length: 40 }, (_, at) => ({ at: `2026-03-${10 + (at % 20)} 09:30`, words: `第${at}步`, detail: '说明' })),
      printedBy: '岳阳市人大常委会代表工作委员会',
      printedOn: '2026-05-08',
      demo: true,
    });
    const { pages, text } = await pdfText(bytes);
    expect(pages).toBeGreaterThan(2);
    for (const words of ['龘镕珺', '办理过程', '第39步', '目录', `第${pages}页，共${pages}页`, '演示文件']) expect(text).toContain(words);
    for (const { x, top } of await placed(bytes)) {
      expect(x).toBeLessThan(AREA_RIGHT);
      expect(top).toBeLessThan(PAGE.height);
    }
  });

  it('carries pictures and PDF files behind it, in order, and names what cannot be taken in', async () => {
    const plan = await PDFDocument.create();
    for (const size of [[200, 300], [400, 300]] as const) plan.addPage([...size]);
    const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
    const bytes = await matterPdf({
      title: '关于改造道路的建议', facts: [], sections: [{ heading: '事由', paragraphs: ['路面破损。'] }], contents: true, printedBy: '代表工作委员会', printedOn: '2026-05-08',
      enclosures: [
        { name: '平面图.pdf', kind: 'pdf', content: await plan.save() },
        { name: '现场.jpg', kind: 'picture', content: pixel },
        { name: '损坏.pdf', kind: 'pdf', content: Buffer.from('%PDF-1.7 nothing') },
        { name: '遗失.jpg', kind: 'picture', content: null },
      ],
    });
    const document = await PDFDocument.load(bytes);
    // One page of the matter, a sheet, two pages of the plan, the picture, two sheets for what is missing.
    expect(document.getPages().map((page) => Math.round(page.getWidth()))).toEqual([595, 595, 200, 400, 595, 595, 595]);
    const { text } = await pdfText(bytes);
    for (const words of ['附件1平面图.pdf', '共2页，附后', '附件2现场.jpg', '第5页，共5页']) expect(text).toContain(words);
    expect(text.match(/未能并入本文件/gu)).toHaveLength(2);
    expect(await extractImages(await open(bytes), 5)).toHaveLength(1);
  });
});
