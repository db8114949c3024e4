import { describe, expect, it } from 'vitest';
import { DomainError, errorCatalogue, isDomainError } from './errors.ts';
import type { ErrorEntry } from './errors/topic.ts';

/** Answers every parameter with a list of one word, which prints well wherever a message puts it. */
const anyParams = new Proxy({}, { get: () => ['样本'] });

describe('error catalogue', () => {
  it.each(Object.entries<ErrorEntry>(errorCatalogue))('%s says in Chinese what is wrong', (code, entry) => {
    expect(code).toMatch(/^[a-z]+\.[a-z_]+$/);
    const message = entry.message(anyParams);
    expect(message).toMatch(/[\u4e00-\u9fff]{4,}.*。$/);
    expect(message).not.toMatch(/undefined|null|\[object/);
  });
});

describe('DomainError', () => {
  it('carries status, parameters, fields and a message that names the remedy', () => {
    const fields = [{ path: 'title', message: '必须填写' }];
    const error = new DomainError('common.invalid_input', { problem: '标题必须填写' }, fields);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      code: 'common.invalid_input',
      http: 400,
      params: { problem: '标题必须填写' },
      fields,
    });
    expect(error.message).toBe('填写的内容有误：标题必须填写。请修改后重新提交。');
  });

  it('tells a clerk who acted in between and that nothing is lost', () => {
    const error = new DomainError('workflow.version_conflict', {
      actor: '李办事（示例）',
      at: '2026年3月5日 14:30',
      action: '交办',
    });
    expect(error.message).toBe(
      '李办事（示例）已于2026年3月5日 14:30办理了“交办”，请刷新后再办理，您填写的内容已保留。',
    );
    expect(new DomainError('workflow.version_conflict').message).toBe(
      '其他同志刚刚进行了办理，请刷新后再办理，您填写的内容已保留。',
    );
  });

  it.each([
    [() => new DomainError('common.unauthenticated').message, '您还没有登录，请先登录。登录后将回到当前页面。'],
    [() => new DomainError('common.forbidden').message, '您当前的身份不能进行这项操作。请切换身份'],
    [() => new DomainError('common.internal').message, '编号 （无） 告知管理员'],
    [() => new DomainError('common.too_many_requests', { seconds: 30 }).message, '请在 30 秒后再试。'],
    [() => new DomainError('identity.invalid_credentials').message, '请核对后重试。'],
    [() => new DomainError('identity.invalid_credentials', { attemptsLeft: 0 }).message, '再错 0 次'],
    [() => new DomainError('files.too_large', { limit: 20 * 1024 * 1024 }).message, '附件超过 20 MB 的上限'],
    [() => new DomainError('files.too_large', { name: 'a.pdf', limit: 512 * 1024 }).message, '附件“a.pdf”超过 512 KB'],
    [
      () => new DomainError('workflow.illegal_action', { state: '办结', action: '交办' }).message,
      '当前状态为“办结”，不能进行“交办”。此件现在不需要您办理',
    ],
    [
      () =>
        new DomainError('workflow.illegal_action', { state: '已立案', action: '评价', allowed: ['交办', '退回'] })
          .message,
      '现在可以办理：交办、退回。',
    ],
    [
      () => new DomainError('workflow.refused', { reason: '须先登记沟通情况' }).message,
      '暂时不能办理：须先登记沟通情况。',
    ],
  ])('writes whole sentences with and without optional parameters (%#)', (message, expected) => {
    expect(message()).toContain(expected);
    expect(message()).not.toContain('undefined');
  });

  it('does not compile without the parameters its message needs, nor with an unknown code', () => {
    // @ts-expect-error minutes are required
    expect(new DomainError('identity.locked', {}).code).toBe('identity.locked');
    // @ts-expect-error no such parameter
    expect(new DomainError('common.forbidden', { reasons: 'x' }).http).toBe(403);
    // @ts-expect-error no such code
    expect(() => new DomainError('common.no_such_code')).toThrow(TypeError);
  });

  it('is recognised, by code if wanted, and nothing else is', () => {
    const error: unknown = new DomainError('common.not_found');
    expect(isDomainError(error)).toBe(true);
    expect(isDomainError(error, 'common.not_found')).toBe(true);
    expect(isDomainError(error, 'common.conflict')).toBe(false);
    expect(isDomainError(new Error('x'))).toBe(false);
    expect(isDomainError({ code: 'common.not_found' })).toBe(false);
  });
});
