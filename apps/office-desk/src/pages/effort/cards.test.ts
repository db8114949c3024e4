import { expect, it } from 'vitest';
import { effortCards, secondsWords } from './cards.ts';

const row = { task: 'evaluate_reply', label: '评价答复', who: '代表', budget: 2, done: 10, left: 5, taps: 3, seconds: { from: 20, until: 30 }, overBudget: 0.6, leftShare: 1 / 3, worst: { step: 'typed' as const, label: '填写以后', count: 4 }, steps: [] };

it('says where effort is lost, and when nothing is', () => {
  expect(effortCards([row, { ...row, task: 'sign_in', label: '扫码签到', budget: 1, taps: 1, leftShare: 0, worst: null, seconds: { from: 5, until: 10 } }]).map(({ sentence }) => sentence)).toEqual([
    '评价答复 3 次（规定 2 次）超过规定，请反映给系统管理员。', '评价答复中途离开的最多，占 33%，多在“填写以后”离开。', '评价答复用时最长，一半在 20–30 秒以内办完。',
  ]);
  expect(effortCards([{ ...row, taps: 2, leftShare: 0, seconds: null }]).map(({ sentence }) => sentence)).toEqual(['各项任务的点击次数都在规定以内。', '没有中途离开的。', '办完的次数还太少。']);
  expect([secondsWords(null), secondsWords({ from: 90, until: 120 }), secondsWords({ from: 3600, until: null })]).toEqual(['—', '1.5–2 分钟', '60 分钟以上']);
});
