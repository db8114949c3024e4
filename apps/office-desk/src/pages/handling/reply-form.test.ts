import { expect, it } from 'vitest';
import { cited, emptyReply, gradeChoices, inputOf, missingIn } from './reply-form.ts';

it('names what a reply lacks, and asks for a commitment only where something is promised', () => {
  expect(missingIn(emptyReply())).toEqual(['请选择办理结果', '请写明逐条回应的内容（至少 20 个字）']);
  const body = '您提出的建议很有针对性，我局将增开公交线路并加密班次。';
  expect(missingIn({ ...emptyReply(), grade: 'A', body })).toEqual([]);
  expect(missingIn({ ...emptyReply(), grade: 'B', body })).toEqual(['办理结果为 B 类的，请列明至少一项承诺事项和完成时限']);
  expect(missingIn({ ...emptyReply(), grade: 'B', body, commitments: [{ text: '增开线路', dueOn: '2026-09-30' }] })).toEqual([]);
});

it('offers the marks of the congress only', () => {
  expect(gradeChoices('three').map((one) => one.value)).toEqual(['A', 'B', 'C']);
  expect(gradeChoices('four').map((one) => one.value)).toEqual(['A', 'B', 'C', 'D']);
});

it('tells an emptied contact as none and sends the ids of the files', () => {
  expect(inputOf({ ...emptyReply(), contactName: ' ', contactPhone: '0730-1', files: [{ id: 'f', name: 'a.pdf', size: 1 }] })).toMatchObject({ contactName: null, contactPhone: '0730-1', fileIds: ['f'] });
});

it('cites an opinion as a paragraph of its own', () => {
  expect(cited('第一段。\n', '岳阳市住建局', ' 同意。')).toBe('第一段。\n经商岳阳市住建局：同意。');
  expect(cited('', '岳阳市住建局', '同意。')).toBe('经商岳阳市住建局：同意。');
});
