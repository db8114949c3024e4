import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Document, Packer, Paragraph } from 'docx';
import PDFDocument from 'pdfkit';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { extractFileText } from './text.ts';
import { acceptedTypes } from './types.ts';

const of = (bytes: Uint8Array, type: keyof typeof acceptedTypes, seconds?: number) =>
  extractFileText({ read: async () => Readable.from([bytes]) }, { sha256: '', mediaType: acceptedTypes[type].mediaType }, seconds);

async function pdf(...lines: string[]): Promise<Uint8Array> {
  const made = new PDFDocument();
  made.font(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf')));
  for (const line of lines) made.text(line);
  made.end();
  return buffer(made);
}

it('reads PDF, joining lines that end inside a sentence', async () => {
  expect(await of(await pdf('城陵矶港口疏港公', '路拥堵情况调查'), 'pdf')).toMatchObject({ state: 'done', text: expect.stringContaining('疏港公路拥堵') });
});

it('reads DOCX and text in UTF-8 and GB 18030', async () => {
  const docx = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('调研报告：候车时间')] }] }));
  expect(await of(docx, 'docx')).toEqual({ state: 'done', text: '调研报告：候车时间' });
  expect(await of(Buffer.from('候车时间'), 'txt')).toEqual({ state: 'done', text: '候车时间' });
  expect(await of(Uint8Array.from([0xba, 0xf2, 0xb3, 0xb5]), 'txt')).toEqual({ state: 'done', text: '候车' });
});

it('says what is the matter with a file it cannot read, and leaves pictures alone', async () => {
  expect(await of(Buffer.from('no pdf at all'), 'pdf')).toEqual({ state: 'failed', problem: expect.stringContaining('未能读出文字') });
  expect(await of(Buffer.from('PK no archive'), 'docx')).toEqual({ state: 'failed', problem: expect.stringContaining('未能读出文字') });
  expect(await of(await pdf(), 'pdf')).toEqual({ state: 'failed', problem: expect.stringContaining('扫描件') });
  expect(await of(await pdf('字'), 'pdf', 0.001)).toEqual({ state: 'failed', problem: expect.stringContaining('秒内') });
  expect(await of(Buffer.from(''), 'png')).toEqual({ state: 'none' });
});
