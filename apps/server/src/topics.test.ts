// `smart train` and `smart classify` as they are run: a process, its input, what it prints where, its exit code.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicLabels } from '@smart/classifier';
import { decodeModel } from '@smart/classifier/weights';
import { afterAll, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 180_000 });

const folder = mkdtempSync(join(tmpdir(), 'smart-topics-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function smart(args: readonly string[], input: string | Buffer = ''): { code: number | null; output: string[]; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'topics.ts'), ...args], { input, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
  expect(stderr).not.toMatch(/\n\s+at /);
  return { code: status, output: stdout.split('\n').filter((line) => line !== ''), errors: stderr };
}
const lines = (of: readonly unknown[]): string => of.map((one) => `${JSON.stringify(one)}\n`).join('');

it('classify writes one label and confidence a line, in order, with or without a title, whatever ends the lines', () => {
  const said = [{ title: '路灯坏了', text: '小区门口的路灯坏了三个月，下水道也堵了，物业不管。' }, { text: '工厂半夜排放废气，气味刺鼻，河水也黑了。' }, { text: '医院挂号要排四个小时，医生也不够。' }];
  const { code, output, errors } = smart(['classify'], Buffer.from(`\u{feff}${lines(said).replaceAll('\n', '\r\n')}\r\n`));
  expect([code, errors]).toEqual([0, '']);
  const answers = output.map((line): { label: string; confidence: number } => JSON.parse(line));
  expect(answers.map(({ label }) => label)).toEqual(['城乡建设', '环境保护', '卫生计生']);
  for (const answer of answers) {
    expect(Object.keys(answer)).toEqual(['label', 'confidence']);
    expect(answer.confidence).toBeGreaterThan(0);
    expect(answer.confidence).toBeLessThanOrEqual(1);
  }
});

it('classify passes over no line in silence: a bad one says what is wrong in its place, the others are answered', () => {
  const { code, output, errors } = smart(['classify'], `{"text":"公交车太少"}\nnot json\n{"title":"x"}\n{"text":7}\n[]\n\n{"text":""}\n`);
  expect(code).toBe(1);
  expect(output).toHaveLength(6);
  expect(output.map((line) => 'error' in JSON.parse(line))).toEqual([false, true, true, true, true, false]);
  for (const said of ['第 2 行不是 JSON', '第 3 行缺少 text', '第 4 行', '4 行无法分类']) expect(errors).toContain(said);
});

it('train writes the same weights for the same messages, which sort; progress is on stderr, the file named on stdout', () => {
  const words = { 城乡建设: '物业房产证拆迁', 环境保护: '废气污水噪音', 交通运输: '出租车快递客运', 教育文体: '学校老师补课', 劳动和社会保障: '工资社保退休', 商贸旅游: '传销退款景区', 卫生计生: '医院医生疫苗' } as const;
  const data = join(folder, 'messages.ndjson');
  writeFileSync(data, lines(topicLabels.flatMap((label) => Array.from({ length: 10 }, (_, at) => ({ label, text: `第${at}次来信，${words[label]}的事情没有人管` })))));
  const files = ['one', 'two'].map((name) => join(folder, name));
  for (const out of files) {
    const { code, output, errors } = smart(['train', '--data', data, '--out', out]);
    expect([code, output]).toEqual([0, [out]]);
    expect(errors).toContain('共 70 条');
    expect(existsSync(`${out}.part`)).toBe(false);
  }
  const [first, second] = files.map((file) => readFileSync(file));
  expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
  expect(decodeModel(first ?? Buffer.alloc(0)).messages).toBe(70);
});

it.each([
  ['data that are not there', '没有这个文件.ndjson', '无法读取文件'],
  ['data of another kind', 'bad.ndjson', '第 1 行'],
])('train: %s leave the weights as they were, and it says why', (_what, name, said) => {
  const out = join(folder, 'kept');
  writeFileSync(out, 'weights');
  writeFileSync(join(folder, 'bad.ndjson'), '{"text":"没有类别"}\n');
  const { code, output, errors } = smart(['train', '--data', join(folder, name), '--out', out]);
  expect([code, output]).toEqual([1, []]);
  expect(errors).toContain(said);
  expect(readFileSync(out, 'utf8')).toBe('weights');
});
