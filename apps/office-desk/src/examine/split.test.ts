import { expect, it } from 'vitest';
import { partsOf, splitProblem, splitRequest } from './split.ts';

const source = { title: '关于公交和停车的建议', background: '片区公交候车时间较长，道路两侧违规停车较多，居民反映强烈。', proposal: '建议增开公交线路，增设停车泊位。', topic: 'transport' } as const;

it('begins with the whole text in each part and says what is missing', () => {
  const parts = partsOf(source);
  expect(splitProblem(parts)).toBe('请填写第 2 件的标题');
  const [first, second] = parts;
  if (!first || !second) throw new Error('two parts');
  second.title = source.title;
  expect(splitProblem(parts)).toBe('各件的标题不能相同');
  second.title = ' 关于规范停车的建议 ';
  expect(splitProblem(parts)).toBeNull();
  expect(splitRequest(parts)[1]?.title).toBe('关于规范停车的建议');
  first.proposal = '短';
  expect(splitProblem(parts)).toContain('第 1 件的具体建议');
});
