import { expect, it } from 'vitest';
import { emptyPaper, paperInput, paperProblems } from './paper-form.ts';

const whole = {
  ...emptyPaper(new Date('2026-04-07T01:30:00Z')), mandateId: 'm', title: '关于修补南津路路面的建议', background: '南津路路面破损，雨天积水很深，群众多次反映没有解决。', proposal: '建议列入今年道路养护计划。', topic: 'transport',
  files: [{ id: 'f', name: '原件.pdf', size: 1 }],
};

it('names every field that is missing, and sends nothing before', () => {
  expect(Object.keys(paperProblems({ ...emptyPaper(new Date()), day: '' }))).toEqual(['mandateId', 'title', 'background', 'proposal', 'topic', 'day', 'files']);
  expect(paperInput('x', { ...whole, files: [] })).toBeNull();
});

it('sends the hour of receipt, which decides about session or recess', () => {
  expect(paperInput('x', { ...whole, hour: '11' })).toMatchObject({ receivedAt: '2026-04-07T11:00:00+08:00', archiveNumber: null, fileIds: ['f'] });
});

it('begins with this hour, so that a paper taken in early in the morning is not dated ahead', () => {
  expect(emptyPaper(new Date('2026-04-06T16:25:00Z'))).toMatchObject({ day: '2026-04-07', hour: '00' });
});
