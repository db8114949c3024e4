import { describe, expect, it } from 'vitest';
import { emptyHandOver, fromRecommendation, handOverProblem, partsOf } from './hand-over.ts';

const organ = (organId: string, role: 'distribute' | 'lead' | 'assisting', organName = organId) => ({ organId, organName, role, confidence: 0.7, reason: '' });

describe('hand-over', () => {
  it('goes through the government office with the department in the note', () => {
    const form = fromRecommendation({ organs: [organ('office', 'distribute'), organ('roads', 'lead', '交通运输局'), organ('police', 'assisting')] });
    expect(form.mode).toBe('office');
    expect(partsOf(form)).toEqual([{ organId: 'office', role: 'distribute', note: '建议由交通运输局承办' }]);
    expect(handOverProblem(form)).toBeNull();
  });

  it('chooses only the lead by itself when nobody distributes', () => {
    expect(partsOf(fromRecommendation({ organs: [organ('court', 'lead'), organ('police', 'assisting')] }))).toEqual([{ organId: 'court', role: 'lead' }]);
  });

  it('says what is missing', () => {
    expect(handOverProblem(fromRecommendation({ organs: [] }))).toBe('请选择主办单位');
    expect(handOverProblem({ ...emptyHandOver('separate'), separateIds: ['a'] })).toContain('至少选择两个');
    expect(handOverProblem({ ...emptyHandOver('lead'), leadId: 'a', assistingIds: ['a'] })).toContain('不能同时协办');
  });
});
