// `smart train` and `smart classify`: the topics of opinions. They need neither database nor deployment and start without them.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { classify } from '@smart/classifier';
import { train } from '@smart/classifier/train';
import { parseTrainingData, TrainingDataError } from '@smart/classifier/training-data';
import { encodeModel, shippedWeights } from '@smart/classifier/weights';
import type { Command } from 'commander';

/** A longer line is not one opinion; it is told of and passed over. */
const LONGEST_LINE = 1_000_000;

const say = (line: string): void => console.error(line);

/** What is wrong with one line: said on stderr, and in the line's place in the output. */
class LineError extends Error {}

function textsOf(line: string): { title?: string; text: string } {
  if (line.length > LONGEST_LINE) throw new LineError('这一行过长，不是一条意见');
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new LineError('不是 JSON：每行应为一个对象，例如 {"title":"…","text":"…"}', { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new LineError('不是 JSON 对象：应含 text（正文）字段，title（标题）可以没有');
  const text = 'text' in value ? value.text : undefined;
  if (typeof text !== 'string') throw new LineError('缺少 text（正文）字段，或者不是文字');
  const title = 'title' in value ? value.title : undefined;
  if (title !== undefined && title !== null && typeof title !== 'string') throw new LineError('title（标题）不是文字');
  return { text, ...(title ? { title } : {}) };
}

function answerTo(line: string, number: number): { answer: string; failed: boolean } {
  try {
    const { label, confidence } = classify(textsOf(line));
    return { answer: JSON.stringify({ label, confidence: Math.round(confidence * 10_000) / 10_000 }), failed: false };
  } catch (error) {
    if (!(error instanceof LineError)) throw error;
    say(`第 ${number} 行${error.message}。`);
    return { answer: JSON.stringify({ error: error.message }), failed: true };
  }
}

/**
 * Reads one opinion a line from standard input and writes one answer a line, in order, as they come; empty lines are passed over.
 * Returns the exit code: 1 when a line could not be read.
 */
async function classifyCommand(): Promise<number> {
  if (process.stdin.isTTY) say('请从标准输入给出意见，每行一个 JSON，例如：cat 意见.ndjson | pnpm smart classify');
  let number = 0;
  let wrong = 0;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1)); // whoever read the answers has left
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number += 1;
    const read = number === 1 ? line.replace(/^\u{feff}/u, '') : line;
    if (read.trim() === '') continue;
    const { answer, failed } = answerTo(read, number);
    if (failed) wrong += 1;
    if (!process.stdout.write(`${answer}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  if (wrong > 0) say(`${wrong} 行无法分类，已在输出的相应位置写明 error，其余各行不受影响。`);
  return wrong > 0 ? 1 : 0;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TrainingDataError(`无法读取文件 ${file}：请核对路径和权限。`, { cause: error });
  }
}

/** Trains and replaces the weights: whole, or not at all. */
function trainCommand(file: string, out: string): number {
  try {
    const messages = parseTrainingData(contentOf(file));
    say(`共 ${messages.length} 条，开始训练（数千条约需一至三分钟）`);
    const weights = encodeModel(train(messages, { onProgress: (done, total) => say(`已完成 ${done}/${total} 步`) }));
    writeFileSync(`${out}.part`, weights);
    renameSync(`${out}.part`, out);
    console.log(out);
    return 0;
  } catch (error) {
    if (error instanceof TrainingDataError) say(error.message);
    else if (error instanceof Error && 'code' in error) say(`无法写入 ${out}：请核对文件夹和权限（${String(error.code)}）。`);
    else throw error;
    return 1;
  }
}

/** Registers both commands. */
export function addTopicCommands(program: Command): void {
  program
    .command('train')
    .description('用已分类的群众意见训练自动分类（同样的数据得到同样的权重）')
    .requiredOption('--data <file>', '每行一个 JSON，含 text（正文）、label（类别），title（标题）可以没有')
    .option('--out <file>', '权重写到哪里', fileURLToPath(shippedWeights))
    .action(({ data, out }: { data: string; out: string }) => {
      process.exitCode = trainCommand(data, out);
    });
  program
    .command('classify')
    .description('从标准输入逐行读取群众意见（JSON），逐行写出类别和把握')
    .action(async () => {
      process.exitCode = await classifyCommand();
    });
}
