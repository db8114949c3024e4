import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskIdCard, maskName, maskPhone } from './masking.ts';

describe('masks', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['+8613812345678', '138****5678'],
    ['0730-8888888', '*********88'],
    ['110', '***'],
    ['', ''],
  ])('phone %s → %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  it.each([
    ['430602199001011234', '4306*************4'],
    ['43060219900101123X', '4306*************X'],
    ['12345', '*****'],
  ])('identity card %s → %s', (id, masked) => expect(maskIdCard(id)).toBe(masked));

  it.each([
    ['张三', '张*'],
    ['李示例', '李**'],
    ['欧阳示例', '欧阳**'],
    ['欧阳', '欧*'],
    ['张', '*'],
    ['', ''],
    ['买买提·艾力', '买*****'],
  ])('name %s → %s', (name, masked) => expect(maskName(name)).toBe(masked));

  it('never shows the four middle digits of a phone number, however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), fc.constantFrom('', '+86', '86', '0086'), (middle, prefix) => {
        const digits = String(middle).padStart(4, '0');
        expect(maskPhone(`${prefix}139${digits}0000`)).toBe('139****0000');
      }),
    );
  });
});
