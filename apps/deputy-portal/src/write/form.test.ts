import { fewest, limits } from '@smart/suggestions/model';
import { draftFields } from '@smart/suggestions/model-inputs';
import { describe, expect, it } from 'vitest';
import { emptyForm, formOf, inputOf, problemsOf } from './form.ts';

const complete = () => ({ ...emptyForm(), title: '关于增设公交站的建议', background: '很'.repeat(fewest.background), proposal: '建'.repeat(fewest.proposal) });

describe('what is missing before a suggestion can be handed in', () => {
  it('names every empty text', () => {
    expect(problemsOf(emptyForm())).toEqual({ title: '请填写标题', background: '请填写情况和问题', proposal: '请填写具体建议' });
  });

  it('is nothing for a complete one', () => {
    expect(problemsOf(complete())).toEqual({});
  });

  it('says how much is missing or too much', () => {
    expect(problemsOf({ ...complete(), title: '公交' }).title).toBe(`标题至少写 ${fewest.title} 个字，现在有 2 个字`);
    expect(problemsOf({ ...complete(), title: '题'.repeat(limits.title + 3) }).title).toBe(`标题最多 ${limits.title} 个字，请删减 3 个字`);
  });

  it('blanks are not text', () => {
    expect(problemsOf({ ...complete(), proposal: ' '.repeat(50) }).proposal).toBe('请填写具体建议');
  });

  it('a reason belongs to what is not to be published', () => {
    expect(problemsOf({ ...complete(), confidential: true })).toEqual({ confidentialReason: '请写明不宜公开的理由' });
    expect(problemsOf({ ...complete(), confidential: true, confidentialReason: '涉及个人隐私' })).toEqual({});
  });
});

describe('the form on its way to the server', () => {
  it('is what the server accepts', () => {
    const { fileIds, ...fields } = inputOf({ ...complete(), files: [{ id: '0193a000-0000-7000-8000-000000000001', name: '照片.jpg', size: 10 }] });
    expect(draftFields.parse(fields)).toMatchObject({ title: '关于增设公交站的建议', confidentialReason: null });
    expect(fileIds).toEqual(['0193a000-0000-7000-8000-000000000001']);
  });

  it('comes back as it went', () => {
    const form = { ...complete(), files: [{ id: '0193a000-0000-7000-8000-000000000001', name: '照片.jpg', size: 10 }] };
    const { fileIds: _fileIds, ...fields } = inputOf(form);
    const draft = {
      ...fields, id: 'x', version: 1, revision: 3, state: 'draft' as const, kind: 'suggestion' as const, cosigners: [], preparedBy: null, updatedAt: '2026-03-05T01:00:00.000Z',
      files: form.files.map((file) => ({ ...file, mediaType: 'image/jpeg' })),
    };
    expect(formOf(draft)).toEqual(form);
  });
});
