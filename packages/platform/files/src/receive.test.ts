import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { isDomainError } from '@smart/kernel/errors';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentDisposition, safeName } from './names.ts';
import { receive } from './receive.ts';
import { hugePicture, office, pdf, picture, temporaryStore, zip } from './testing.ts';
import { acceptAttribute, limits } from './types.ts';

let home: Awaited<ReturnType<typeof temporaryStore>>;
beforeAll(async () => {
  home = await temporaryStore();
});
afterAll(() => home.remove());

const take = (name: string, content: Uint8Array) => receive(home.store, { stream: Readable.from([Buffer.from(content)]), name });

/** The code of the refusal, or the media type of what was accepted. */
async function outcome(name: string, content: Uint8Array): Promise<string> {
  try {
    const received = await take(name, content);
    await received.discard();
    return received.mediaType;
  } catch (error) {
    if (isDomainError(error)) return error.code;
    throw error;
  }
}

const leftOver = () => readdir(join(home.folder, 'incoming'));

describe('what is taken in', () => {
  it('accepts each type by its content', async () => {
    expect(await outcome('照片.jpg', await picture())).toBe('image/jpeg');
    expect(await outcome('照片.JPEG', await picture())).toBe('image/jpeg');
    expect(await outcome('截图.png', await picture({ type: 'png' }))).toBe('image/png');
    expect(await outcome('图.webp', await picture({ type: 'webp' }))).toBe('image/webp');
    expect(await outcome('方案.pdf', pdf())).toBe('application/pdf');
    expect(await outcome('材料.docx', office('docx'))).toMatch(/wordprocessingml/);
    expect(await outcome('表.xlsx', office('xlsx'))).toMatch(/spreadsheetml/);
    expect(await outcome('汇报.pptx', office('pptx'))).toMatch(/presentationml/);
    expect(await outcome('公文.ofd', office('ofd'))).toBe('application/ofd');
    expect(await outcome('说明.txt', Buffer.from('一、情况说明\r\n\t二、建议'))).toBe('text/plain');
    // "说明" in GB 18030, as old office machines write it.
    expect(await outcome('说明.txt', Buffer.from([0xcb, 0xb5, 0xc3, 0xf7]))).toBe('text/plain');
    expect(await leftOver()).toEqual([]);
  });

  it('gives an ending to a file without one', async () => {
    const received = await take('方案', pdf());
    expect(received.name).toBe('方案.pdf');
    await received.discard();
  });

  it('tells what the file picker offers', () => {
    expect(acceptAttribute.split(',')).toContain('.docx');
    expect(acceptAttribute).not.toContain('svg');
  });
});

describe('what is refused', () => {
  it('a wrong type behind a right name', async () => {
    expect(await outcome('照片.jpg', pdf())).toBe('files.type_mismatch');
    expect(await outcome('照片.png', await picture())).toBe('files.type_mismatch');
    expect(await outcome('方案.pdf', Buffer.from('MZ\u0090\u0000'.padEnd(300, '\u0000'), 'latin1'))).toBe('files.type_mismatch');
    expect(await outcome('材料.docx', office('xlsx'))).toBe('files.type_mismatch');
    expect(await outcome('材料.docx', zip([{ name: 'a.txt', content: Buffer.from('x') }]))).toBe('files.type_mismatch');
    expect(await outcome('材料.docx', zip([{ name: 'word/document.xml', content: Buffer.from('x') }]))).toBe('files.type_mismatch');
    expect(await outcome('说明.txt', randomBytes(500))).toBe('files.type_mismatch');
  });

  it('what browsers or shells would run', async () => {
    for (const content of ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', '<!DOCTYPE html><script>1</script>', ' \n<html>', '<?xml version="1.0"?><x/>', '#!/bin/sh\nrm -rf /', '{\\rtf1 x}']) {
      expect([content, await outcome('说明.txt', Buffer.from(content))]).toEqual([content, 'files.type_mismatch']);
      expect([content, await outcome('无扩展名', Buffer.from(content))]).toEqual([content, 'files.type_refused']);
    }
    for (const name of ['图.svg', '页.html', '程序.exe', '脚本.js', '包.zip', '宏.docm', '宏.xlsm', '老.doc', '视频.mp4', '照.heic', '双.pdf.exe']) {
      expect([name, await outcome(name, pdf())]).toEqual([name, 'files.type_refused']);
    }
  });

  it('macros, whatever the name says', async () => {
    const macro = { name: 'word/vbaProject.bin', content: Buffer.from('x') };
    expect(await outcome('材料.docx', office('docx', [macro]))).toBe('files.macros');
    expect(await outcome('表.xlsx', office('xlsx', [{ name: 'xl/macrosheets/sheet1.xml', content: Buffer.from('x') }]))).toBe('files.macros');
  });

  it('zip bombs: too dense, too much, too many, and one that lies about it', async () => {
    const zeros = Buffer.alloc(30 * 1024 * 1024);
    expect(await outcome('炸弹.docx', office('docx', [{ name: 'word/media/a.bin', content: zeros }]))).toBe('files.bomb');
    const claims = Array.from({ length: 3 }, (_, at) => ({ name: `${at}.bin`, content: randomBytes(800_000), claimedSize: 79_000_000 }));
    expect(await outcome('炸弹.docx', office('docx', claims))).toBe('files.bomb');
    const many = Array.from({ length: limits.archiveEntries + 1 }, (_, at) => ({ name: `${at}`, content: Buffer.from('x') }));
    expect(await outcome('炸弹.docx', office('docx', many))).toBe('files.bomb');
    expect(await outcome('炸弹.docx', office('docx', [{ name: 'a.bin', content: zeros, claimedSize: 1000 }]))).toBe('files.damaged');
    expect(await leftOver()).toEqual([]);
  });

  it('image bombs, before a pixel is decoded', async () => {
    const bomb = hugePicture(60_000, 60_000);
    expect(bomb.length).toBeLessThan(200);
    expect(await outcome('图.png', bomb)).toBe('files.bomb');
  });

  it('broken, cut off and empty files', async () => {
    const whole = await picture({ width: 800, height: 800 });
    expect(await outcome('照片.jpg', whole.subarray(0, whole.length / 2))).toBe('files.damaged');
    expect(await outcome('材料.docx', office('docx').subarray(0, 80))).toBe('files.damaged');
    expect(await outcome('方案.pdf', pdf().subarray(0, 40))).toBe('files.damaged');
    expect(await outcome('说明.txt', Buffer.alloc(0))).toBe('files.empty');
  });

  it('a stream without end, as soon as the limit is passed', async () => {
    let sent = 0;
    const endless = new Readable({
      read() {
        sent += 1024 * 1024;
        this.push(Buffer.alloc(1024 * 1024, 0x41));
      },
    });
    await expect(receive(home.store, { stream: endless, name: '大.txt' })).rejects.toMatchObject({ code: 'files.too_large', message: expect.stringContaining('20 MB') });
    expect(sent).toBeLessThan(limits.fileSize + 4 * 1024 * 1024);
    expect(endless.destroyed).toBe(true);
    expect(await leftOver()).toEqual([]);
  });

  it('leaves nothing behind when the sender breaks off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('%PDF-1.7');
        throw new Error('connection reset');
      })(),
    );
    await expect(receive(home.store, { stream: broken, name: '方案.pdf' })).rejects.toThrow('connection reset');
    expect(await leftOver()).toEqual([]);
  });
});

describe('pictures', () => {
  it('lose place and device, are turned upright, and shrink to 4096 pixels', async () => {
    const original = await picture({ width: 5000, height: 100, turned: true });
    expect(original.includes('SecretPhone')).toBe(true);
    const received = await take('照片.jpg', original);
    const kept = await readFile(received.path);
    expect(kept.includes('SecretPhone')).toBe(false);
    const { width, height, exif, orientation, format } = await sharp(kept).metadata();
    expect({ width, height, format }).toEqual({ width: 82, height: 4096, format: 'jpeg' });
    expect(exif).toBeUndefined();
    expect(orientation).toBeUndefined();
    expect(received.size).toBe(kept.length);
    await received.discard();
  });

  it('carry nothing hidden behind their end', async () => {
    const received = await take('照片.png', Buffer.concat([await picture({ type: 'png' }), office('docx')]));
    expect((await readFile(received.path)).includes('PK\u0003\u0004')).toBe(false);
    await received.discard();
  });
});

describe('names', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\李明\\材料.docx', '材料.docx'],
    ['a\u0000b\r\n.pdf', 'ab.pdf'],
    ['照片\u202egpj.exe', '照片gpj.exe'],
    ['零\u200b宽.txt', '零宽.txt'],
    ['  多   空格 .pdf', '多 空格 .pdf'],
    ['<img onerror="x">.png', '_img onerror=_x__.png'],
    ['...', '附件'],
    ['', '附件'],
    ['.htaccess', 'htaccess'],
    [`${'长'.repeat(300)}.docx`, `${'长'.repeat(115)}.docx`],
    ['龘镕珺𠮷.pdf', '龘镕珺𠮷.pdf'],
  ])('%j becomes %j', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });

  it('travel in a header that cannot be broken out of', () => {
    expect(contentDisposition('attachment', '材料 "一".docx')).toBe(`attachment; filename="__ ___.docx"; filename*=UTF-8''%E6%9D%90%E6%96%99%20%22%E4%B8%80%22.docx`);
    expect(contentDisposition('inline', "a'(1)*\r\nSet-Cookie: x")).toMatch(/^inline; filename="a'\(1\)\*__Set-Cookie: x"; filename\*=UTF-8''a%27%281%29%2A%0D%0ASet-Cookie%3A%20x$/);
  });
});
