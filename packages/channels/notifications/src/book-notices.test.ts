import { expect, it } from 'vitest';
import { bookTold } from './book-notices.ts';

it('says that a year book is there or stands still, and why; nothing of other operations', () => {
  const book = { kind: 'duty_book', title: '城陵矶代表团代表履职年册（2026 年）', problem: '' };
  expect(bookTold('operation.finished', book)).toEqual({ title: '履职年册已经生成', body: '“城陵矶代表团代表履职年册（2026 年）”可以下载了' });
  expect(bookTold('operation.stopped', { ...book, problem: '磁盘已满' })).toEqual({ title: '履职年册没有生成', body: '“城陵矶代表团代表履职年册（2026 年）”停下了：磁盘已满。排除以后点“排除后继续”，已经完成的部分保留' });
  expect(bookTold('operation.finished', { ...book, kind: 'term_change' })).toBeNull();
});
