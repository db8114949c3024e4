import { expect, it } from 'vitest';
import { hidePersonalData, holdsPersonalData } from './personal-text.ts';

it.each([
  ['请联系13812345678处理', '请联系［电话已隐去］处理'],
  ['电话：+86 138-1234-5678。', '电话：［电话已隐去］。'],
  ['（0730）8881234、0730-88812345', '［电话已隐去］、［电话已隐去］'],
  ['身份证430602199001011234号', '身份证［证件号码已隐去］号'],
  ['证号43060219900101123X', '证号［证件号码已隐去］'],
  ['旧证430602900101123', '旧证［证件号码已隐去］'],
  ['账号6222 0212 3456 7890 123', '账号［账号已隐去］'],
  ['邮箱zhang.san@example.com，', '邮箱［邮箱已隐去］，'],
  ['１３８１２３４５６７８', '［电话已隐去］'],
])('hides what is personal: %s', (text, shown) => {
  expect(hidePersonalData(text)).toBe(shown);
  expect(holdsPersonalData(text)).toBe(true);
});

it.each(['2026年3月5日第123号', '岳政发〔2026〕12号', '投资12345678元，惠及130000余人', 'G107国道K1520+300处', '9.6%至12.5%', '20260305000001'])('leaves alone what is not: %s', (text) => {
  expect(hidePersonalData(text)).toBe(text);
  expect(holdsPersonalData(text)).toBe(false);
});
