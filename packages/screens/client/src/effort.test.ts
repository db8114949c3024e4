import { beforeEach, expect, it } from 'vitest';
import { EffortMeter, type EffortSample } from './effort.ts';

const tasks = { write: { label: '写', opens: ['/write', '/write/:id'], done: ['suggestions.submit'] }, judge: { label: '评', done: ['suggestions.evaluate'] } };
let now = 0;
let samples: EffortSample<keyof typeof tasks>[] = [];
let meter: EffortMeter<keyof typeof tasks>;
beforeEach(() => {
  now = 10_000;
  samples = [];
  meter = new EffortMeter(tasks, (sample) => samples.push(sample), () => now);
});
const after = (ms: number): void => void (now += ms);

it('counts the tap that opened the page and those on it, and only the seconds in view', () => {
  meter.pressed(undefined);
  after(300);
  meter.opened('/write', '/write');
  meter.opened('/write/7', '/write/:id');
  meter.typed();
  after(20_000);
  meter.inView(false);
  after(600_000);
  meter.inView(true);
  after(10_000);
  meter.pressed(undefined);
  meter.pressed(undefined);
  meter.acted('suggestions.saveDraft', true);
  meter.acted('suggestions.submit', true);
  meter.opened('/suggestions/7/receipt', '/suggestions/:id/receipt');
  expect(samples).toEqual([{ task: 'write', end: 'done', taps: 3, seconds: 30 }]);
});

it('tells how far somebody was who left', () => {
  meter.opened('/write', '/write');
  meter.opened('/', '/');
  meter.opened('/write/7', '/write/:id');
  meter.typed();
  meter.opened('/', '/');
  meter.opened('/write/7', '/write/:id');
  meter.acted('suggestions.submit', false);
  meter.typed();
  meter.opened('/', '/');
  expect(samples).toEqual([{ task: 'write', end: 'opened' }, { task: 'write', end: 'typed' }, { task: 'write', end: 'refused' }]);
});

it('what begins with a press ends on another page or with another task, and a page that changes its query goes on', () => {
  meter.opened('/suggestions/7', '/suggestions/:id');
  meter.pressed('judge');
  meter.opened('/suggestions/7', '/suggestions/:id');
  after(4000);
  meter.pressed('judge');
  meter.acted('suggestions.evaluate', true);
  meter.pressed('judge');
  meter.opened('/suggestions/8', '/suggestions/:id');
  meter.pressed('nonsense');
  meter.opened('/', '/');
  expect(samples).toEqual([{ task: 'judge', end: 'done', taps: 2, seconds: 4 }, { task: 'judge', end: 'pressed' }]);
});

it('a link that begins a task leads to the page on which it is done', () => {
  meter.opened('/', '/');
  meter.pressed('judge');
  after(200);
  meter.opened('/suggestions/7', '/suggestions/:id');
  meter.pressed(undefined);
  meter.acted('suggestions.evaluate', true);
  expect(samples).toEqual([{ task: 'judge', end: 'done', taps: 2, seconds: 0 }]);
});

it('what was left lying says nothing', () => {
  meter.opened('/write', '/write');
  after(3_600_001);
  meter.opened('/', '/');
  expect(samples).toEqual([]);
});
